// SPDX-License-Identifier: GPL-3.0-or-later
// What the Edit menu does to the chosen cells and rows. Each order is one undo step.
#pragma once

#include "core/result.h"
#include "dataset/dataset_model.h"
#include "ui/dataset/tsv.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace onsa::ui {

class DataTable;

class RowEdits : public QObject
{
    Q_OBJECT

public:
    explicit RowEdits(DataTable &table, QObject *parent = nullptr);

    void setModel(DatasetModel *model);

    void copy() const;
    void cut();
    void paste();
    void clearCells();
    void insertRow(); // above the current one
    void addRow(const QString &prompt = {}, const QString &completion = {}); // at the end
    void deleteRows();
    void duplicateRows();
    void moveRows(int by); // -1 up, 1 down

Q_SIGNALS:
    void refused(const onsa::Error &error);
    void rowMade(int documentRow); // to be shown

private:
    std::vector<int> chosenRows() const; // of the document, in order
    QModelIndexList chosenTexts() const; // cells of the two text columns, in reading order
    bool report(const Result<> &done);
    void pasteExamples(const std::vector<Example> &examples);
    void pasteCells(const Cells &cells);

    DataTable &m_table;
    QPointer<DatasetModel> m_model;
};

} // namespace onsa::ui
