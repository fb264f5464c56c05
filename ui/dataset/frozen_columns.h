// SPDX-License-Identifier: GPL-3.0-or-later
// The first columns of the table once more, over its left side, so that they stay in sight while the others scroll. It
// shows and lets choose; cells are edited in the table itself.
#pragma once

#include <QTableView>

namespace onsa::ui {

class ColumnHeader;
class DataTable;

class FrozenColumns : public QTableView
{
    Q_OBJECT

public:
    explicit FrozenColumns(DataTable &table);

    void setCount(int columns); // as they stand, hidden ones not counted; 0 = none, and nothing is kept up to date
    void take(); // the table's model
    void letGo();
    void place(); // over the table's left side, as wide as its columns there

    bool shows(int column) const; // it stands here
    int across() const; // px
    void makeRoom(int column); // an editor is about to open in the table where this stands
    void comeBack(); // it has gone

protected:
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void scrollTo(const QModelIndex &, ScrollHint) override { } // the table does it
    bool viewportEvent(QEvent *event) override;

private:
    DataTable &m_table;
    ColumnHeader *m_header;
    int m_count = 0;
    int m_before = -1; // where the table stood before an editor needed the room
    bool m_placing = false;
};

} // namespace onsa::ui
