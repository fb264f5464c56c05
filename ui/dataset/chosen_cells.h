// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected in the table: taken as ranges in no time, resolved to rows wherever there is time for it.
#pragma once

#include "dataset/dataset_model.h"

#include <QAbstractItemView>

#include <memory>
#include <optional>
#include <vector>

namespace onsa::ui {

struct ChosenRow {
    int view = 0; // row of the table
    int row = 0; // of the snapshot
    bool prompt = false, completion = false; // which of the two texts
};

struct ChosenCells {
    struct Range {
        int top = 0, bottom = 0; // rows of the table, both inside
        bool prompt = false, completion = false;
    };

    std::vector<Range> ranges; // by their top; may overlap
    std::shared_ptr<const std::vector<RowId>> filter; // null: rows of the table are rows of the document
    int viewRows = 0; // of the whole table

    // The selection, or else the current cell.
    static ChosenCells of(const QAbstractItemView &view, const DatasetModel &model);
    std::size_t count() const; // of rows, at most
};

// Rows of the table to rows of the snapshot; for many.
class RowsInView
{
public:
    RowsInView(const ChosenCells &cells, const DatasetSnapshot &rows);
    int row(int view) const; // -1 when there is none

private:
    std::shared_ptr<const std::vector<RowId>> m_filter;
    std::vector<int> m_rowOf; // by id; only with a filter
    int m_rows = 0;
};

// In the order of the table, each row once.
std::vector<ChosenRow> chosenRows(const ChosenCells &cells, const DatasetSnapshot &rows);

// Which text of the example the column shows: of a conversation its first question and its last answer.
TextField shownField(const std::optional<Example> &example, bool prompt);
// What that column shows; empty for a row that cannot be read, except that its prompt shows the line.
QString shownText(const DatasetSnapshot &rows, int row, bool prompt);

} // namespace onsa::ui
