// SPDX-License-Identifier: GPL-3.0-or-later
// A data set without the rows that its reader rejected; for training. Rows keep their ids.
#pragma once

#include "dataset/dataset_snapshot.h"

#include <memory>

namespace onsa {

struct AcceptedRows {
    std::shared_ptr<const DatasetSnapshot> rows;
    std::size_t rejected = 0; // rows that were left out
};

// The same snapshot when no row is rejected.
AcceptedRows acceptedRows(std::shared_ptr<const DatasetSnapshot> rows);

} // namespace onsa
