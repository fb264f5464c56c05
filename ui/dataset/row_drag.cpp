// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_drag.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/data_table.h"
#include "ui/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimerEvent>

#include <utility>

namespace onsa::ui {

RowDrag::RowDrag(DataTable &table)
    : QObject(&table)
    , m_table(table)
{
    table.verticalHeader()->viewport()->installEventFilter(this);
    table.installEventFilter(this);
}

void RowDrag::paint(QPainter &painter) const
{
    if (!m_dragging || m_before < 0)
        return;
    const QHeaderView *down = m_table.verticalHeader();
    const int rows = down->count();
    const int y = m_before < rows ? down->sectionViewportPosition(m_before)
                                  : down->sectionViewportPosition(rows - 1) + down->sectionSize(rows - 1);
    constexpr int thick = 3;
    painter.fillRect(QRect(0, qMax(0, y - thick / 2 - 1), m_table.viewport()->width(), thick), color(Color::Accent));
}

void RowDrag::dragTo(const QPoint &at)
{
    m_at = at;
    const QHeaderView *down = m_table.verticalHeader();
    const int height = down->viewport()->height();
    const bool outside = at.y() < 0 || at.y() >= height;
    if (outside && !m_scroll.isActive())
        m_scroll.start(50, this);
    else if (!outside)
        m_scroll.stop();
    const int y = qBound(0, at.y(), height - 1);
    const int row = down->logicalIndexAt(y);
    if (row < 0)
        m_before = down->count();
    else
        m_before = y < down->sectionViewportPosition(row) + down->sectionSize(row) / 2 ? row : row + 1;
    m_table.viewport()->update();
}

void RowDrag::stop()
{
    m_pressed = -1;
    m_dragging = false;
    m_scroll.stop();
    m_table.verticalHeader()->viewport()->unsetCursor();
    m_table.viewport()->update();
}

void RowDrag::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_scroll.timerId())
        return QObject::timerEvent(event);
    QScrollBar *bar = m_table.verticalScrollBar();
    bar->setValue(bar->value() + (m_at.y() < 0 ? -bar->singleStep() : bar->singleStep()));
    dragTo(m_at);
}

bool RowDrag::eventFilter(QObject *object, QEvent *event)
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
    const QEvent::Type type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return false;
    const auto *model = qobject_cast<const DatasetModel *>(m_table.model());
    const auto *mouse = static_cast<QMouseEvent *>(event);
    QHeaderView *down = m_table.verticalHeader();
    const auto isChosen = [&](int row) {
        return row >= 0 && model && m_table.selectionModel() && m_table.selectionModel()->isRowSelected(row, {});
    };
    switch (type) {
    case QEvent::MouseButtonPress: {
        const int row = down->logicalIndexAt(mouse->pos());
        if (mouse->button() != Qt::LeftButton || mouse->modifiers() != Qt::NoModifier || !isChosen(row))
            return false; // the header chooses rows
        m_pressed = row;
        m_from = mouse->pos();
        return true;
    }
    case QEvent::MouseMove:
        if (m_pressed < 0)
            return false;
        if (!m_dragging && (mouse->pos() - m_from).manhattanLength() >= QApplication::startDragDistance()) {
            if (model->isFiltered() || model->isSorted() || model->document().isReadOnly()) {
                stop();
                Q_EMIT refused();
                return true;
            }
            m_dragging = true;
            down->viewport()->setCursor(Qt::ClosedHandCursor);
        }
        if (m_dragging)
            dragTo(mouse->pos());
        return true;
    case QEvent::MouseButtonRelease: {
        if (m_pressed < 0)
            return false;
        const int row = std::exchange(m_pressed, -1);
        const bool moved = m_dragging;
        const int before = m_before;
        stop();
        if (moved)
            Q_EMIT dropped(before);
        else
            m_table.selectRow(row); // a click on one of several
        return true;
    }
    default:
        return false;
    }
}

} // namespace onsa::ui
