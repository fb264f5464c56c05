// SPDX-License-Identifier: GPL-3.0-or-later
// Orders of the user as lists of EditOps: what each does to the rows of a table. No journal, no signals; any thread
// that has the table for itself.
#pragma once

#include "core/example.h"
#include "dataset/dataset_scan.h"
#include "dataset/row_table.h"

#include <QString>

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace onsa {

struct TextChange {
    int row = 0;
    TextField field;
    QString text;
};

// `count` rows at `first` go before the row `to`, counted before the move, as QAbstractItemModel::moveRows does.
struct RowMove {
    int first = 0, count = 0, to = 0;
};

// What one order changes. All rows are counted as they are before it.
struct RowChanges {
    std::vector<TextChange> texts;
    std::vector<std::pair<RowId, std::string>> lines; // of whole rows; a row that is gone is left out
    std::vector<std::string> inserted; // lines
    int insertAt = 0; // before this row
    std::vector<int> removed; // in any order
    std::vector<RowMark> marks; // review states; those that a row has already are left out
    RowMove moved; // not together with inserted or removed ones
    QString label; // of the undo step; empty = the one that the order came with
};

// Several changes may mean the same row. Cancelled after a stop.
Result<std::vector<EditOp>> textOps(const RowTable &table, std::span<const TextChange> changes,
                                    const ScanProgress &progress, const std::stop_token &stop);
// The new rows get their ids from the table.
Result<std::vector<EditOp>> insertOps(RowTable &table, int at, std::vector<std::string> lines);
std::vector<EditOp> removeOps(const RowTable &table, std::vector<int> rows);
std::vector<EditOp> moveOps(const RowTable &table, const RowMove &move);
Result<std::vector<EditOp>> changeOps(RowTable &table, RowChanges changes, const ScanProgress &progress,
                                      const std::stop_token &stop);

Error rowTooLong(int row);
Error changeCancelled();

} // namespace onsa
