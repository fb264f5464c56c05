// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at all rows in the pool a moment after the last edit: findings, tokens, the longest row.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"
#include "dataset/dismissals.h"
#include "jobs/example_lengths.h"
#include "ui/dataset/token_counter.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <map>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace onsa::ui {

class RowSurvey : public QObject
{
    Q_OBJECT

public:
    explicit RowSurvey(QObject *parent = nullptr);

    void setDocument(DatasetDocument *document); // null = none
    void setCounter(std::shared_ptr<const TokenCounter> counter);
    void setDismissals(std::shared_ptr<const Dismissals> dismissals); // null = none
    void run(); // now, however many rows there are
    void runSimilar(); // with the search for similar rows, which takes longer

    const ScanReport &report() const { return m_report; } // with "too_long", without what is kept
    std::size_t kept() const { return m_kept; } // findings that are left out of it
    const std::map<std::string, std::size_t> &keptKinds() const { return m_keptKinds; } // the same by their kind
    // Findings of the report that the model cannot make from one row; once.
    std::vector<std::pair<RowId, Issue>> takeBetweenRows() { return std::exchange(m_betweenRows, {}); }
    const std::vector<RowId> &problemRows() const { return m_problems; } // with more than a remark, in their order
    bool hasTokens() const { return m_counter != nullptr && m_counted; }
    const TokenCounter::Totals &totals() const { return m_totals; }
    const std::vector<ExampleLength> &lengths() const { return m_lengths; } // for a forecast of the training
    int context() const { return m_counter ? m_counter->context() : 0; }

Q_SIGNALS:
    void started();
    void finished();

private:
    void later();
    void start(bool similar);

    QPointer<DatasetDocument> m_document;
    std::shared_ptr<const TokenCounter> m_counter;
    std::shared_ptr<const Dismissals> m_dismissals;
    ScanReport m_report;
    std::size_t m_kept = 0;
    std::map<std::string, std::size_t> m_keptKinds;
    std::vector<std::pair<RowId, Issue>> m_betweenRows;
    std::vector<RowId> m_problems;
    TokenCounter::Totals m_totals;
    std::vector<ExampleLength> m_lengths;
    bool m_counted = false;
    QTimer m_pause;
    std::stop_source m_stop;
};

} // namespace onsa::ui
