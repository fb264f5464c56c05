// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/data_table.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/column_header.h"
#include "ui/dataset/column_layout.h"
#include "ui/dataset/fill_handle.h"
#include "ui/dataset/frozen_columns.h"
#include "ui/dataset/row_delegate.h"
#include "ui/dataset/row_drag.h"
#include "ui/dataset/table_keys.h"
#include "ui/dataset/text_parts.h"
#include "ui/theme.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QInputMethod>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
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
    auto *header = new ColumnHeader(this);
    setHorizontalHeader(header);
    // A click sorts; the view would choose the cells of the column at the press.
    disconnect(header, &QHeaderView::sectionPressed, this, nullptr);
    disconnect(header, &QHeaderView::sectionEntered, this, nullptr);
    connect(header, &ColumnHeader::columnChosen, this, &DataTable::chooseColumn);
    m_layOut = new ColumnLayout(*this);
    new TableKeys(*this);
    m_frozen = new FrozenColumns(*this);
    connect(m_layOut, &ColumnLayout::frozenChanged, m_frozen, &FrozenColumns::setCount);
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

// What has no editor in the table: a row of another form, a text that is too long for a cell.
void DataTable::openElsewhere(const QModelIndex &index)
{
    if (index.column() == DatasetModel::ReviewColumn)
        Q_EMIT stateWanted(index);
    else
        Q_EMIT paneWanted(index.column());
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
    // As if it were being typed: what is in the cell is not looked at, however long it is.
    if (edit(currentIndex(), AnyKeyPressed, nullptr) && editor())
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
    if (this->model()) {
        disconnect(this->model(), &QAbstractItemModel::modelAboutToBeReset, this, nullptr);
        disconnect(this->model(), &QAbstractItemModel::rowsAboutToBeInserted, this, nullptr);
    }
    m_typing.reset();
    m_frozen->letGo();
    auto *rows = qobject_cast<DatasetModel *>(model);
    makeRoomFor(rows ? rows->document().rowCount() : 0); // before the header counts their pixels
    if (rows)
        connect(rows, &QAbstractItemModel::rowsAboutToBeInserted, this,
                [this, rows](const QModelIndex &, int first, int last) {
                    makeRoomFor(qint64(rows->document().rowCount()) + last - first + 1);
                });
    QTableView::setModel(model);
    m_frozen->take();
    if (model)
        connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &DataTable::setAside);
    if (rows)
        rows->setCellLines(m_shownLines);
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

void DataTable::chooseColumn(int column)
{
    if (!model() || model()->rowCount() == 0)
        return;
    // Not selectColumn: with Ctrl down that adds to what was chosen.
    selectionModel()->select(QItemSelection(model()->index(0, column), model()->index(model()->rowCount() - 1, column)),
                             QItemSelectionModel::ClearAndSelect);
    setFocus();
}

void DataTable::goTo(int viewRow, int column)
{
    if (!model() || viewRow < 0 || viewRow >= model()->rowCount())
        return;
    if (column < 0)
        column = currentIndex().isValid() ? currentIndex().column() : textColumn();
    if (column < 0)
        column = DatasetModel::PromptColumn;
    const QModelIndex index = model()->index(viewRow, column);
    // Not setCurrentIndex: while Ctrl is down, as in Ctrl++, that adds to the selection.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

bool DataTable::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    const bool wasEditing = isEditing();
    const bool mayEdit = (editTriggers() & trigger) != 0 || trigger == AllEditTriggers;
    const bool keepsText = trigger == EditKeyPressed || trigger == DoubleClicked || trigger == AllEditTriggers;
    if (!wasEditing && mayEdit && keepsText && isTooLong(index.data(Qt::EditRole).toString())) {
        openElsewhere(index);
        return true;
    }
    if (!wasEditing && mayEdit && (index.flags() & Qt::ItemIsEditable))
        m_frozen->makeRoom(index.column());
    if (!QTableView::edit(index, trigger, event)) {
        if (!isEditing())
            m_frozen->comeBack();
        return false;
    }
    if (!wasEditing && keepsText)
        if (CellEditor *open = editor())
            open->startAtEnd();
    return true;
}

void DataTable::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    QTableView::closeEditor(editor, hint);
    if (!isEditing())
        m_frozen->comeBack();
}

// A frozen cell is in sight wherever the others are; those must not stay under it.
void DataTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    QScrollBar &across = *horizontalScrollBar();
    const int before = across.value();
    QTableView::scrollTo(index, hint);
    if (m_frozen->shows(index.column()))
        across.setValue(before);
    else if (const int covered = m_frozen->across() - visualRect(index).left(); m_frozen->across() > 0 && covered > 0
             && visualRect(index).right() - m_frozen->across() < qMin(columnWidth(index.column()), 120))
        across.setValue(across.value() - covered);
}

void DataTable::updateGeometries()
{
    QTableView::updateGeometries();
    if (m_frozen)
        m_frozen->place();
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
    const QList<int> texts = textColumns();
    if (action == MoveHome && !texts.isEmpty())
        return to.siblingAtColumn(texts.first());
    if (action == MoveEnd && !texts.isEmpty())
        return to.siblingAtColumn(texts.last());
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

void DataTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    // Ranges may stand beside each other in the same rows.
    std::vector<std::pair<int, int>> spans;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        spans.emplace_back(range.top(), range.bottom());
    std::sort(spans.begin(), spans.end());
    int rows = 0, next = 0;
    for (const auto &[top, bottom] : spans) {
        rows += qMax(0, bottom + 1 - qMax(next, top));
        next = qMax(next, bottom + 1);
    }
    Q_EMIT selectionChangedTo(rows);
    viewport()->update(); // the fill handle moves along
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        m_layOut->share();
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

ColumnHeader *DataTable::columns() const
{
    return static_cast<ColumnHeader *>(horizontalHeader());
}

QList<int> DataTable::textColumns() const
{
    QList<int> texts;
    for (int visual = 0; visual < columns()->count(); ++visual) {
        const int column = columns()->logicalIndex(visual);
        const bool isText = column == DatasetModel::PromptColumn || column == DatasetModel::CompletionColumn;
        if (isText && !isColumnHidden(column))
            texts << column;
    }
    return texts;
}

int DataTable::textColumn() const
{
    const QList<int> texts = textColumns();
    const int current = currentIndex().isValid() ? currentIndex().column() : -1;
    return texts.contains(current) || texts.isEmpty() ? current : texts.first();
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

// Only the text columns are stops, as they stand; Tab goes on in the next row.
void DataTable::move(int rows, int columns)
{
    const QModelIndex from = currentIndex();
    const QList<int> texts = textColumns();
    if (!from.isValid() || texts.isEmpty())
        return;
    int row = from.row() + rows;
    int column = from.column();
    // Enter after a run of Tabs goes to where the run began, one row on.
    const auto run = from == m_runEnd ? m_run : std::nullopt;
    m_run = columns != 0 ? std::optional(run.value_or(from.column())) : std::nullopt;
    if (rows > 0 && run && texts.contains(*run))
        column = *run;
    if (columns != 0) {
        const int visual = this->columns()->visualIndex(from.column());
        const auto isAhead = [&](int text) {
            const int at = this->columns()->visualIndex(text);
            return columns > 0 ? at > visual : at < visual;
        };
        const auto next = columns > 0 ? std::find_if(texts.begin(), texts.end(), isAhead) : texts.end();
        const auto previous = columns < 0 ? std::find_if(texts.rbegin(), texts.rend(), isAhead) : texts.rend();
        row += columns > 0 ? (next == texts.end() ? 1 : 0) : (previous == texts.rend() ? -1 : 0);
        column = columns > 0 ? (next == texts.end() ? texts.first() : *next)
                             : (previous == texts.rend() ? texts.last() : *previous);
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
