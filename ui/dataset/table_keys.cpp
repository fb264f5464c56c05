// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/table_keys.h"

#include "dataset/dataset_model.h"
#include "dataset/view/block_edge.h"
#include "system/background.h"
#include "ui/dataset/data_table.h"

#include <QItemSelectionModel>
#include <QKeyEvent>

#include <limits>

namespace onsa::ui {

namespace {

constexpr std::size_t lookedAtOnce = 2000; // cells; some milliseconds

// Positions in the snapshot of the rows of the table; for the pool, or for few rows.
std::vector<std::uint32_t> placesOf(const DatasetSnapshot &rows, const std::vector<RowId> &shown)
{
    std::vector<std::uint32_t> rowOf;
    for (std::uint32_t row = 0; row < rows.rowCount(); ++row) {
        const RowId id = rows.rowId(row);
        if (id >= rowOf.size())
            rowOf.resize(std::size_t{id} + id / 2 + 64);
        rowOf[id] = row;
    }
    std::vector<std::uint32_t> places;
    places.reserve(shown.size());
    for (const RowId id : shown)
        places.push_back(id < rowOf.size() ? rowOf[id] : 0);
    return places;
}

} // namespace

TableKeys::TableKeys(DataTable &table)
    : QObject(&table)
    , m_table(table)
{
    table.installEventFilter(this);
}

TableKeys::~TableKeys()
{
    m_stop.request_stop();
}

bool TableKeys::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && !m_table.isEditing() && m_table.currentIndex().isValid()
        && takes(*static_cast<QKeyEvent *>(event)))
        return true;
    return QObject::eventFilter(object, event);
}

bool TableKeys::takes(const QKeyEvent &key)
{
    const auto modifiers = key.modifiers() & ~Qt::KeypadModifier;
    const bool shift = modifiers == (Qt::ControlModifier | Qt::ShiftModifier);
    if (modifiers == Qt::ShiftModifier && key.key() == Qt::Key_Space) {
        // Not selectRow: with Shift down that adds to what was chosen.
        const QModelIndex current = m_table.currentIndex();
        m_table.selectionModel()->select(
            QItemSelection(current.siblingAtColumn(0), current.siblingAtColumn(m_table.model()->columnCount() - 1)),
            QItemSelectionModel::ClearAndSelect);
        return true;
    }
    if (modifiers != Qt::ControlModifier && !shift)
        return false;
    const QList<int> texts = m_table.textColumns();
    switch (key.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        goToEdge(key.key() == Qt::Key_Down, shift);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!texts.isEmpty())
            goTo(m_table.currentIndex().row(), key.key() == Qt::Key_Left ? texts.first() : texts.last(), shift);
        return true;
    case Qt::Key_Space:
        if (shift)
            return false;
        m_table.chooseColumn(m_table.currentIndex().column());
        return true;
    default:
        return false;
    }
}

void TableKeys::goTo(int row, int column, bool extend)
{
    if (!extend)
        return m_table.goTo(row, column);
    // From the cell where choosing began, which is the corner of the range that is not the current cell.
    QItemSelectionModel &selection = *m_table.selectionModel();
    const QModelIndex current = m_table.currentIndex();
    QModelIndex anchor = current;
    for (const QItemSelectionRange &range : selection.selection())
        if (range.contains(current))
            anchor = m_table.model()->index(range.top() == current.row() ? range.bottom() : range.top(),
                                            range.left() == current.column() ? range.right() : range.left());
    const QModelIndex to = m_table.model()->index(row, column);
    selection.setCurrentIndex(to, QItemSelectionModel::NoUpdate);
    const QModelIndex first = m_table.model()->index(qMin(anchor.row(), row), qMin(anchor.column(), column));
    const QModelIndex last = m_table.model()->index(qMax(anchor.row(), row), qMax(anchor.column(), column));
    selection.select(QItemSelection(first, last), QItemSelectionModel::ClearAndSelect);
    m_table.scrollTo(to);
}

void TableKeys::goToEdge(bool down, bool extend)
{
    const auto *model = qobject_cast<const DatasetModel *>(m_table.model());
    const QModelIndex current = m_table.currentIndex();
    const bool isText =
        current.column() == DatasetModel::PromptColumn || current.column() == DatasetModel::CompletionColumn;
    if (!model || !isText)
        return goTo(down ? m_table.model()->rowCount() - 1 : 0, current.column(), extend);
    m_stop.request_stop();
    const ShownText where = current.column() == DatasetModel::PromptColumn ? ShownText::Prompt : ShownText::Completion;
    const auto from = std::size_t(current.row());
    const auto rows = model->document().snapshot();
    const auto shown = model->filterRows();
    if (!shown || rows->rowCount() <= lookedAtOnce) {
        const auto places = shown ? placesOf(*rows, *shown) : std::vector<std::uint32_t>();
        if (const auto edge = blockEdge(*rows, shown ? &places : nullptr, from, down, where, lookedAtOnce, {}))
            return goTo(int(*edge), current.column(), extend);
    }
    m_stop = runInBackground(
        this,
        [rows, shown, from, down, where](std::stop_token stop) {
            const auto places = shown ? placesOf(*rows, *shown) : std::vector<std::uint32_t>();
            return blockEdge(*rows, shown ? &places : nullptr, from, down, where,
                             std::numeric_limits<std::size_t>::max(), stop);
        },
        [this, extend, was = QPersistentModelIndex(current)](std::optional<std::size_t> edge) {
            // Whoever has gone somewhere else meanwhile is not called back.
            if (edge && was.isValid() && m_table.currentIndex() == was && int(*edge) < m_table.model()->rowCount())
                goTo(int(*edge), was.column(), extend);
        });
}

} // namespace onsa::ui
