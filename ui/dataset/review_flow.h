// SPDX-License-Identifier: GPL-3.0-or-later
// Looking through the rows one after another: gives the chosen rows a review state, goes to the next row that has none
// yet, and counts. Each order is one undo step.
#pragma once

#include "core/result.h"
#include "dataset/dataset_model.h"
#include "dataset/review_state.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <stop_token>

namespace onsa::ui {

class DataTable;

class ReviewFlow : public QObject
{
    Q_OBJECT

public:
    explicit ReviewFlow(DataTable &table, QObject *parent = nullptr);
    ~ReviewFlow() override;

    void setModel(DatasetModel *model);
    void mark(ReviewState state);
    // Drafts become reviewed; when there is none among the chosen rows, reviewed ones become drafts. What was approved
    // or rejected was meant, and stays.
    void toggleReviewed();
    void goToNextDraft(); // of the rows that are shown; after the last one the first
    const ReviewCounts &counts() const { return m_counts; } // as of the last look
    bool isUsed() const; // some row is no draft
    QString countText() const; // for the status bar; empty while nothing was reviewed

Q_SIGNALS:
    void countsChanged();
    void refused(const onsa::Error &error);
    void said(const QString &sentence);

private:
    void count();

    DataTable &m_table;
    QPointer<DatasetModel> m_model;
    ReviewCounts m_counts{};
    bool m_everUsed = true; // a row of the document may have a state
    QTimer m_soon;
    std::stop_source m_stop;
};

QString stateIconName(ReviewState state);

} // namespace onsa::ui
