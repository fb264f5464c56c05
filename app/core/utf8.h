// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 in std::string: validity, repair and walking. Strict: no overlong forms, no surrogates, at most U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace onsa {

bool isUtf8(std::string_view text);
// Bytes from the start up to the first that is not UTF-8; nothing when all is well.
std::optional<std::size_t> firstBadByte(std::string_view text);
// Every maximal broken sequence becomes one U+FFFD (WHATWG Encoding, section 4), as all browsers do.
std::string repairUtf8(std::string_view text);

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0; // 1…4
};
// A byte that starts no character reads as U+FFFD of one byte; so a walk ends for any text. `at` < size.
CodePoint codePointAt(std::string_view text, std::size_t at);
// The start of the character before `at`; `at` > 0 and `text` valid.
std::size_t previousCodePoint(std::string_view text, std::size_t at);
std::size_t countCodePoints(std::string_view text);
void appendUtf8(std::string &out, char32_t value);

// Unicode property White_Space, which includes the ideographic space U+3000.
bool isWhiteSpace(char32_t value);

} // namespace onsa
