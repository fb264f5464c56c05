// SPDX-License-Identifier: GPL-3.0-or-later
// A text as it is compared, never as it is written: without case, width, white space, punctuation, invisible characters
// and variants of the same kanji radical.
#pragma once

#include <string>
#include <string_view>

namespace onsa {

// Letters, digits and symbols that say something, folded; UTF-8. Any bytes in.
std::string cmp(std::string_view text);
// Appends to `out`, for many texts in one buffer.
void appendCmp(std::string_view text, std::string &out);

} // namespace onsa
