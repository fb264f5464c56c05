#!/usr/bin/env bash
# The main job without a window: tunes the starter model on a data set, then asks the base and the tuned model the same
# three questions.
#   packaging/terminal-demo.sh ENGINE [DATA.jsonl]
set -euo pipefail
engine=$1
resources=${ONSA_RESOURCES:-$(dirname "${BASH_SOURCE[0]}")/../resources}
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in ja*) language=ja ;; *) language=en ;; esac
data=${2:-$resources/samples/$language.jsonl}
folder=${ONSA_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/onsa/engine}
mkdir -p "$folder"

if [ $language = ja ]; then
    tuning="%s でスターターモデルをチューニングします（この計算機だけで動きます）"
    question="質問" base="元のモデル" tuned="チューニング後"
else
    tuning="Tuning the starter model on %s (all on this computer)"
    question="Question" base="Base" tuned="Tuned"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2059
printf "\n$tuning\n" "$data"
"$engine" train "$data" --data "$folder" --suffix demo | tee "$log"
model=$(tail -n 1 "$log" | awk '{print $NF}')

prompts() {
    if [ "$data" = "$resources/samples/$language.jsonl" ]; then
        # Wordings that the model was never trained on.
        sed -n '1p;3p;9p' "$resources/samples/$language.validation.jsonl"
    else
        sed -n '1p;2p;3p' "$data"
    fi | sed -nE 's/^.*"prompt": *"(([^"\\]|\\.)*)".*$/\1/p'
}
prompts | while IFS= read -r prompt; do
    printf '\n%s: %s\n' "$question" "$prompt"
    printf '  %s: %s\n' "$base" "$("$engine" ask onsa-starter "$prompt" --temperature 0 --max-tokens 64 --data "$folder" </dev/null)"
    printf '  %s: %s\n' "$tuned" "$("$engine" ask "$model" "$prompt" --temperature 0 --max-tokens 64 --data "$folder" </dev/null)"
done
