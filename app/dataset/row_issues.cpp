// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_issues.h"

namespace onsa {

bool isBlankLine(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::vector<Issue> checkRow(std::string_view line)
{
    std::optional<Example> example;
    return checkRow(line, example);
}

std::vector<Issue> checkRow(std::string_view line, std::optional<Example> &example)
{
    example.reset();
    if (isBlankLine(line))
        return {{"empty_line",
                 Severity::Warning,
                 {},
                 "The line is empty. It is left out of training.",
                 0,
                 0,
                 Fix::DeleteRow}};
    return checkLine(line, example);
}

} // namespace onsa
