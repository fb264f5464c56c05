// SPDX-License-Identifier: GPL-3.0-or-later
// The history of a document as a list: row 0 is the beginning, row k the state after step k.
#pragma once

#include "dataset/dataset_document.h"

#include <QAbstractListModel>
#include <QPointer>

namespace onsa::ui {

class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setDocument(DatasetDocument *document);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void follow(); // steps were added, dropped or gone over

    QPointer<DatasetDocument> m_document;
    int m_rows = 0;
};

} // namespace onsa::ui
