// SPDX-License-Identifier: GPL-3.0-or-later
// The names of the columns, with an arrow and a number where the rows are sorted by them and a funnel where they are
// filtered. A click sorts, Shift+click adds a key, Ctrl+click chooses the column's cells, dragging moves the column.
#pragma once

#include <QHash>
#include <QHeaderView>

namespace onsa::ui {

class ColumnHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit ColumnHeader(QWidget *parent = nullptr);

    struct Mark {
        int key = 0; // 1 = sorted by this first; 0 = not sorted by it
        int keys = 0; // of how many; a single one has no number
        bool descending = false;
        bool filtered = false;
    };
    void setMarks(const QHash<int, Mark> &marks); // by column
    Mark mark(int column) const { return m_marks.value(column); }

Q_SIGNALS:
    void sortWanted(int column, bool add);
    void columnChosen(int column); // its cells
    void menuWanted(int column, const QPoint &at); // in the viewport
    void marksChanged(const QHash<int, onsa::ui::ColumnHeader::Mark> &marks);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void initStyleOptionForIndex(QStyleOptionHeader *option, int column) const override;
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;

private:
    QHash<int, Mark> m_marks;
    Qt::KeyboardModifiers m_modifiers; // of the press
};

} // namespace onsa::ui
