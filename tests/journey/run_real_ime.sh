#!/usr/bin/env bash
# Runs real_ime with fcitx5 and mozc on a screen, a bus and a home of its own. Skips (77) where they are not installed.
#   run_real_ime.sh REAL_IME_PROGRAM [QTEST_ARGUMENTS]
set -euo pipefail
program=$1
shift
for tool in Xvfb dbus-run-session dbus-send openbox xdotool fcitx5 fcitx5-remote; do
    if ! command -v "$tool" >/dev/null; then
        echo "skipped: $tool is not installed (packaging/packages-test.txt)"
        exit 77
    fi
done
plugins=$(qmake6 -query QT_INSTALL_PLUGINS 2>/dev/null || echo /usr/lib/x86_64-linux-gnu/qt6/plugins)
if ! ls "$plugins"/platforminputcontexts/*fcitx5* >/dev/null 2>&1 || ! [ -x /usr/lib/mozc/mozc_server ]; then
    echo "skipped: fcitx5-frontend-qt6 or fcitx5-mozc is not installed (packaging/packages-test.txt)"
    exit 77
fi

home=$(mktemp -d)
trap 'rm -rf "$home" || true' EXIT # what the input method still writes must not fail the test
mkdir -p "$home/config/fcitx5" "$home/run"
chmod 700 "$home/run"
cat >"$home/config/fcitx5/profile" <<'PROFILE'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=mozc

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=mozc
Layout=

[GroupOrder]
0=Default
PROFILE
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_RUNTIME_DIR=$home/run XDG_DATA_HOME=$home/data
export QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx QT_QPA_PLATFORM=xcb LANG=C.UTF-8
export ONSA_IME_PROGRAM=$program
as=()
if [ "$(id -u)" = 0 ]; then # mozc's server refuses to run for root
    chown -R nobody "$home"
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
"${as[@]}" xvfb-run -a -s "-screen 0 1280x800x24" dbus-run-session -- bash -c '
    openbox >/dev/null 2>&1 &
    manager=$!
    fcitx5 --disable=wayland,waylandim,notifications,clipboard >"$HOME/fcitx5.log" 2>&1 &
    daemon=$!
    for _ in $(seq 100); do
        # Asking fcitx5-remote would start a second one.
        dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
            string:org.fcitx.Fcitx5 2>/dev/null | grep -q "boolean true" && break
        sleep 0.1
    done
    result=0
    "$ONSA_IME_PROGRAM" "$@" || result=$?
    [ "$result" = 0 ] || tail -50 "$HOME/fcitx5.log"
    kill $daemon $manager 2>/dev/null || true
    exit $result
' real_ime "$@"
