// SPDX-License-Identifier: GPL-3.0-or-later
// The small square at the corner of the chosen cells: drawn out with the mouse, it fills the cells it is drawn over.
// Esc gives it up. With the keyboard: Ctrl+D, Ctrl+R, Ctrl+Enter.
#pragma once

#include "ui/dataset/filled_cells.h"

#include <QBasicTimer>
#include <QObject>
#include <QRect>

class QMouseEvent;
class QPainter;

namespace onsa::ui {

class DataTable;

class FillHandle : public QObject
{
    Q_OBJECT

public:
    explicit FillHandle(DataTable &table);

    void paint(QPainter &painter) const; // over the table's viewport
    QRect square() const; // in the viewport; null when there is nothing to draw out
    bool isDragging() const { return m_dragging; }

Q_SIGNALS:
    void filled(const onsa::ui::FillDrag &drag);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    bool mouseEvent(const QMouseEvent &mouse); // of the viewport; whether it was the handle's
    std::optional<FillDrag> block() const; // what is chosen, when it is one block of texts
    QRect rectOf(int top, int bottom, bool prompt, bool completion) const;
    void dragTo(const QPoint &at);
    void stop();

    DataTable &m_table;
    bool m_dragging = false;
    FillDrag m_drag;
    QPoint m_at; // of the mouse, in the viewport
    QBasicTimer m_scroll; // while the mouse is above or below the rows
};

} // namespace onsa::ui
