// SPDX-License-Identifier: GPL-3.0-or-later
// What changed from one text to another, by characters as people see them (a letter with its marks is one).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct DiffPart {
    enum class Kind { Same, Removed, Added } kind = Kind::Same;
    std::string text; // UTF-8

    bool operator==(const DiffPart &) const = default;
};

// Same and Removed parts in order are `before`, Same and Added ones `after`; of a place that changed, what was removed
// comes first. Long texts that share little are compared by sentences first, so that the time stays in proportion;
// a stretch without anything in common is one change. For any thread.
std::vector<DiffPart> diffText(std::string_view before, std::string_view after);

} // namespace onsa
