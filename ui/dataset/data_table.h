// SPDX-License-Identifier: GPL-3.0-or-later
// The data table: a spreadsheet's keys, and input methods that never lose a character (Qt's own view empties the cell
// when a composition is left, and drops a commit that comes without one).
#pragma once

#include "dataset/dataset_snapshot.h"

#include <QTableView>

#include <optional>

namespace onsa::ui {

class CellEditor;
class FillHandle;
class RowDrag;
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
    FillHandle *fillHandle() const { return m_fill; }
    RowDrag *rowDrag() const { return m_rowDrag; }
    bool hasSeveralTexts() const; // more than one text is chosen
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
    int rowLines() const { return m_lines; } // 1, 3 or 6
    int zoom() const { return m_zoom; } // percent
    void setLook(int lines, int zoom); // what is not possible becomes the nearest that is
    void nextRowLines();
    void zoomBy(int steps); // larger; 0: back to 100 %

Q_SIGNALS:
    void currentRowChanged(int viewRow); // -1 = none
    void selectionChangedTo(int rows); // in how many rows something is chosen, at most
    void rowWanted(); // Tab in the last cell
    void textLeft(onsa::RowId row, int column, const QString &text); // typed into a row that is shown no longer
    void fillWanted(const QString &text); // typed into one of several chosen cells, for all of them
    void lookChanged(int lines, int zoom);
    void stateWanted(const QModelIndex &cell); // a review state was opened
    void paneWanted(int column); // a cell that cannot be edited in place was opened

protected:
    using QTableView::edit;
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &) override { } // would look at every row of millions, and at cells only
    void reset() override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;
    void updateGeometries() override;
    bool event(QEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    CellEditor *editor() const;
    void move(int rows, int columns);
    void applyLook();
    void makeRoomFor(qint64 rows);
    int mostHeight() const; // of a row, so that all rows can be counted in pixels
    void openElsewhere(const QModelIndex &index);
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
    int m_lines = 1, m_zoom = 100;
    int m_shownLines = 1; // fewer where there are too many rows for so high ones
    qint64 m_roomFor = 0; // rows that are there or coming
    int m_wheel = 0; // eighths of a degree towards the next step
    std::optional<int> m_run; // the column where Tabs began that led to m_runEnd
    QPersistentModelIndex m_runEnd;
    bool m_dropping = false; // an input method gives back what is in the cell already
    RowDelegate *m_delegate;
    FillHandle *m_fill;
    RowDrag *m_rowDrag;
    ColumnLayout *m_layOut = nullptr;
    FrozenColumns *m_frozen = nullptr;
};

} // namespace onsa::ui
