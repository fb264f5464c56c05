// SPDX-License-Identifier: GPL-3.0-or-later
// A number of a workbook as its cell shows it: dates, times, decimals, leading zeros, percent, units.
#pragma once

#include <string>
#include <string_view>

namespace onsa {

// `format` is a format code such as "yyyy/m/d", "#,##0.00" or "0000"; "" and "General" mean none.
std::string showNumber(double value, std::string_view format, bool from1904);
// The code of a number that is built into every workbook; "" for one that is not.
std::string_view builtinFormat(int id);

} // namespace onsa
