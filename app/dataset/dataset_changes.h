// SPDX-License-Identifier: GPL-3.0-or-later
// What changed between two moments of a data set, row by row: "what changed since the last save".
#pragma once

#include "dataset/dataset_snapshot.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace onsa {

struct RowChange {
    enum class Kind { Changed, Added, Removed, Moved } kind = Kind::Changed; // Changed may have moved, too
    RowId id = 0;
    int before = -1; // row in the older snapshot; -1 = it was not there
    int now = -1; // row in the newer one; -1 = it is gone
};

// Both snapshots are of one document. In the order of the newer one, a removed row after the row it stood behind.
// Reads only rows that were edited; some milliseconds a million rows. For the pool.
std::vector<RowChange> changedRows(const DatasetSnapshot &before, const DatasetSnapshot &now,
                                   const std::stop_token &stop = {});

// The same of any two lists of rows: for each row of the one its row in the other, or -1. `same` says whether a row has
// the text that its partner had.
struct RowPartners {
    std::span<const int> ofBefore, ofNow;
};
std::vector<RowChange> changesBetween(const DatasetSnapshot &before, const DatasetSnapshot &now,
                                      const RowPartners &partners, const std::function<bool(int was, int is)> &same,
                                      const std::stop_token &stop);

} // namespace onsa
