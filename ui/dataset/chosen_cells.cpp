// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/chosen_cells.h"

#include "dataset/row_cache.h"

#include <QItemSelectionModel>

#include <algorithm>

namespace onsa::ui {

ChosenCells ChosenCells::of(const QAbstractItemView &view, const DatasetModel &model)
{
    ChosenCells cells;
    cells.viewRows = model.rowCount();
    cells.filter = model.filterRows();
    const auto add = [&cells](int top, int bottom, int left, int right) {
        const auto has = [&](int column) { return left <= column && column <= right; };
        cells.ranges.push_back({top, bottom, has(DatasetModel::PromptColumn), has(DatasetModel::CompletionColumn)});
    };
    if (view.selectionModel())
        for (const QItemSelectionRange &range : view.selectionModel()->selection())
            add(range.top(), range.bottom(), range.left(), range.right());
    const QModelIndex current = view.currentIndex();
    if (cells.ranges.empty() && current.isValid())
        add(current.row(), current.row(), current.column(), current.column());
    std::sort(cells.ranges.begin(), cells.ranges.end(), [](const Range &a, const Range &b) { return a.top < b.top; });
    return cells;
}

std::size_t ChosenCells::count() const
{
    std::size_t rows = 0;
    for (const Range &range : ranges)
        rows += std::size_t(range.bottom - range.top + 1);
    return rows;
}

RowsInView::RowsInView(const ChosenCells &cells, const DatasetSnapshot &rows)
    : m_filter(cells.filter)
    , m_rows(int(rows.rowCount()))
{
    for (int row = 0; m_filter && row < m_rows; ++row) {
        const RowId id = rows.rowId(std::size_t(row));
        if (id >= m_rowOf.size())
            m_rowOf.resize(std::size_t{id} + id / 2 + 64, -1);
        m_rowOf[id] = row;
    }
}

int RowsInView::row(int view) const
{
    if (!m_filter)
        return view >= 0 && view < m_rows ? view : -1;
    if (view < 0 || view >= int(m_filter->size()))
        return -1;
    const RowId id = (*m_filter)[std::size_t(view)];
    return id < m_rowOf.size() ? m_rowOf[id] : -1;
}

std::vector<ChosenRow> chosenRows(const ChosenCells &cells, const DatasetSnapshot &rows)
{
    const RowsInView inView(cells, rows);
    std::vector<ChosenRow> chosen;
    for (const ChosenCells::Range &range : cells.ranges)
        for (int view = range.top; view <= range.bottom; ++view)
            if (const int row = inView.row(view); row >= 0)
                chosen.push_back({view, row, range.prompt, range.completion});
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const ChosenRow &a, const ChosenRow &b) { return a.view < b.view; });
    std::size_t kept = 0;
    for (const ChosenRow &one : chosen) {
        if (kept > 0 && chosen[kept - 1].view == one.view) {
            chosen[kept - 1].prompt |= one.prompt;
            chosen[kept - 1].completion |= one.completion;
        } else {
            chosen[kept++] = one;
        }
    }
    chosen.resize(kept);
    return chosen;
}

TextField shownField(const std::optional<Example> &example, bool prompt)
{
    if (!example || example->kind == ExampleKind::Pair)
        return {prompt ? TextField::Kind::Prompt : TextField::Kind::Completion, 0};
    const auto field = prompt ? promptField(*example) : completionField(*example);
    return field.value_or(TextField{TextField::Kind::MessageContent, 0});
}

QString shownText(const DatasetSnapshot &rows, int row, bool prompt)
{
    const std::string line = rows.line(std::size_t(row)).value_or(std::string());
    const auto example = parseExample(line);
    if (!example)
        return prompt ? QString::fromStdString(line) : QString();
    const auto field = prompt ? promptField(*example) : completionField(*example);
    if (!field)
        return {};
    const std::string_view text = textOf(*example, *field);
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace onsa::ui
