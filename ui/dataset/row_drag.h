// SPDX-License-Identifier: GPL-3.0-or-later
// Rows are moved with the mouse: chosen whole rows are taken at their numbers and dropped between two others. A line
// shows where. Esc gives it up. With the keyboard: Alt+Up and Alt+Down.
#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QPoint>

class QPainter;

namespace onsa::ui {

class DataTable;

class RowDrag : public QObject
{
    Q_OBJECT

public:
    explicit RowDrag(DataTable &table);

    void paint(QPainter &painter) const; // over the table's viewport

Q_SIGNALS:
    void dropped(int beforeRow); // of the document; the chosen rows go there
    void refused(); // what is shown is not the document's order

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void dragTo(const QPoint &at);
    void stop();

    DataTable &m_table;
    int m_pressed = -1; // the row whose number is held
    QPoint m_from, m_at; // in the header's viewport
    bool m_dragging = false;
    int m_before = -1;
    QBasicTimer m_scroll;
};

} // namespace onsa::ui
