// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/data_table.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/fill_handle.h"
#include "ui/dataset/row_delegate.h"
#include "ui/dataset/row_drag.h"
#include "ui/theme.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QInputMethod>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>

#include <utility>

namespace onsa::ui {

DataTable::DataTable(QWidget *parent)
    : QTableView(parent)
    , m_delegate(new RowDelegate(this))
    , m_fill(new FillHandle(*this))
    , m_rowDrag(new RowDrag(*this))
{
    setObjectName(QStringLiteral("dataTable"));
    setAccessibleName(tr("Rows of the data set"));
    setItemDelegate(m_delegate);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectItems);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setWordWrap(false);
    setShowGrid(true);
    setCornerButtonEnabled(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // sizes are not asked row by row
    verticalHeader()->setMinimumSectionSize(12); // at the smallest zoom; setting it anew looks at every row
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(28);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setHighlightSections(false);
    applyLook();
    connect(m_delegate, &RowDelegate::left, this, &DataTable::move);
    m_delegate->setFillsAll([this] { return hasSeveralTexts(); });
    connect(m_delegate, &RowDelegate::fillWanted, this, &DataTable::fillWanted);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!(index.flags() & Qt::ItemIsEditable))
            openElsewhere(index);
    });
}

// What has no editor in the table.
void DataTable::openElsewhere(const QModelIndex &index)
{
    if (index.column() == DatasetModel::ReviewColumn)
        Q_EMIT stateWanted(index);
    else
        Q_EMIT paneWanted();
}

std::optional<QString> DataTable::typedText() const
{
    const CellEditor *open = editor();
    return open && open->isChanged() ? std::optional(open->visibleText()) : std::nullopt;
}

void DataTable::finishEditing()
{
    CellEditor *open = editor();
    if (!open)
        return;
    const bool composing = open->isComposing();
    commitData(open);
    closeEditor(open, QAbstractItemDelegate::NoHint);
    if (composing)
        dropComposition();
}

// Its text is in the cell now, and must not come again: some input methods commit it when they are reset.
void DataTable::dropComposition()
{
    m_dropping = true;
    QGuiApplication::inputMethod()->reset();
    m_dropping = false;
}

// A model that is read anew closes every editor. What was being typed waits here and goes on afterwards.
void DataTable::setAside()
{
    m_typing.reset();
    const auto *rows = qobject_cast<const DatasetModel *>(model());
    const CellEditor *open = editor();
    if (!rows || !open || !open->isChanged() || !currentIndex().isValid())
        return;
    const int before = int(open->visibleText().size()) - (open->document()->characterCount() - 1); // of a composition
    m_typing = Typing{currentIndex().data(DatasetModel::RowIdRole).toUInt(), currentIndex().column(),
                      open->visibleText(), open->textCursor().position() + qMax(0, before)};
}

void DataTable::goOn()
{
    const auto *rows = qobject_cast<const DatasetModel *>(model());
    const auto typing = std::exchange(m_typing, std::nullopt);
    if (!rows || !typing)
        return;
    dropComposition();
    const int row = rows->document().rowOfId(typing->row);
    const int view = row < 0 ? -1 : rows->viewRow(row);
    if (view < 0) { // no longer shown: into the row it goes
        if (row >= 0)
            Q_EMIT textLeft(typing->row, typing->column, typing->text);
        return;
    }
    goTo(view, typing->column);
    if (edit(currentIndex(), AllEditTriggers, nullptr) && editor())
        editor()->resume(typing->text, typing->caret);
}

void DataTable::reset()
{
    QTableView::reset();
    if (m_typing) // queued: the model is still in the middle of it
        QMetaObject::invokeMethod(this, &DataTable::goOn, Qt::QueuedConnection);
}

void DataTable::setModel(QAbstractItemModel *model)
{
    if (this->model())
        disconnect(this->model(), &QAbstractItemModel::modelAboutToBeReset, this, nullptr);
    m_typing.reset();
    QTableView::setModel(model);
    if (model)
        connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &DataTable::setAside);
    if (auto *rows = qobject_cast<DatasetModel *>(model))
        rows->setCellLines(m_lines);
}

// As the cell's editor: during the first composition Qt leaves the focus here.
bool DataTable::event(QEvent *event)
{
    const CellEditor *open = event->type() == QEvent::ShortcutOverride ? editor() : nullptr;
    if (open && open->isComposing()) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void DataTable::editCell(int viewRow, int column)
{
    if (!model() || viewRow < 0 || viewRow >= model()->rowCount())
        return;
    goTo(viewRow, column);
    setFocus();
    edit(currentIndex(), AllEditTriggers, nullptr);
}

void DataTable::goTo(int viewRow, int column)
{
    if (!model() || viewRow < 0 || viewRow >= model()->rowCount())
        return;
    if (column < 0)
        column = currentIndex().isValid() ? currentIndex().column() : int(DatasetModel::PromptColumn);
    const QModelIndex index = model()->index(viewRow, column);
    // Not setCurrentIndex: while Ctrl is down, as in Ctrl++, that adds to the selection.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

bool DataTable::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    const bool wasEditing = isEditing();
    if (!QTableView::edit(index, trigger, event))
        return false;
    if (!wasEditing && (trigger == EditKeyPressed || trigger == DoubleClicked || trigger == AllEditTriggers))
        if (CellEditor *open = editor())
            open->startAtEnd();
    return true;
}

void DataTable::inputMethodEvent(QInputMethodEvent *event)
{
    if (m_dropping)
        return event->accept();
    // A full-width space, an emoji picker, dictation: text without a composition before it.
    const bool commitAlone = !event->commitString().isEmpty() && event->preeditString().isEmpty();
    if (!commitAlone || editor()) {
        QTableView::inputMethodEvent(event);
        return;
    }
    if (!edit(currentIndex(), AnyKeyPressed, nullptr) || !editor()) {
        event->ignore();
        return;
    }
    editor()->selectAll();
    QCoreApplication::sendEvent(editor(), event);
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !isEditing() && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        if (!edit(currentIndex(), EditKeyPressed, event))
            openElsewhere(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Tab && !isEditing()) {
        move(0, 1);
        return;
    }
    if (event->key() == Qt::Key_Backtab && !isEditing()) {
        move(0, -1);
        return;
    }
    QTableView::keyPressEvent(event);
}

// Home and End stop at the texts: there is nothing to type or to copy in the columns beside them.
QModelIndex DataTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex to = QTableView::moveCursor(action, modifiers);
    if (action == MoveHome)
        return to.siblingAtColumn(DatasetModel::PromptColumn);
    if (action == MoveEnd)
        return to.siblingAtColumn(DatasetModel::CompletionColumn);
    return to;
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    const CellEditor *open = editor();
    const bool composing = open && open->isComposing();
    QTableView::currentChanged(current, previous);
    if (composing)
        dropComposition();
    if (current.row() != previous.row())
        Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        layOutColumns();
    if (event->size().height() < event->oldSize().height() && currentIndex().isValid())
        scrollTo(currentIndex()); // a panel that opens below does not hide the cell that has the focus
}

bool DataTable::hasSeveralTexts() const
{
    qint64 texts = 0;
    for (const QItemSelectionRange &range : selectionModel() ? selectionModel()->selection() : QItemSelection())
        for (const int column : {int(DatasetModel::PromptColumn), int(DatasetModel::CompletionColumn)})
            texts += range.left() <= column && column <= range.right() ? range.height() : 0;
    return texts > 1;
}

void DataTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    m_fill->paint(painter);
    m_rowDrag->paint(painter);
}

void DataTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    viewport()->update(); // the fill handle moves along
}

void DataTable::layOutColumns()
{
    if (!model())
        return;
    const int prompt = columnWidth(DatasetModel::PromptColumn);
    const int completion = columnWidth(DatasetModel::CompletionColumn);
    const double share = prompt == completion ? 0.45 : double(prompt) / (prompt + completion);
    setColumnWidth(DatasetModel::FlagColumn, 36);
    const int tokens = qMax(76, horizontalHeader()->sectionSizeHint(DatasetModel::TokensColumn));
    setColumnWidth(DatasetModel::TokensColumn, tokens);
    const int state = qMax(44, horizontalHeader()->sectionSizeHint(DatasetModel::ReviewColumn));
    setColumnWidth(DatasetModel::ReviewColumn, state);
    const int text = qMax(240, viewport()->width() - 36 - tokens - state);
    setColumnWidth(DatasetModel::PromptColumn, int(text * share));
    setColumnWidth(DatasetModel::CompletionColumn, text - int(text * share));
}

CellEditor *DataTable::editor() const
{
    if (!isEditing())
        return nullptr;
    // One that was closed a moment ago is hidden and still waits for its deletion.
    for (CellEditor *open : viewport()->findChildren<CellEditor *>(QString(), Qt::FindDirectChildrenOnly))
        if (!open->isHidden())
            return open;
    return nullptr;
}

// Only the two text columns are stops; Tab goes on in the next row.
void DataTable::move(int rows, int columns)
{
    const QModelIndex from = currentIndex();
    if (!from.isValid())
        return;
    int row = from.row() + rows;
    int column = from.column() + columns;
    // Enter after a run of Tabs goes to where the run began, one row on.
    const auto run = from == m_runEnd ? m_run : std::nullopt;
    m_run = columns != 0 ? std::optional(run.value_or(from.column())) : std::nullopt;
    if (rows > 0 && run)
        column = *run;
    if (columns > 0 && column > DatasetModel::CompletionColumn) {
        column = DatasetModel::PromptColumn;
        ++row;
    }
    if (columns < 0 && column < DatasetModel::PromptColumn) {
        column = DatasetModel::CompletionColumn;
        --row;
    }
    if (row < 0)
        return;
    if (row >= model()->rowCount()) {
        if (columns > 0)
            Q_EMIT rowWanted();
        return;
    }
    goTo(row, column);
    m_runEnd = currentIndex();
}

} // namespace onsa::ui
