// SPDX-License-Identifier: GPL-3.0-or-later
// The data table: a spreadsheet's keys, and input methods that never lose a character (Qt's own view empties the cell
// when a composition is left, and drops a commit that comes without one).
#pragma once

#include "dataset/dataset_snapshot.h"

#include <QTableView>

#include <optional>

namespace onsa::ui {

class CellEditor;
class ColumnHeader;
class ColumnLayout;
class FrozenColumns;
class RowDelegate;

class DataTable : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    RowDelegate *rows() const { return m_delegate; }
    bool isEditing() const { return state() == EditingState; }
    void setModel(QAbstractItemModel *model) override;
    std::optional<QString> typedText() const; // in the open cell, when it is not what the row has
    void finishEditing(); // what is being typed goes into the cell
    void editCell(int viewRow, int column);
    void chooseColumn(int column); // all cells of it, and nothing else
    ColumnHeader *columns() const;
    ColumnLayout *layOut() const { return m_layOut; } // of the columns
    QList<int> textColumns() const; // that are shown, as they stand
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    int textColumn() const; // the current one, or else the first
    void goTo(int viewRow, int column = -1); // -1 keeps the column

Q_SIGNALS:
    void currentRowChanged(int viewRow); // -1 = none
    void selectionChangedTo(int rows); // in how many rows something is chosen, at most
    void rowWanted(); // Tab in the last cell
    void textLeft(onsa::RowId row, int column, const QString &text); // typed into a row that is shown no longer
    void paneWanted(); // a cell that cannot be edited in place was opened

protected:
    using QTableView::edit;
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void reset() override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;
    void updateGeometries() override;
    bool event(QEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    CellEditor *editor() const;
    void move(int rows, int columns);
    void dropComposition();
    void setAside();
    void goOn();

    // What was being typed when the model was read anew.
    struct Typing {
        RowId row = 0;
        int column = 0;
        QString text;
        int caret = 0;
    };
    std::optional<Typing> m_typing;
    bool m_dropping = false; // an input method gives back what is in the cell already
    RowDelegate *m_delegate;
    ColumnLayout *m_layOut = nullptr;
    FrozenColumns *m_frozen = nullptr;
};

} // namespace onsa::ui
