// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that say nearly the same (X3), prompts that ask nearly the same with other facts in the answer (X5), and
// validation rows that the training has nearly seen (X6).
#pragma once

#include "dataset/dataset_scan.h"

namespace onsa {

struct NearReport {
    struct Cluster {
        std::vector<RowId> rows; // in order; the first is the one to keep
    };
    std::vector<Cluster> clusters;
    std::vector<Cluster> softContradictions; // pairs of rows that ask nearly the same
    // near_duplicate of every row but the first of a cluster; soft_contradiction; template_rows for groups that are
    // too large to be compared one by one.
    std::vector<std::pair<RowId, Issue>> issues;
    std::size_t templateRows = 0;
};

// MinHash with 14 bands of 8 over character 5-grams of the comparison form, every candidate verified by the exact
// Jaccard similarity of 0.80. Seconds to minutes; memory: about 8 bytes a row, the rest in a temporary file.
// Errors: Io (no room for the temporary file), Cancelled.
Result<NearReport> findNearDuplicates(const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop);

// The findings into a report of the same rows.
void addFindings(ScanReport &report, std::vector<std::pair<RowId, Issue>> issues);

// Rows of `validation` whose prompt equals one of `training` as it is compared, or is similar to it by 0.7 and more.
Result<std::vector<std::pair<RowId, Issue>>> findLeakage(const DatasetSnapshot &training,
                                                         const DatasetSnapshot &validation, std::stop_token stop);

} // namespace onsa
