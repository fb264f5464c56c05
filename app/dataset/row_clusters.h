// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that belong together, for somebody who decides which of them stay: equal ones, nearly equal ones, and other
// answers to one question.
#pragma once

#include "dataset/dismissals.h"

namespace onsa {

enum class ClusterKind { Contradiction, SoftContradiction, Duplicate, SameNormalised, Near };
const char *findingOf(ClusterKind kind); // the id of the finding: "near_duplicate"
bool saysTheSame(ClusterKind kind); // all but one of its rows can go

struct RowCluster {
    ClusterKind kind = ClusterKind::Duplicate;
    std::vector<RowId> rows; // in their order, two or more
    double similarity = 1; // to the first row, of the one that is least alike; of Near ones and SoftContradictions
};

constexpr std::size_t clusterRows = 1000; // of one cluster; nobody compares more with each other

// Contradictions first, then by their first row. Without those whose rows the user has all chosen to keep. `similar`:
// with the search for nearly equal rows, which takes longer. For the pool. Errors: Io, Cancelled.
Result<std::vector<RowCluster>> findClusters(const DatasetSnapshot &rows, bool similar, const Dismissals &kept,
                                             const ScanProgress &progress, std::stop_token stop);

} // namespace onsa
