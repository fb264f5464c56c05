// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a job's status as icon, word and colour, its progress as a bar, and offers "Ask" on succeeded rows.
#pragma once

#include "jobs/job_list_model.h"

#include <QStyledItemDelegate>

namespace onsa::ui {

class JobTableDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    JobTableDelegate(const JobListModel &jobs, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void askClicked(int row);

private:
    void paintText(QPainter *painter, const QStyleOptionViewItem &option) const;
    void paintStatus(QPainter *painter, const QStyleOptionViewItem &option, const SeenJob &job) const;
    void paintProgress(QPainter *painter, const QStyleOptionViewItem &option, int row) const;
    QRect askRect(const QStyleOptionViewItem &option) const;
    bool canAsk(int row) const;

    const JobListModel &m_jobs;
};

} // namespace onsa::ui
