// SPDX-License-Identifier: GPL-3.0-or-later
// What an order on the chosen cells changes in the rows of a snapshot; for the pool.
#pragma once

#include "dataset/row_changes.h"
#include "ui/dataset/chosen_cells.h"

#include <QString>

#include <stop_token>

namespace onsa::ui {

// Of the undo step, translated in the window's thread.
struct PasteWords {
    QString cells, rows;
};

// Lines of JSON are rows; other text is cells, which go over the chosen ones and on in new rows at the end. One value
// fills the whole selection.
Result<RowChanges> pastedRows(const QString &text, const ChosenCells &chosen, const DatasetSnapshot &rows,
                              const PasteWords &words, const ScanProgress &progress, const std::stop_token &stop);
Result<RowChanges> clearedCells(const ChosenCells &chosen, const DatasetSnapshot &rows, const ScanProgress &progress,
                                const std::stop_token &stop);
// The copies go behind the last chosen row.
Result<RowChanges> duplicatedRows(const ChosenCells &chosen, const DatasetSnapshot &rows, const ScanProgress &progress,
                                  const std::stop_token &stop);

} // namespace onsa::ui
