// SPDX-License-Identifier: GPL-3.0-or-later
// How long rows, answers, prompts and conversations are, how many are over the limit of the model, and what a training
// would be billed for.
#pragma once

#include "ui/dataset/row_statistics.h"

#include <QDialog>

#include <functional>
#include <memory>

class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace onsa::ui {

class PoolTask;

class StatisticsDialog : public QDialog
{
    Q_OBJECT

public:
    // `cost` says what so many billed tokens cost, or nothing. Null counter: no tokens.
    StatisticsDialog(std::shared_ptr<const DatasetSnapshot> rows, std::shared_ptr<const TokenCounter> counter,
                     std::function<QString(qint64)> cost, QWidget *parent);
    ~StatisticsDialog() override;

    const RowStatistics &statistics() const { return m_statistics; } // once they are counted

private:
    void show(const RowStatistics &statistics);
    void addSpread(const char *name, const QString &title, const Spread &spread);
    QString closingWords() const;

    std::shared_ptr<const TokenCounter> m_counter;
    std::function<QString(qint64)> m_cost;
    RowStatistics m_statistics;
    QLabel *m_summary = nullptr;
    QProgressBar *m_progress = nullptr;
    QVBoxLayout *m_spreads = nullptr;
    std::unique_ptr<PoolTask> m_task;
};

} // namespace onsa::ui
