// SPDX-License-Identifier: GPL-3.0-or-later
// From "show me these rows in that order" to the table: the pool makes the order on a snapshot, the model takes it.
#pragma once

#include "dataset/dataset_model.h"
#include "dataset/view/row_view.h"
#include "ui/dataset/pool_task.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace onsa::ui {

class DataTable;
class ViewBar;

class ViewFlow : public QObject
{
    Q_OBJECT

public:
    ViewFlow(DataTable &table, ViewBar &bar, QObject *parent);

    void setModel(DatasetModel *model); // null = none; the view is plain again
    void setFacts(std::function<ViewFacts(const RowView &)> facts);
    void setFlush(std::function<void()> flush); // what is being typed becomes an edit before rows go from sight

    const RowView &view() const { return m_view; } // as the table has it
    bool isBusy() const { return m_task.isRunning(); }

    // The row that has the focus keeps it, or else `goTo` gets it. A newer order replaces one under way.
    void show(RowView view, std::optional<RowId> goTo = {});
    void sortBy(const SortKey &key, bool add); // alone, or behind the keys there are
    void sortByColumn(int column, bool add); // up, then down, then in the document's order
    void turnSortRound();
    void addCondition(const RowCondition &condition);
    void setCondition(int index, const RowCondition &condition);
    void removeCondition(int index);
    void removeConditionsOf(int column);
    void setProblemsOnly(bool only);
    void showAll(); // without conditions, the order stays
    void inDocumentOrder(); // the conditions stay
    void clear();
    void refresh(); // again, on the rows as they are now
    void cancel();
    // Takes away the conditions if they hide it; then the cell gets the focus.
    void reveal(RowId row, int column);
    void checkEnded(); // findings are known now

    static std::optional<SortKey> sortKeyOf(int column); // what a click on the header means; nothing = no order

protected:
    bool eventFilter(QObject *object, QEvent *event) override; // Esc in the table, while the pool is at work

Q_SIGNALS:
    void changed(); // the table shows another view
    void failed(const onsa::Error &error);

private:
    void start(RowView view, std::optional<RowId> goTo);
    void apply(std::optional<ViewRows> rows);
    void rowsChanged(int removed, int inserted);
    std::optional<RowId> currentRow() const;
    const RowView &latest() const; // that was asked for, though the table may not have it yet

    DataTable &m_table;
    ViewBar &m_bar;
    QPointer<DatasetModel> m_model;
    std::function<ViewFacts(const RowView &)> m_facts;
    std::function<void()> m_flush;
    RowView m_view, m_wanted;
    std::optional<RowId> m_goTo;
    std::optional<int> m_goToColumn;
    bool m_rowsCame = false; // or went, while the pool was at work
    bool m_stale = false;
    PoolTask m_task;
};

} // namespace onsa::ui
