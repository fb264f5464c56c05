// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/column_header.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QCursor>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionHeader>

namespace onsa::ui {

ColumnHeader::ColumnHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setObjectName(QStringLiteral("columnHeader"));
    setSectionsClickable(true);
    setSectionsMovable(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(28);
    setHighlightSections(false);
    setResizeContentsPrecision(0); // only what can be seen is measured
    connect(this, &QHeaderView::sectionClicked, this, [this](int column) {
        if (m_modifiers & Qt::ControlModifier)
            Q_EMIT columnChosen(column);
        else
            Q_EMIT sortWanted(column, m_modifiers & Qt::ShiftModifier);
    });
}

void ColumnHeader::setMarks(const QHash<int, Mark> &marks)
{
    m_marks = marks;
    viewport()->update();
    Q_EMIT marksChanged(marks);
}

void ColumnHeader::mousePressEvent(QMouseEvent *event)
{
    m_modifiers = event->modifiers();
    QHeaderView::mousePressEvent(event);
}

// Qt's own asks every row of a selected column whether it can be selected: with a million rows the window stands still.
void ColumnHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int column) const
{
    option->section = column;
    option->text = model()->headerData(column, orientation(), Qt::DisplayRole).toString();
    option->textAlignment = defaultAlignment();
    option->iconAlignment = Qt::AlignVCenter;
    option->orientation = orientation();
    option->position = visualIndex(column) == 0 ? QStyleOptionHeader::Beginning
        : visualIndex(column) == count() - 1    ? QStyleOptionHeader::End
                                                : QStyleOptionHeader::Middle;
    option->selectedPosition = QStyleOptionHeader::NotAdjacent;
    option->state.setFlag(QStyle::State_Enabled, isEnabled());
    option->state.setFlag(QStyle::State_Active, window()->isActiveWindow());
    const bool hovered =
        viewport()->underMouse() && logicalIndexAt(viewport()->mapFromGlobal(QCursor::pos())) == column;
    option->state.setFlag(QStyle::State_MouseOver, hovered && isEnabled());
}

void ColumnHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save(); // the base leaves its brushes behind
    QHeaderView::paintSection(painter, rect, column);
    painter->restore();
    const Mark mark = m_marks.value(column);
    if (mark.key == 0 && !mark.filtered)
        return;
    painter->save();
    constexpr int size = 14;
    int right = rect.right() - grid::xs;
    const auto clear = [&](int width) { // what stands under the mark
        right -= width;
        painter->fillRect(QRect(right, rect.top() + 2, width, rect.height() - 4), color(Color::Window));
    };
    const int top = rect.center().y() - size / 2 + 1;
    if (mark.key > 0) {
        if (mark.keys > 1) {
            QFont font = painter->font();
            font.setPointSizeF(font.pointSizeF() * 0.85);
            painter->setFont(font);
            painter->setPen(color(Color::Accent));
            const QString number = QString::number(mark.key);
            clear(painter->fontMetrics().horizontalAdvance(number) + 2);
            painter->drawText(QRect(right, rect.top(), rect.width(), rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                              number);
        }
        clear(size);
        icon(mark.descending ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"), Color::Accent)
            .paint(painter, QRect(right, top, size, size));
    }
    if (mark.filtered) {
        clear(size + 2);
        icon(QStringLiteral("filter"), Color::Accent).paint(painter, QRect(right, top, size, size));
    }
    painter->restore();
}

} // namespace onsa::ui
