// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/history_model.h"

#include "ui/theme.h"

#include <QFont>
#include <QLocale>
#include <QUndoStack>

namespace onsa::ui {

void HistoryModel::setDocument(DatasetDocument *document)
{
    beginResetModel();
    if (m_document)
        m_document->undoStack()->disconnect(this);
    m_document = document;
    m_rows = document ? document->historyCount() + 1 : 0;
    endResetModel();
    if (!document)
        return;
    connect(document->undoStack(), &QUndoStack::indexChanged, this, &HistoryModel::follow);
    connect(document->undoStack(), &QUndoStack::cleanChanged, this, &HistoryModel::follow);
}

void HistoryModel::follow()
{
    const int rows = m_document ? m_document->historyCount() + 1 : 0;
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0), index(m_rows - 1));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_document ? 0 : m_rows;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!m_document || index.row() > m_document->historyCount())
        return {};
    const int now = m_document->historyIndex();
    const bool saved = index.row() == m_document->savedHistoryIndex();
    if (role == Qt::FontRole && index.row() == now) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ForegroundRole && index.row() > now)
        return color(Color::Muted); // undone
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    QString words;
    if (index.row() == 0) {
        words = tr("The file as it was opened first");
    } else {
        const auto step = m_document->historyStep(index.row() - 1);
        const QLocale locale;
        const QString when = !step.when.isValid()      ? QString()
            : step.when.date() == QDate::currentDate() ? locale.toString(step.when.time(), QLocale::ShortFormat)
                                                       : locale.toString(step.when, QLocale::ShortFormat);
        words = when.isEmpty() ? step.label : tr("%1   %2").arg(when, step.label);
    }
    if (saved)
        words += tr(" (saved)");
    if (role == Qt::AccessibleTextRole && index.row() == now)
        words += tr(", now");
    if (role == Qt::AccessibleTextRole && index.row() > now)
        words += tr(", undone");
    return words;
}

} // namespace onsa::ui
