// SPDX-License-Identifier: GPL-3.0-or-later
// Text that was read in the wrong character encoding, and the way back where nothing was lost.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onsa {

// The text as it was meant: written back strictly as CP932, Windows-1252 or Latin-1 and read as UTF-8. Only when the
// result has clearly more kana and common kanji, or Latin text without the tell-tale pairs.
std::optional<std::string> repairMisread(std::string_view text);

enum class JapaneseEncoding { Cp932, EucJp };
// Strictly; nothing where a byte does not belong there.
std::optional<std::string> decodeAs(std::string_view bytes, JapaneseEncoding encoding);
// A row of bytes that are not UTF-8 but strictly CP932 or EUC-JP with at least one kana or kanji.
std::optional<std::string> decodeJapanese(std::string_view bytes);

} // namespace onsa
