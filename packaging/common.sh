# Shared by run.sh and test.sh: where things are, and how what is missing gets installed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)

say() { printf '\n== %s\n' "$*"; }

# packages FILE…: the names in these lists, without comments.
packages() { sed -e 's/#.*//' -e '/^\s*$/d' "${@/#/$root/packaging/}"; }

# install_packages FILE…: asks apt only for what is not there yet.
install_packages() {
    local missing=() name
    for name in $(packages "$@"); do
        dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if ! command -v apt-get >/dev/null; then
        echo "Onsa is built with Debian 12's packages. Please install: ${missing[*]}" >&2
        exit 1
    fi
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}
