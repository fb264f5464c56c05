#!/usr/bin/env bash
# Brings resources/translations/onsa_ja.ts up to the strings in the sources; new ones are marked unfinished, gone ones go.
#   packaging/update-translations.sh [TS_FILE]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
ts=$(realpath "${1:-$root/resources/translations/onsa_ja.ts}")
cd "$root"
# With the include paths: without them lupdate does not find the classes and names contexts that the program never asks for.
/usr/lib/qt6/bin/lupdate -silent -locations none -no-obsolete -no-ui-lines -I . -I app app ui -ts "$ts"
