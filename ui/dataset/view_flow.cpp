// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/view_flow.h"

#include "ui/dataset/column_header.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/view_bar.h"

#include <QApplication>
#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace onsa::ui {

namespace {

constexpr std::size_t rowsAtOnce = 100'000; // when no row has to be read

bool readsNoRow(const RowView &view)
{
    const auto isKnown = [](const RowCondition &condition) {
        return condition.kind == ConditionKind::Problems || condition.kind == ConditionKind::Finding
            || condition.kind == ConditionKind::Rows;
    };
    return std::all_of(view.conditions.begin(), view.conditions.end(), isKnown)
        && std::all_of(view.sort.begin(), view.sort.end(), [](const SortKey &key) {
               return key.by == SortKey::By::Row || key.by == SortKey::By::Problems;
           });
}

bool asksForFindings(const RowView &view)
{
    return std::any_of(view.conditions.begin(), view.conditions.end(),
                       [](const RowCondition &condition) {
                           return condition.kind == ConditionKind::Problems || condition.kind == ConditionKind::Finding;
                       })
        || std::any_of(view.sort.begin(), view.sort.end(),
                       [](const SortKey &key) { return key.by == SortKey::By::Problems; });
}

bool isOf(const RowCondition &condition, int column)
{
    switch (column) {
    case DatasetModel::PromptColumn:
        return condition.where == ShownText::Prompt;
    case DatasetModel::CompletionColumn:
        return condition.where == ShownText::Completion;
    case DatasetModel::TokensColumn:
        return condition.kind == ConditionKind::Tokens;
    case DatasetModel::ReviewColumn:
        return condition.kind == ConditionKind::Review;
    case DatasetModel::FlagColumn:
        return condition.kind == ConditionKind::Finding || condition.kind == ConditionKind::Problems;
    default:
        return false;
    }
}

} // namespace

ViewFlow::ViewFlow(DataTable &table, ViewBar &bar, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_bar(bar)
    , m_task(this, bar.progress())
{
    connect(&bar, &ViewBar::conditionRemoved, this, &ViewFlow::removeCondition);
    connect(&bar, &ViewBar::sortReversed, this, &ViewFlow::turnSortRound);
    connect(&bar, &ViewBar::sortRemoved, this, &ViewFlow::inDocumentOrder);
    connect(&bar, &ViewBar::clearWanted, this, &ViewFlow::clear);
    connect(&bar, &ViewBar::refreshWanted, this, &ViewFlow::refresh);
    connect(&bar, &ViewBar::cancelled, this, &ViewFlow::cancel);
    connect(table.columns(), &ColumnHeader::sortWanted, this, &ViewFlow::sortByColumn);
    table.installEventFilter(this);
}

bool ViewFlow::eventFilter(QObject *object, QEvent *event)
{
    const bool isEscape =
        event->type() == QEvent::KeyPress && static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (!isEscape || !isBusy() || m_table.isEditing())
        return QObject::eventFilter(object, event);
    cancel();
    return true;
}

void ViewFlow::setModel(DatasetModel *model)
{
    cancel();
    if (m_model)
        m_model->document().disconnect(this);
    m_model = model;
    m_view = {};
    m_stale = false;
    m_bar.setView(m_view, false);
    m_table.columns()->setMarks({});
    if (model)
        connect(&model->document(), &DatasetDocument::rowsChanged, this,
                [this](int, int removed, int inserted) { rowsChanged(removed, inserted); });
    Q_EMIT changed();
}

void ViewFlow::setFacts(std::function<ViewFacts(const RowView &)> facts)
{
    m_facts = std::move(facts);
}

void ViewFlow::setFlush(std::function<void()> flush)
{
    m_flush = std::move(flush);
}

void ViewFlow::show(RowView view, std::optional<RowId> goTo)
{
    if (!m_model)
        return;
    if (m_flush)
        m_flush();
    start(std::move(view), goTo);
}

void ViewFlow::start(RowView view, std::optional<RowId> goTo)
{
    m_task.stop();
    m_wanted = std::move(view);
    m_goTo = goTo;
    m_rowsCame = false;
    m_waits = false;
    if (m_wanted.isPlain())
        return apply(std::nullopt);
    ViewFacts facts = m_facts ? m_facts(m_wanted) : ViewFacts();
    if (asksForFindings(m_wanted) && !facts.checked) {
        m_waits = true;
        m_bar.setBusy(true);
        return Q_EMIT findingsWanted();
    }
    auto rows = m_model->document().snapshot();
    const auto take = [this](Result<ViewRows> made) {
        if (m_rowsCame) // of rows that are not the document's any more
            return start(m_wanted, m_goTo);
        if (made)
            return apply(std::move(*made));
        m_bar.setBusy(false);
        Q_EMIT failed(made.error());
    };
    if (readsNoRow(m_wanted) && rows->rowCount() <= rowsAtOnce)
        return take(rowsOf(*rows, m_wanted, facts, {}, {}));
    m_bar.setBusy(true);
    m_task.start([rows = std::move(rows), wanted = m_wanted, facts = std::move(facts)](
                     const ScanProgress &progress,
                     std::stop_token stop) { return rowsOf(*rows, wanted, facts, progress, stop); },
                 take);
}

void ViewFlow::apply(std::optional<ViewRows> rows)
{
    m_bar.setBusy(false);
    const auto current = m_goTo ? m_goTo : currentRow();
    const int column = m_goToColumn.value_or(m_table.currentIndex().isValid() ? m_table.currentIndex().column() : -1);
    m_goTo.reset();
    m_goToColumn.reset();
    m_view = m_wanted;
    m_stale = false;
    const bool byCode = rows && rows->byCode;
    m_model->setFilter(rows ? std::optional(std::move(rows->rows)) : std::nullopt, !m_view.sort.empty(), true);
    const int at = current ? m_model->document().rowOfId(*current) : -1;
    const int shown = at < 0 ? -1 : m_model->viewRow(at);
    m_table.goTo(shown < 0 ? 0 : shown, column < 0 ? m_table.textColumn() : column);

    QHash<int, ColumnHeader::Mark> marks;
    for (int shownColumn = 0; shownColumn < m_model->columnCount(); ++shownColumn) {
        ColumnHeader::Mark mark;
        const auto plain = sortKeyOf(shownColumn);
        for (std::size_t i = 0; plain && i < m_view.sort.size(); ++i) {
            const SortKey &key = m_view.sort[i];
            const bool sameText = key.where == plain->where
                && (key.by == plain->by || (key.by == SortKey::By::Length && plain->by == SortKey::By::Text));
            if (sameText)
                mark = {int(i) + 1, int(m_view.sort.size()), key.descending, mark.filtered};
        }
        mark.filtered = std::any_of(m_view.conditions.begin(), m_view.conditions.end(),
                                    [&](const RowCondition &condition) { return isOf(condition, shownColumn); });
        marks[shownColumn] = mark;
    }
    m_table.columns()->setMarks(marks);
    const bool barHadFocus = m_bar.isAncestorOf(QApplication::focusWidget());
    m_bar.setView(m_view, byCode);
    if (barHadFocus && m_bar.isHidden())
        m_table.setFocus();
    m_bar.setStale(false);
    m_bar.setCounts(m_model->rowCount(), m_model->document().rowCount());
    Q_EMIT changed();
}

void ViewFlow::rowsChanged(int removed, int inserted)
{
    if (removed != inserted)
        m_rowsCame = m_task.isRunning();
    if (m_view.isPlain())
        return;
    m_stale = true;
    m_bar.setStale(true);
    m_bar.setCounts(m_model->rowCount(), m_model->document().rowCount());
}

const RowView &ViewFlow::latest() const
{
    return isBusy() ? m_wanted : m_view;
}

std::optional<RowId> ViewFlow::currentRow() const
{
    const QModelIndex current = m_table.currentIndex();
    return current.isValid() ? std::optional(current.data(DatasetModel::RowIdRole).toUInt()) : std::nullopt;
}

void ViewFlow::sortBy(const SortKey &key, bool add)
{
    RowView view = latest();
    const auto known = std::find_if(view.sort.begin(), view.sort.end(), [&](const SortKey &other) {
        return other.by == key.by && other.where == key.where;
    });
    if (!add)
        view.sort = {key};
    else if (known != view.sort.end())
        *known = key;
    else
        view.sort.push_back(key);
    show(std::move(view));
}

void ViewFlow::sortByColumn(int column, bool add)
{
    auto key = sortKeyOf(column);
    if (!key)
        return;
    RowView view = latest(); // a second click on a long sort turns it round
    const auto known = std::find_if(view.sort.begin(), view.sort.end(), [&](const SortKey &other) {
        return other.by == key->by && other.where == key->where;
    });
    if (known == view.sort.end() || (!add && view.sort.size() > 1))
        return sortBy(*key, add);
    if (!known->descending)
        known->descending = true;
    else
        view.sort.erase(known);
    show(std::move(view));
}

void ViewFlow::turnSortRound()
{
    RowView view = latest();
    for (SortKey &key : view.sort)
        key.descending = !key.descending;
    show(std::move(view));
}

void ViewFlow::addCondition(const RowCondition &condition)
{
    RowView view = latest();
    if (std::find(view.conditions.begin(), view.conditions.end(), condition) == view.conditions.end())
        view.conditions.push_back(condition);
    show(std::move(view));
}

void ViewFlow::setCondition(int index, const RowCondition &condition)
{
    if (index < 0 || index >= int(m_view.conditions.size()))
        return;
    RowView view = latest();
    std::replace(view.conditions.begin(), view.conditions.end(), m_view.conditions[std::size_t(index)], condition);
    show(std::move(view));
}

void ViewFlow::removeCondition(int index)
{
    if (index < 0 || index >= int(m_view.conditions.size()))
        return;
    RowView view = latest();
    std::erase(view.conditions, m_view.conditions[std::size_t(index)]);
    show(std::move(view));
}

void ViewFlow::removeConditionsOf(int column)
{
    RowView view = latest();
    std::erase_if(view.conditions, [&](const RowCondition &condition) { return isOf(condition, column); });
    show(std::move(view));
}

void ViewFlow::setProblemsOnly(bool only)
{
    RowView view = latest();
    std::erase_if(view.conditions,
                  [](const RowCondition &condition) { return condition.kind == ConditionKind::Problems; });
    if (only)
        view.conditions.push_back({ConditionKind::Problems, ShownText::Any, {}, 0, {}, false, {}});
    show(std::move(view));
}

void ViewFlow::showAll()
{
    RowView view = latest();
    view.conditions.clear();
    show(std::move(view));
}

void ViewFlow::inDocumentOrder()
{
    RowView view = latest();
    view.sort.clear();
    show(std::move(view));
}

void ViewFlow::clear()
{
    show({});
}

void ViewFlow::refresh()
{
    if (!latest().isPlain())
        show(latest());
}

void ViewFlow::cancel()
{
    m_task.stop();
    m_waits = false;
    m_bar.setBusy(false);
}

void ViewFlow::reveal(RowId row, int column)
{
    if (!m_model)
        return;
    const int at = m_model->document().rowOfId(row);
    if (at < 0)
        return;
    if (const int shown = m_model->viewRow(at); shown >= 0)
        return m_table.goTo(shown, column);
    m_goToColumn = column < 0 ? std::nullopt : std::optional(column);
    RowView view = latest();
    view.conditions.clear();
    show(std::move(view), row);
}

void ViewFlow::checkEnded()
{
    if (m_waits)
        return start(m_wanted, m_goTo);
    if (!asksForFindings(m_view))
        return;
    m_stale = true;
    m_bar.setStale(true);
}

std::optional<SortKey> ViewFlow::sortKeyOf(int column)
{
    switch (column) {
    case DatasetModel::FlagColumn:
        return SortKey{SortKey::By::Problems, ShownText::Any, false};
    case DatasetModel::PromptColumn:
        return SortKey{SortKey::By::Text, ShownText::Prompt, false};
    case DatasetModel::CompletionColumn:
        return SortKey{SortKey::By::Text, ShownText::Completion, false};
    case DatasetModel::TokensColumn:
        return SortKey{SortKey::By::Tokens, ShownText::Any, false};
    default:
        return std::nullopt;
    }
}

} // namespace onsa::ui
