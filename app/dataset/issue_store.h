// SPDX-License-Identifier: GPL-3.0-or-later
// Findings while they are collected: counted all, kept as far as somebody will read them.
#pragma once

#include "dataset/dataset_scan.h"

namespace onsa {

class IssueStore
{
public:
    void add(std::size_t row, Issue issue);
    // The other's findings behind these.
    void take(IssueStore &other);
    // Ids instead of rows, in the order of the rows; what is beyond the bounds is counted alone.
    void report(const DatasetSnapshot &rows, ScanReport &report);

private:
    struct Kind {
        Severity severity = Severity::Info;
        Fix fix = Fix::None;
        std::string field;
        std::size_t count = 0, kept = 0;
        std::vector<std::uint32_t> rows; // each once, in order
    };
    std::map<std::string, Kind, std::less<>> m_kinds;
    std::vector<std::pair<std::uint32_t, Issue>> m_issues;
};

} // namespace onsa
