// SPDX-License-Identifier: GPL-3.0-or-later
// What a fix would do to many rows, before it is done.
#pragma once

#include "core/checks/fixes.h"
#include "dataset/dataset_scan.h"

#include <span>

namespace onsa {

struct FixPlan {
    struct Change {
        RowId row = 0;
        std::string before; // the line as it was looked at; a row that is another one by now is left alone
        FixedRow after; // none: the row goes
    };
    std::string id; // of the finding
    std::vector<Change> changes; // in the order of the rows
    std::size_t unchanged = 0; // rows of the kind for which there is no certain fix
    MaskBook masks; // with the masks of this plan
};

// For the pool. `rows` are document rows of the findings; `kind` as checkAll told it.
Result<FixPlan> planFixes(const DatasetSnapshot &snapshot, const std::string &id, const ScanReport::Kind &kind,
                          std::span<const RowId> rows, MaskBook masks, std::stop_token stop);

// Every personal value and secret of the row masked; the row itself where there is none, or where it cannot be read.
std::string maskedRow(std::string_view line, MaskBook &masks);

} // namespace onsa
