#!/usr/bin/env bash
# Sets up what is missing, builds Onsa and opens it. Without a screen: the main job in the terminal.
#   packaging/run.sh [FILE.jsonl]      further arguments go to onsa
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

install_packages packages-build.txt packages-window.txt
say "Building Onsa"
cd "$root"
cmake --preset release -DONSA_TESTS=OFF >/dev/null
cmake --build --preset release --target onsa onsa-engine -- -j "$jobs"
export ONSA_RESOURCES="$root/resources"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    cd - >/dev/null
    exec "$root/build/release/bin/onsa" "$@"
fi
exec "$root/packaging/terminal-demo.sh" "$root/build/release/bin/onsa-engine" "${1:-}"
