// SPDX-License-Identifier: GPL-3.0-or-later
// Findings that the user has looked at and wants to keep, with the reason. Kept beside the data, not in it: rows and
// values are known by their hash, so that nothing of their text is written here.
#pragma once

#include "dataset/dataset_scan.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace onsa {

enum class DismissScope { Row, Value, Kind };

struct Dismissal {
    std::string id; // of the finding
    DismissScope scope = DismissScope::Kind;
    std::uint64_t hash = 0; // of the row's bytes, or of the text that is meant
    std::string reason; // as the user wrote it

    bool operator==(const Dismissal &) const = default;
};

class Dismissals
{
public:
    bool empty() const { return m_all.empty(); }
    const std::vector<Dismissal> &all() const { return m_all; }

    // `line` is the row of the finding; not needed for a whole kind. Said twice it counts once, with the newer reason.
    void add(const Issue &issue, std::string_view line, DismissScope scope, const std::string &reason);
    void restore(const std::string &id); // all of this kind
    bool covers(const Issue &issue, std::string_view line) const;

    std::string print() const; // JSON
    static Result<Dismissals> parse(std::string_view json); // Errors: Corrupt

private:
    std::vector<Dismissal> m_all;
    std::set<std::string, std::less<>> m_kinds; // dismissed as a whole
    std::set<std::string, std::less<>> m_some; // with dismissed rows or values
};

// Takes out of the report what is dismissed, and says how many findings that were. For the pool: rows are read.
std::size_t leaveOutDismissed(ScanReport &report, const DatasetSnapshot &rows, const Dismissals &dismissals,
                              std::stop_token stop);

} // namespace onsa
