// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/column_layout.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/column_header.h"
#include "ui/dataset/data_table.h"

#include <QJsonArray>
#include <QScopedValueRollback>

#include <algorithm>
#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int flagWidth = 36, leastTokens = 76, leastOther = 44, leastText = 120, leastTexts = 240;

} // namespace

ColumnLayout::ColumnLayout(DataTable &table)
    : QObject(&table)
    , m_table(table)
{
    m_later.setSingleShot(true);
    m_later.setInterval(300ms); // once for a whole drag
    connect(&m_later, &QTimer::timeout, this, &ColumnLayout::changed);
    connect(table.columns(), &QHeaderView::sectionResized, this, [this](int column) { resized(column); });
    connect(table.columns(), &QHeaderView::sectionMoved, this, [this] {
        if (!m_laying)
            m_later.start();
    });
    connect(table.columns(), &QHeaderView::sectionHandleDoubleClicked, this, &ColumnLayout::fit);
}

QString ColumnLayout::keyOf(int column)
{
    switch (column) {
    case DatasetModel::FlagColumn:
        return u"flag"_s;
    case DatasetModel::PromptColumn:
        return u"prompt"_s;
    case DatasetModel::CompletionColumn:
        return u"completion"_s;
    case DatasetModel::TokensColumn:
        return u"tokens"_s;
    case DatasetModel::ReviewColumn:
        return u"state"_s;
    default:
        return u"column%1"_s.arg(column);
    }
}

QList<int> ColumnLayout::texts() const
{
    QList<int> shown;
    for (const int column : {int(DatasetModel::PromptColumn), int(DatasetModel::CompletionColumn)})
        if (!m_table.isColumnHidden(column))
            shown << column;
    return shown;
}

void ColumnLayout::resized(int column)
{
    if (m_laying)
        return;
    m_sized.insert(column);
    m_wide = m_table.columns()->length() > m_table.viewport()->width();
    m_later.start();
}

void ColumnLayout::share()
{
    if (!m_table.model())
        return;
    const QScopedValueRollback laying(m_laying, true);
    for (int column = 0; column < m_table.model()->columnCount(); ++column) {
        const bool isText = column == DatasetModel::PromptColumn || column == DatasetModel::CompletionColumn;
        if (isText || m_sized.contains(column) || m_table.isColumnHidden(column))
            continue;
        const int name = m_table.columns()->sectionSizeHint(column);
        m_table.setColumnWidth(column,
                               column == DatasetModel::FlagColumn         ? flagWidth
                                   : column == DatasetModel::TokensColumn ? qMax(leastTokens, name)
                                                                          : qMax(leastOther, name));
    }
    const QList<int> shared = texts();
    if (m_wide || shared.isEmpty())
        return;
    int others = 0, now = 0;
    for (int column = 0; column < m_table.model()->columnCount(); ++column)
        (shared.contains(column) ? now : others) += m_table.columnWidth(column); // 0 when hidden
    const int room = qMax(leastTexts, m_table.viewport()->width() - others);
    const bool untouched = !m_sized.contains(shared.first()) && !m_sized.contains(shared.last());
    const double share = shared.size() == 1 ? 1.0
        : untouched || now == 0             ? 0.45
                                            : double(m_table.columnWidth(shared.first())) / now;
    m_table.setColumnWidth(shared.first(), int(room * share));
    if (shared.size() > 1)
        m_table.setColumnWidth(shared.last(), room - int(room * share));
}

void ColumnLayout::fit(int column)
{
    if (!m_table.model())
        return;
    m_table.resizeColumnToContents(column);
    const int most = qMax(leastText, m_table.viewport()->width() * 9 / 10);
    if (m_table.columnWidth(column) > most)
        m_table.setColumnWidth(column, most);
}

bool ColumnLayout::mayHide(int column) const
{
    const QList<int> shown = texts();
    return column >= 0 && !m_table.isColumnHidden(column) && !(shown.size() == 1 && shown.first() == column);
}

void ColumnLayout::hide(int column)
{
    if (!mayHide(column))
        return;
    {
        const QScopedValueRollback laying(m_laying, true); // hiding is a width of 0 to the header
        m_table.setColumnHidden(column, true);
    }
    share();
    if (m_table.currentIndex().column() == column)
        m_table.goTo(m_table.currentIndex().row(), m_table.textColumn());
    setFrozen(qMin(m_frozen, m_table.columns()->count() - int(hidden().size()) - 1));
    m_later.start();
}

void ColumnLayout::showAll()
{
    {
        const QScopedValueRollback laying(m_laying, true);
        for (const int column : hidden())
            m_table.setColumnHidden(column, false);
    }
    share();
    Q_EMIT frozenChanged(m_frozen);
    m_later.start();
}

QList<int> ColumnLayout::hidden() const
{
    QList<int> columns;
    for (int column = 0; column < m_table.columns()->count(); ++column)
        if (m_table.isColumnHidden(column))
            columns << column;
    return columns;
}

void ColumnLayout::setFrozen(int columns)
{
    if (m_frozen == qMax(0, columns))
        return;
    m_frozen = qMax(0, columns);
    Q_EMIT frozenChanged(m_frozen);
    m_later.start();
}

QJsonObject ColumnLayout::state() const
{
    const ColumnHeader &header = *m_table.columns();
    QJsonArray order, hiddenKeys;
    QJsonObject widths;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        order.append(keyOf(column));
        if (header.isSectionHidden(column))
            hiddenKeys.append(keyOf(column));
        else if (m_sized.contains(column))
            widths[keyOf(column)] = header.sectionSize(column);
    }
    return {{u"order"_s, order},
            {u"hidden"_s, hiddenKeys},
            {u"widths"_s, widths},
            {u"frozen"_s, m_frozen},
            {u"wide"_s, m_wide}};
}

void ColumnLayout::restore(const QJsonObject &state)
{
    if (!m_table.model())
        return;
    {
        const QScopedValueRollback laying(m_laying, true);
        ColumnHeader &header = *m_table.columns();
        const QJsonArray hiddenKeys = state.value("hidden"_L1).toArray(), order = state.value("order"_L1).toArray();
        const QJsonObject widths = state.value("widths"_L1).toObject();
        m_sized.clear();
        for (int column = 0; column < header.count(); ++column) {
            header.setSectionHidden(column, hiddenKeys.contains(keyOf(column)));
            if (const int width = widths.value(keyOf(column)).toInt(); width > 0) {
                m_sized.insert(column);
                header.resizeSection(column, qBound(header.minimumSectionSize(), width, 10'000));
            }
        }
        if (texts().isEmpty()) // of a file that somebody else wrote
            header.setSectionHidden(DatasetModel::PromptColumn, false);
        for (int column = 0; column < header.count(); ++column)
            header.moveSection(header.visualIndex(column), column);
        int place = 0;
        for (const QJsonValue &key : order)
            for (int column = 0; column < header.count(); ++column)
                if (keyOf(column) == key.toString())
                    header.moveSection(header.visualIndex(column), place++);
        m_wide = state.value("wide"_L1).toBool();
    }
    m_frozen = qBound(0, state.value("frozen"_L1).toInt(), m_table.columns()->count() - 1);
    share();
    Q_EMIT frozenChanged(m_frozen);
}

} // namespace onsa::ui
