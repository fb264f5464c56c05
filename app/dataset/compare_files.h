// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of another file beside those of a data set.
#pragma once

#include "dataset/dataset_changes.h"

#include <filesystem>
#include <memory>

namespace onsa {

struct FileComparison {
    std::shared_ptr<const DatasetSnapshot> other;
    // As changedRows tells them, from the other file to this one: Added is only here, Removed only in the other file
    // (its id is of no row here).
    std::vector<RowChange> changes;
};

// Rows of the same bytes are the same row; of the rest, rows that ask the same are one row with another answer, first
// with first. About 50 bytes a row while it runs. For the pool. Errors: as RowSource::open; Cancelled.
Result<FileComparison> compareWithFile(const std::filesystem::path &other, const DatasetSnapshot &now,
                                       const std::stop_token &stop);

} // namespace onsa
