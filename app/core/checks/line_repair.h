// SPDX-License-Identifier: GPL-3.0-or-later
// A proposal for a line that cannot be read: only small, certain repairs, and only when the result can be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onsa {

// Comma before a closing bracket, control characters inside a text, NaN and Infinity, single quotation marks, a line
// that ends in the middle, a byte order mark, half a character, a number out of range, or Japanese text in CP932 or
// EUC-JP. Any bytes.
std::optional<std::string> repairedLine(std::string_view line);

} // namespace onsa
