// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_table_delegate.h"

#include "ui/icons.h"
#include "ui/jobs/job_words.h"
#include "ui/theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr int barHeight = 6;

// The row's background as the style draws it, without text.
void paintBackground(QPainter *painter, QStyleOptionViewItem option)
{
    option.text.clear();
    option.icon = {};
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
}

} // namespace

JobTableDelegate::JobTableDelegate(const JobListModel &jobs, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_jobs(jobs)
{
}

bool JobTableDelegate::canAsk(int row) const
{
    const SeenJob *seen = m_jobs.job(row);
    return seen && seen->job.status == JobStatus::Succeeded && seen->job.fineTunedModel;
}

QRect JobTableDelegate::askRect(const QStyleOptionViewItem &option) const
{
    const int width = option.fontMetrics.horizontalAdvance(tr("Ask")) + 2 * grid::m;
    QRect rect(0, 0, std::min(width, option.rect.width() - grid::xs), option.rect.height() - grid::xs);
    rect.moveCenter(option.rect.center());
    rect.moveLeft(option.rect.left() + grid::s);
    return rect;
}

void JobTableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const SeenJob *seen = m_jobs.job(index.row());
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    if (seen && index.column() == JobListModel::StatusColumn) {
        paintBackground(painter, item);
        return paintStatus(painter, item, *seen);
    }
    if (seen && index.column() == JobListModel::ProgressColumn) {
        paintBackground(painter, item);
        return paintProgress(painter, item, index.row());
    }
    if (index.column() == JobListModel::TimeLeftColumn && canAsk(index.row())) {
        paintBackground(painter, item);
        const QRect rect = askRect(item);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(color(Color::Accent));
        painter->setBrush(color(Color::Surface));
        painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), grid::xs, grid::xs);
        painter->drawText(rect, Qt::AlignCenter, tr("Ask"));
        painter->restore();
        return;
    }
    paintBackground(painter, item);
    paintText(painter, item);
}

// Below the words of the header.
void JobTableDelegate::paintText(QPainter *painter, const QStyleOptionViewItem &option) const
{
    const QRect rect = option.rect.adjusted(grid::s, 0, -grid::s, 0);
    painter->save();
    painter->setPen(color(Color::Text));
    painter->setFont(option.font);
    painter->drawText(rect, int(option.displayAlignment),
                      option.fontMetrics.elidedText(option.text, Qt::ElideRight, rect.width()));
    painter->restore();
}

void JobTableDelegate::paintStatus(QPainter *painter, const QStyleOptionViewItem &option, const SeenJob &seen) const
{
    const StatusLook look = statusLook(seen.job);
    QRect rect = option.rect.adjusted(grid::s, 0, -grid::xs, 0);
    const QRect iconRect(rect.left(), rect.center().y() - iconSize / 2 + 1, iconSize, iconSize);
    icon(look.icon, look.color).paint(painter, iconRect);
    rect.setLeft(iconRect.right() + grid::s);
    painter->save();
    painter->setPen(color(look.color));
    painter->setFont(option.font);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(look.word, Qt::ElideRight, rect.width()));
    painter->restore();
}

void JobTableDelegate::paintProgress(QPainter *painter, const QStyleOptionViewItem &option, int row) const
{
    const SeenJob *seen = m_jobs.job(row);
    const double fraction = m_jobs.fraction(row);
    if (!seen || seen->job.status == JobStatus::Succeeded || fraction < 0)
        return; // nothing to wait for, or nothing known: the status says it
    const QString percent = QStringLiteral("%1 %").arg(int(fraction * 100));
    const int textWidth = option.fontMetrics.horizontalAdvance(u"100 %"_s) + grid::xs;
    const QRect rect = option.rect.adjusted(grid::s, 0, -grid::xs, 0);
    QRectF bar(rect.left(), rect.center().y() - barHeight / 2.0 + 1, rect.width() - textWidth - grid::xs, barHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (bar.width() > barHeight) {
        painter->setBrush(color(Color::Border));
        painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
        bar.setWidth(std::max<double>(barHeight, bar.width() * fraction));
        painter->setBrush(color(isFinal(seen->job.status) ? Color::Muted : Color::Accent));
        painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    }
    painter->setPen(color(Color::Text));
    painter->setFont(option.font);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, percent);
    painter->restore();
}

QSize JobTableDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == JobListModel::StatusColumn) {
        if (const SeenJob *seen = m_jobs.job(index.row()))
            size.setWidth(option.fontMetrics.horizontalAdvance(statusLook(seen->job).word) + iconSize + grid::xl);
    }
    if (index.column() == JobListModel::QueuedAtColumn)
        size.rwidth() += grid::s;
    size.setHeight(grid::rowHeight);
    return size;
}

bool JobTableDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                                   const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease && index.column() == JobListModel::TimeLeftColumn
        && canAsk(index.row())) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton && askRect(option).contains(mouse->position().toPoint())) {
            Q_EMIT askClicked(index.row());
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace onsa::ui
