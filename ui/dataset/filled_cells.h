// SPDX-License-Identifier: GPL-3.0-or-later
// Filling: cells take the texts of their neighbours, as in a spreadsheet. For the pool. A row that cannot be read, or
// has no such text, is left as it is.
#pragma once

#include "dataset/row_changes.h"
#include "ui/dataset/chosen_cells.h"

#include <QString>

#include <stop_token>

namespace onsa::ui {

// A block of cells that was drawn out at its corner, in rows of the table.
struct FillDrag {
    int top = 0, bottom = 0; // the block
    bool prompt = false, completion = false;
    int first = 0, last = -1; // the rows that it was drawn over; none when it was drawn sideways
    bool sideways = false; // into the other column

    bool operator==(const FillDrag &) const = default;
};

// Each chosen block takes the texts of its first row.
Result<RowChanges> filledDown(const ChosenCells &chosen, const DatasetSnapshot &rows, const ScanProgress &progress,
                              const std::stop_token &stop);
// The completion takes the text of the prompt.
Result<RowChanges> filledRight(const ChosenCells &chosen, const DatasetSnapshot &rows, const ScanProgress &progress,
                               const std::stop_token &stop);
Result<RowChanges> filledWith(const QString &text, const ChosenCells &chosen, const DatasetSnapshot &rows,
                              const ScanProgress &progress, const std::stop_token &stop);
// The block again and again, as far as it was drawn; upwards so that its last row stands next to its first one.
// `view`: the table's filter, and nothing chosen.
Result<RowChanges> filledByDrag(const FillDrag &drag, const ChosenCells &view, const DatasetSnapshot &rows,
                                const ScanProgress &progress, const std::stop_token &stop);

} // namespace onsa::ui
