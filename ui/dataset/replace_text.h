// SPDX-License-Identifier: GPL-3.0-or-later
// What a replacement changes in rows of a snapshot; for the pool.
#pragma once

#include "dataset/dataset_scan.h"

#include <QString>

#include <stop_token>
#include <vector>

namespace onsa::ui {

struct Replacement {
    RowId row = 0;
    TextField field;
    QString text; // the whole new text
};
struct Replacements {
    std::vector<Replacement> changes;
    int places = 0;
};

// `with` may name groups of a pattern as $1 … $9. A text that is not a pattern is replaced where it stands as written,
// case aside unless exact.
Result<Replacements> findReplacements(const DatasetSnapshot &rows, const std::vector<RowId> &within,
                                      const FindOptions &find, const QString &with, std::stop_token stop);

} // namespace onsa::ui
