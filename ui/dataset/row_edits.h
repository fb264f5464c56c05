// SPDX-License-Identifier: GPL-3.0-or-later
// What the Edit menu does to the chosen cells and rows. Each order is one undo step; one that concerns many rows is
// prepared in the pool (DatasetDocument::change).
#pragma once

#include "core/result.h"
#include "dataset/dataset_model.h"
#include "ui/dataset/chosen_cells.h"
#include "ui/dataset/filled_cells.h"
#include "ui/dataset/tsv.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <stop_token>
#include <vector>

namespace onsa::ui {

class DataTable;

class RowEdits : public QObject
{
    Q_OBJECT

public:
    explicit RowEdits(DataTable &table, QObject *parent = nullptr);

    void setModel(DatasetModel *model);

    void copy();
    void cut();
    void paste();
    void clearCells();
    void insertRow(); // above the current one
    void addRow(const QString &prompt = {}, const QString &completion = {}); // at the end
    void fillDown(); // cells of several rows: from the first one; else the row is duplicated
    void fillRight();
    void fillWith(const QString &text); // all chosen texts
    void fill(const FillDrag &drag);
    void deleteRows();
    void duplicateRows();
    void moveRows(int by); // -1 up, 1 down
    void moveRowsTo(int before); // a row of the document
    void cancelCopy();

Q_SIGNALS:
    void refused(const onsa::Error &error);
    void rowMade(int documentRow); // to be shown
    void said(const QString &sentence);
    void copying(bool busy); // many cells to the clipboard
    void filesPasted(const QStringList &paths); // copied in a file manager

private:
    ChosenCells chosen() const;
    bool report(const Result<> &done);
    void pasteText(const QString &text);
    void change(std::size_t rows, const QString &label, DatasetDocument::ChangeMaker make,
                std::function<void()> then = {});
    void copyThen(std::function<void()> then);
    // `before`: the row before which a block goes, from its first row and its length.
    void move(std::function<int(int first, int count)> before);

    DataTable &m_table;
    QPointer<DatasetModel> m_model;
    std::stop_source m_copy;
    bool m_copying = false;
};

} // namespace onsa::ui
