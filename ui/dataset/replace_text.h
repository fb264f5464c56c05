// SPDX-License-Identifier: GPL-3.0-or-later
// What a replacement changes in rows of a snapshot; for the pool.
#pragma once

#include "dataset/dataset_scan.h"
#include "dataset/row_changes.h"

#include <QString>

#include <stop_token>
#include <vector>

namespace onsa::ui {

struct Replacements {
    std::vector<TextChange> changes; // rows of the snapshot, in order; whole new texts
    int places = 0;
};

// `within`: the rows to look at. `with` may name groups of a pattern as $1 … $9. A text that is not a pattern is
// replaced where it stands as written, case aside unless exact. Cancelled after a stop.
Result<Replacements> findReplacements(const DatasetSnapshot &rows, const std::vector<int> &within,
                                      const FindOptions &find, const QString &with, const ScanProgress &progress,
                                      std::stop_token stop);

} // namespace onsa::ui
