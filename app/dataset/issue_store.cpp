// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/issue_store.h"

#include <algorithm>

namespace onsa {

namespace {

constexpr std::size_t keptOfKind = 20'000; // issues with their sentences; nobody reads more of one kind

}

void IssueStore::add(std::size_t row, Issue issue)
{
    const auto at = static_cast<std::uint32_t>(row);
    auto known = m_kinds.find(issue.id);
    if (known == m_kinds.end())
        known = m_kinds.emplace(issue.id, Kind{issue.severity, issue.fix, issue.field, 0, 0, {}}).first;
    Kind &kind = known->second;
    kind.severity = std::min(kind.severity, issue.severity);
    if (kind.fix == Fix::None)
        kind.fix = issue.fix;
    ++kind.count;
    if (kind.rows.empty() || kind.rows.back() != at)
        kind.rows.push_back(at);
    if (kind.kept < keptOfKind) {
        ++kind.kept;
        m_issues.emplace_back(at, std::move(issue));
    }
}

void IssueStore::take(IssueStore &other)
{
    for (auto &[id, theirs] : other.m_kinds) {
        theirs.kept = 0; // counted again below, as far as they find room
        const auto [mine, isNew] = m_kinds.try_emplace(id, std::move(theirs));
        if (isNew)
            continue;
        Kind &kind = mine->second;
        kind.severity = std::min(kind.severity, theirs.severity);
        if (kind.fix == Fix::None)
            kind.fix = theirs.fix;
        kind.count += theirs.count;
        kind.rows.insert(kind.rows.end(), theirs.rows.begin(), theirs.rows.end());
    }
    for (auto &entry : other.m_issues) {
        std::size_t &kept = m_kinds.find(entry.second.id)->second.kept;
        if (kept >= keptOfKind || m_issues.size() >= maxStoredIssues)
            continue;
        ++kept;
        m_issues.push_back(std::move(entry));
    }
    other = {};
}

void IssueStore::report(const DatasetSnapshot &rows, ScanReport &report)
{
    std::stable_sort(m_issues.begin(), m_issues.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    report.issues.reserve(m_issues.size());
    for (auto &[row, issue] : m_issues)
        report.issues.emplace_back(rows.rowId(row), std::move(issue));
    std::size_t all = 0;
    for (auto &[id, kind] : m_kinds) {
        all += kind.count;
        report.counts[id] += kind.count;
        ScanReport::Kind &told = report.kinds[id];
        told = {kind.severity, kind.fix, kind.field, kind.count, {}};
        std::sort(kind.rows.begin(), kind.rows.end());
        kind.rows.erase(std::unique(kind.rows.begin(), kind.rows.end()), kind.rows.end());
        told.rows.reserve(kind.rows.size());
        for (const std::uint32_t row : kind.rows)
            told.rows.push_back(rows.rowId(row));
        std::vector<std::uint32_t>().swap(kind.rows);
    }
    report.issuesCut = all > report.issues.size();
    m_issues.clear();
}

} // namespace onsa
