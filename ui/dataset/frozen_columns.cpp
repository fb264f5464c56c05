// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/frozen_columns.h"

#include "ui/dataset/column_header.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/row_delegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <utility>

namespace onsa::ui {

namespace {

// Draws as the table does. The table's own delegate tells each of its views when an editor ends.
class SameLook : public QStyledItemDelegate
{
public:
    SameLook(DataTable &table, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_table(table)
        , m_look(*table.rows())
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        const bool isCurrent = m_table.hasFocus() && m_table.currentIndex() == index;
        cell.state.setFlag(QStyle::State_HasFocus, isCurrent);
        m_look.paint(painter, cell, index);
    }
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        return m_look.helpEvent(event, view, option, index);
    }

private:
    DataTable &m_table;
    RowDelegate &m_look;
};

} // namespace

FrozenColumns::FrozenColumns(DataTable &table)
    : QTableView(&table)
    , m_table(table)
    , m_header(new ColumnHeader(this))
{
    setObjectName(QStringLiteral("frozenColumns"));
    setAccessibleName(tr("Columns that stay in sight"));
    setHorizontalHeader(m_header);
    disconnect(m_header, &QHeaderView::sectionPressed, this, nullptr);
    disconnect(m_header, &QHeaderView::sectionEntered, this, nullptr);
    m_header->setObjectName(QStringLiteral("frozenHeader"));
    m_header->setSectionsMovable(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setItemDelegate(new SameLook(table, this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(table.selectionMode());
    setSelectionBehavior(table.selectionBehavior());
    setWordWrap(false);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusProxy(&table);
    setContextMenuPolicy(Qt::NoContextMenu); // the table's
    hide();
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *old, const QWidget *now) {
        if (old == &m_table || now == &m_table) // the ring comes or goes
            viewport()->update();
    });

    connect(m_header, &ColumnHeader::sortWanted, table.columns(), &ColumnHeader::sortWanted);
    connect(m_header, &ColumnHeader::columnChosen, &table, &DataTable::chooseColumn);
    connect(table.columns(), &ColumnHeader::marksChanged, m_header, &ColumnHeader::setMarks);
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const QPoint there = m_table.columns()->viewport()->mapFromGlobal(m_header->viewport()->mapToGlobal(at));
        Q_EMIT m_table.columns()->menuWanted(m_header->logicalIndexAt(at), there);
    });
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_placing && width > 0)
            m_table.setColumnWidth(column, width);
    });
    for (const auto signal : {&QHeaderView::sectionResized, &QHeaderView::sectionMoved})
        connect(table.horizontalHeader(), signal, this, &FrozenColumns::place);
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, table.verticalScrollBar(), &QScrollBar::setValue);
}

void FrozenColumns::setCount(int columns)
{
    m_count = columns;
    if (columns > 0)
        return take();
    letGo();
}

void FrozenColumns::take()
{
    if (m_count == 0 || !m_table.model())
        return;
    if (model() != m_table.model()) {
        letGo();
        QItemSelectionModel *own = selectionModel();
        setModel(m_table.model());
        delete own;
    }
    if (selectionModel() != m_table.selectionModel()) {
        QItemSelectionModel *own = selectionModel();
        setSelectionModel(m_table.selectionModel());
        delete own;
    }
    place();
}

void FrozenColumns::letGo()
{
    hide();
    if (!model())
        return;
    setModel(nullptr); // the selection is the table's and stays
}

void FrozenColumns::place()
{
    if (m_count == 0 || !model() || m_placing || m_before >= 0)
        return;
    const QScopedValueRollback placing(m_placing, true);
    const ColumnHeader &columns = *m_table.columns();
    int shown = 0, width = 0;
    for (int visual = 0; visual < columns.count(); ++visual) {
        const int column = columns.logicalIndex(visual);
        const bool here = !columns.isSectionHidden(column) && shown < m_count;
        m_header->moveSection(m_header->visualIndex(column), visual);
        setColumnHidden(column, !here);
        if (!here)
            continue;
        ++shown;
        setColumnWidth(column, columns.sectionSize(column));
        width += columns.sectionSize(column);
    }
    verticalHeader()->setDefaultSectionSize(m_table.verticalHeader()->defaultSectionSize());
    m_header->setFixedHeight(columns.height());
    setFont(m_table.font());
    // Something of the others is left in sight, or they could not be scrolled to.
    constexpr int leastOfOthers = 80;
    const QRect room = m_table.viewport()->geometry();
    width = qMin(width, qMax(0, room.width() - leastOfOthers));
    setGeometry(room.left(), room.top() - columns.height(), width, room.height() + columns.height());
    setVisible(width > 0);
    raise();
    verticalScrollBar()->setValue(m_table.verticalScrollBar()->value());
}

bool FrozenColumns::shows(int column) const
{
    return m_count > 0 && model() && !isColumnHidden(column);
}

int FrozenColumns::across() const
{
    return isVisible() ? width() : 0;
}

void FrozenColumns::makeRoom(int column)
{
    if (!shows(column) || m_before >= 0)
        return;
    m_before = m_table.horizontalScrollBar()->value();
    m_table.horizontalScrollBar()->setValue(0);
    hide();
}

void FrozenColumns::comeBack()
{
    const int before = std::exchange(m_before, -1);
    if (before < 0)
        return;
    m_table.horizontalScrollBar()->setValue(before);
    place();
}

void FrozenColumns::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid())
        return;
    if (index.flags() & Qt::ItemIsEditable)
        m_table.editCell(index.row(), index.column());
    else
        Q_EMIT m_table.paneWanted(index.column());
}

void FrozenColumns::wheelEvent(QWheelEvent *event)
{
    QCoreApplication::sendEvent(m_table.viewport(), event);
}

bool FrozenColumns::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ContextMenu) {
        const auto *menu = static_cast<QContextMenuEvent *>(event);
        Q_EMIT m_table.customContextMenuRequested(m_table.viewport()->mapFromGlobal(menu->globalPos()));
        return true;
    }
    return QTableView::viewportEvent(event);
}

} // namespace onsa::ui
