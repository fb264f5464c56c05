// SPDX-License-Identifier: GPL-3.0-or-later
// A proposal for a line that cannot be read: only small, certain repairs, and only when the result can be read.
#pragma once

#include <optional>
#include <string>

namespace onsa::ui {

// Comma before a closing bracket, control characters inside a text, a line that ends in the middle, or Japanese text
// in Shift_JIS or EUC-JP.
std::optional<std::string> repairedLine(const std::string &line);

} // namespace onsa::ui
