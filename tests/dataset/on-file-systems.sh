#!/usr/bin/env bash
# The data set's session on small file systems of every kind that this machine can make and mount. Needs root.
#   tests/dataset/on-file-systems.sh build/release/bin/dataset_tst_file_systems [FUNCTION…]
set -euo pipefail
program=$(realpath "$1")
shift
work=$(mktemp -d)
folders=()
finish() {
    for folder in "${folders[@]}"; do umount "$folder" || true; done
    rm -rf "$work"
}
trap finish EXIT

have() { command -v "$1" >/dev/null; }
add() { # NAME MEGABYTES MAKER [ARGUMENT…]; MAKER makes it in the file that comes last
    local name=$1 size=$2 image="$work/$1.img" folder="$work/$1"
    shift 2
    have "$1" || { echo "left out: $name ($1 is not there)"; return; }
    truncate -s "${size}M" "$image"
    "$@" "$image" >"$work/made" 2>&1 || cat "$work/made"
    mkdir "$folder"
    if mount -o loop "$image" "$folder" 2>/dev/null; then
        folders+=("$folder")
    else
        echo "left out: $name (cannot be mounted here)"
    fi
}

add ext4 64 mkfs.ext4 -q
add ext2 64 mkfs.ext2 -q
add xfs 320 mkfs.xfs -q
add btrfs 256 mkfs.btrfs -q
add vfat 64 mkfs.vfat
add exfat 64 mkfs.exfat
add ntfs 64 mkntfs -q -F -f
mkdir "$work/tmpfs"
if mount -t tmpfs -o size=64m tmpfs "$work/tmpfs"; then folders+=("$work/tmpfs"); fi
mkdir "$work/overlay" "$work/lower" "$work/tmpfs/"{upper,work}
if mount -t overlay -o "lowerdir=$work/lower,upperdir=$work/tmpfs/upper,workdir=$work/tmpfs/work" overlay \
    "$work/overlay" 2>/dev/null; then
    folders=("$work/overlay" "${folders[@]}") # away before what lies under it
fi

named=$(IFS=:; echo "${folders[*]}")
QT_QPA_PLATFORM=offscreen ONSA_TEST_FOLDERS=$named "$program" "$@"
