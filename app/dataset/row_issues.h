// SPDX-License-Identifier: GPL-3.0-or-later
// The findings about one row of a file: those of the example, and that a line is blank.
#pragma once

#include "core/example_check.h"

namespace onsa {

bool isBlankLine(std::string_view line); // nothing but JSON's white space
std::vector<Issue> checkRow(std::string_view line);
// The same, and the example where the line is one.
std::vector<Issue> checkRow(std::string_view line, std::optional<Example> &example);

} // namespace onsa
