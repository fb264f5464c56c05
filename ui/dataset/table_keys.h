// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a spreadsheet for going and choosing: Ctrl and an arrow go to the edge of a block, Shift takes the cells
// along, Ctrl+Space chooses the column and Shift+Space the row.
#pragma once

#include <QObject>

#include <stop_token>

class QKeyEvent;

namespace onsa::ui {

class DataTable;

class TableKeys : public QObject
{
    Q_OBJECT

public:
    explicit TableKeys(DataTable &table);
    ~TableKeys() override;

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    bool takes(const QKeyEvent &key);
    void goToEdge(bool down, bool extend); // a far one is looked for in the pool
    void goTo(int row, int column, bool extend);

    DataTable &m_table;
    std::stop_source m_stop;
};

} // namespace onsa::ui
