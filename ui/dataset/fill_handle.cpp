// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/fill_handle.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/data_table.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimerEvent>

#include <utility>

namespace onsa::ui {

FillHandle::FillHandle(DataTable &table)
    : QObject(&table)
    , m_table(table)
{
    table.viewport()->installEventFilter(this);
    table.viewport()->setMouseTracking(true);
    table.installEventFilter(this);
}

std::optional<FillDrag> FillHandle::block() const
{
    const auto *model = qobject_cast<const DatasetModel *>(m_table.model());
    if (!model || !m_table.selectionModel() || m_table.isEditing() || model->document().isReadOnly()
        || model->document().isChanging())
        return std::nullopt;
    const QItemSelection chosen = m_table.selectionModel()->selection();
    constexpr qsizetype fewRanges = 64; // a block is chosen in one or a few of them
    if (chosen.isEmpty() || chosen.size() > fewRanges)
        return std::nullopt;
    int top = chosen.first().top(), bottom = top, left = chosen.first().left(), right = left;
    qint64 cells = 0;
    for (const QItemSelectionRange &range : chosen) {
        top = qMin(top, range.top());
        bottom = qMax(bottom, range.bottom());
        left = qMin(left, range.left());
        right = qMax(right, range.right());
        cells += qint64(range.width()) * range.height();
    }
    const bool isBlock = cells == qint64(bottom - top + 1) * (right - left + 1);
    if (!isBlock || left < DatasetModel::PromptColumn || right > DatasetModel::CompletionColumn)
        return std::nullopt;
    FillDrag found;
    found.top = top;
    found.bottom = bottom;
    found.prompt = left == DatasetModel::PromptColumn;
    found.completion = right == DatasetModel::CompletionColumn;
    return found;
}

QRect FillHandle::rectOf(int top, int bottom, bool prompt, bool completion) const
{
    const QHeaderView *down = m_table.verticalHeader();
    const QHeaderView *across = m_table.horizontalHeader();
    QRect rect;
    for (const int column : {int(DatasetModel::PromptColumn), int(DatasetModel::CompletionColumn)}) {
        if (!(column == DatasetModel::PromptColumn ? prompt : completion) || across->isSectionHidden(column))
            continue;
        const int y = down->sectionViewportPosition(top);
        const int end = down->sectionViewportPosition(bottom) + down->sectionSize(bottom);
        rect |= QRect(across->sectionViewportPosition(column), y, across->sectionSize(column), end - y);
    }
    return rect;
}

QRect FillHandle::square() const
{
    constexpr int size = 7; // pixels; the mouse may be a little beside it
    const auto chosen = block();
    if (!chosen)
        return {};
    const QRect cells = rectOf(chosen->top, chosen->bottom, chosen->prompt, chosen->completion);
    return cells.isEmpty() ? QRect() : QRect(cells.right() - size + 2, cells.bottom() - size + 2, size, size);
}

void FillHandle::paint(QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_dragging) {
        const bool any = m_drag.sideways || m_drag.first <= m_drag.last;
        const int top = any && !m_drag.sideways ? qMin(m_drag.top, m_drag.first) : m_drag.top;
        const int bottom = any && !m_drag.sideways ? qMax(m_drag.bottom, m_drag.last) : m_drag.bottom;
        QRect frame = rectOf(top, bottom, m_drag.prompt || m_drag.sideways, m_drag.completion || m_drag.sideways);
        // A frame over a million rows has its ends far outside of what can be painted.
        frame &= m_table.viewport()->rect().adjusted(-8, -8, 8, 8);
        QPen pen(color(Color::Accent), 2, Qt::DashLine);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(frame.adjusted(1, 1, -1, -1));
    } else if (const QRect at = square(); !at.isEmpty()) {
        painter.setPen(color(Color::Surface));
        painter.setBrush(color(Color::Accent));
        painter.drawRect(at.adjusted(0, 0, -1, -1));
    }
    painter.restore();
}

void FillHandle::dragTo(const QPoint &at)
{
    m_at = at;
    const QRect room = m_table.viewport()->rect();
    const bool outside = at.y() < room.top() || at.y() > room.bottom();
    if (outside && !m_scroll.isActive())
        m_scroll.start(50, this);
    else if (!outside)
        m_scroll.stop();
    const QPoint inside(qBound(room.left(), at.x(), room.right()), qBound(room.top(), at.y(), room.bottom()));
    int row = m_table.rowAt(inside.y());
    if (row < 0)
        row = m_table.model()->rowCount() - 1;
    m_drag.sideways = false;
    m_drag.first = 0;
    m_drag.last = -1;
    if (row > m_drag.bottom) {
        m_drag.first = m_drag.bottom + 1;
        m_drag.last = row;
    } else if (row < m_drag.top) {
        m_drag.first = row;
        m_drag.last = m_drag.top - 1;
    } else if (m_drag.prompt != m_drag.completion) {
        const int other = m_drag.prompt ? DatasetModel::CompletionColumn : DatasetModel::PromptColumn;
        m_drag.sideways = m_table.columnAt(inside.x()) == other;
    }
    m_table.viewport()->update();
}

void FillHandle::stop()
{
    m_dragging = false;
    m_scroll.stop();
    m_table.viewport()->unsetCursor();
    m_table.viewport()->update();
}

void FillHandle::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_scroll.timerId())
        return QObject::timerEvent(event);
    const bool up = m_at.y() < 0;
    QScrollBar *bar = m_table.verticalScrollBar();
    bar->setValue(bar->value() + (up ? -bar->singleStep() : bar->singleStep()));
    dragTo(m_at);
}

bool FillHandle::eventFilter(QObject *object, QEvent *event)
{
    if (object == &m_table) {
        const bool esc = m_dragging && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)
            && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
        if (esc && event->type() == QEvent::KeyPress)
            stop();
        if (esc)
            event->accept();
        return esc;
    }
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
        return mouseEvent(*static_cast<QMouseEvent *>(event));
    default:
        return false;
    }
}

bool FillHandle::mouseEvent(const QMouseEvent &mouse)
{
    constexpr int near = 3; // pixels
    const bool onHandle = square().adjusted(-near, -near, near, near).contains(mouse.pos());
    switch (mouse.type()) {
    case QEvent::MouseButtonPress:
        if (mouse.button() != Qt::LeftButton || !onHandle)
            return false;
        m_drag = *block();
        m_dragging = true;
        dragTo(mouse.pos());
        return true;
    case QEvent::MouseMove:
        if (m_dragging)
            dragTo(mouse.pos());
        else if (onHandle)
            m_table.viewport()->setCursor(Qt::CrossCursor);
        else if (m_table.viewport()->cursor().shape() == Qt::CrossCursor)
            m_table.viewport()->unsetCursor();
        return m_dragging;
    case QEvent::MouseButtonRelease:
        if (!m_dragging)
            return false;
        stop();
        if (m_drag.sideways || m_drag.first <= m_drag.last)
            Q_EMIT filled(m_drag);
        return true;
    default: // a double click: the corner is no cell
        return onHandle;
    }
}

} // namespace onsa::ui
