#!/usr/bin/env bash
# Sets up what is missing, builds everything and runs every test.
#   packaging/test.sh [STAGE…]     stages: release asan tsan fuzz demo (all when none is named)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=(release demo asan tsan fuzz)

install_packages packages-build.txt packages-window.txt packages-test.txt
cd "$root"
export QT_QPA_PLATFORM=offscreen ONSA_RESOURCES="$root/resources"

build() { # PRESET [TARGET…]
    say "Building the preset $1"
    cmake --preset "$1" -DONSA_TESTS=ON >/dev/null
    cmake --build --preset "$1" "${@:2}" -- -j "$jobs"
}

for stage in "${stages[@]}"; do
    started=$SECONDS
    case $stage in
    release)
        build release
        say "Testing"
        ctest --preset release -j "$jobs"
        ;;
    demo)
        say "The main job in the terminal"
        build release --target onsa-engine
        data=$(mktemp -d)
        ONSA_DATA=$data packaging/terminal-demo.sh build/release/bin/onsa-engine
        rm -rf "$data"
        ;;
    asan)
        build asan
        say "Testing with the address and undefined-behaviour sanitizers"
        ctest --preset asan -j "$jobs" -LE journey
        ;;
    tsan)
        build tsan --target thread_tests
        say "Testing with the thread sanitizer"
        ctest --preset tsan -j "$jobs" -L threads
        ;;
    fuzz)
        build fuzz --target fuzz_targets
        say "Fuzzing each reader of foreign bytes with 20,000 inputs"
        ctest --test-dir build/fuzz -R '^fuzz\.' --output-on-failure -j "$jobs"
        ;;
    *) echo "unknown stage: $stage" >&2; exit 2 ;;
    esac
    say "$stage took $((SECONDS - started)) s"
done
say "All stages passed: ${stages[*]}"
