// SPDX-License-Identifier: GPL-3.0-or-later
// The same character in another form: radicals, full and half width, composed kana. Bytes that are not UTF-8 stay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onsa {

// ⻑ -> 長, ⼀ -> 一; any other character is itself.
char32_t unifiedIdeograph(char32_t c);
std::string withoutRadicals(std::string_view text);
// Letters and digits alone: full-width signs belong into Japanese.
std::string halfWidthAscii(std::string_view text);
std::string fullWidthAscii(std::string_view text);
std::string fullWidthKana(std::string_view text); // ｶﾞ -> ガ
// NFC, without the compatibility ideographs, which stand in names: 神 (U+FA19) stays.
std::string composed(std::string_view text);

} // namespace onsa
