// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/filled_cells.h"

#include "dataset/row_cache.h"
#include "dataset/scan_progress.h"

#include <functional>

namespace onsa::ui {

namespace {

// Where a column's text is in a row; nothing when the row does not have it.
std::optional<TextField> fieldAt(const DatasetSnapshot &rows, int row, bool prompt)
{
    const auto line = rows.line(std::size_t(row));
    const auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
    if (!example)
        return std::nullopt;
    return prompt ? promptField(*example) : completionField(*example);
}

// Collects the changes, row by row.
class Filler
{
public:
    Filler(const DatasetSnapshot &rows, const ScanProgress &progress, std::size_t count)
        : m_rows(rows)
        , m_meter(progress, count)
    {
    }
    void put(int row, bool prompt, const QString &text)
    {
        if (const auto field = fieldAt(m_rows, row, prompt))
            m_changes.texts.push_back({row, *field, text});
    }
    // Of a row that cannot be read nothing is taken.
    std::optional<QString> take(int row, bool prompt) const
    {
        return row >= 0 && fieldAt(m_rows, row, prompt) ? std::optional(shownText(m_rows, row, prompt)) : std::nullopt;
    }
    void rowDone() { m_meter.add(1); }
    RowChanges changes() { return std::move(m_changes); }

private:
    const DatasetSnapshot &m_rows;
    ProgressMeter m_meter;
    RowChanges m_changes;
};

} // namespace

Result<RowChanges> filledDown(const ChosenCells &chosen, const DatasetSnapshot &rows, const ScanProgress &progress,
                              const std::stop_token &stop)
{
    const RowsInView inView(chosen, rows);
    Filler filler(rows, progress, chosen.count());
    for (const ChosenCells::Range &range : chosen.ranges) {
        const int from = inView.row(range.top);
        const auto prompt = range.prompt ? filler.take(from, true) : std::nullopt;
        const auto completion = range.completion ? filler.take(from, false) : std::nullopt;
        for (int view = range.top + 1; view <= range.bottom; ++view, filler.rowDone()) {
            if (stop.stop_requested())
                return tl::unexpected(changeCancelled());
            const int row = inView.row(view);
            if (row >= 0 && prompt)
                filler.put(row, true, *prompt);
            if (row >= 0 && completion)
                filler.put(row, false, *completion);
        }
    }
    return filler.changes();
}

Result<RowChanges> filledRight(const ChosenCells &chosen, const DatasetSnapshot &rows, const ScanProgress &progress,
                               const std::stop_token &stop)
{
    Filler filler(rows, progress, chosen.count());
    for (const ChosenRow &one : chosenRows(chosen, rows)) {
        if (stop.stop_requested())
            return tl::unexpected(changeCancelled());
        const auto text = one.completion ? filler.take(one.row, true) : std::nullopt;
        if (text)
            filler.put(one.row, false, *text);
        filler.rowDone();
    }
    return filler.changes();
}

Result<RowChanges> filledWith(const QString &text, const ChosenCells &chosen, const DatasetSnapshot &rows,
                              const ScanProgress &progress, const std::stop_token &stop)
{
    Filler filler(rows, progress, chosen.count());
    for (const ChosenRow &one : chosenRows(chosen, rows)) {
        if (stop.stop_requested())
            return tl::unexpected(changeCancelled());
        if (one.prompt)
            filler.put(one.row, true, text);
        if (one.completion)
            filler.put(one.row, false, text);
        filler.rowDone();
    }
    return filler.changes();
}

Result<RowChanges> filledByDrag(const FillDrag &drag, const ChosenCells &view, const DatasetSnapshot &rows,
                                const ScanProgress &progress, const std::stop_token &stop)
{
    const RowsInView inView(view, rows);
    const int height = drag.bottom - drag.top + 1;
    const int first = drag.sideways ? drag.top : drag.first;
    const int last = drag.sideways ? drag.bottom : drag.last;
    Filler filler(rows, progress, std::size_t(qMax(0, last - first + 1)));
    for (int at = first; at <= last; ++at, filler.rowDone()) {
        if (stop.stop_requested())
            return tl::unexpected(changeCancelled());
        const int row = inView.row(at);
        if (row < 0)
            continue;
        if (drag.sideways) {
            if (const auto text = filler.take(row, drag.prompt))
                filler.put(row, !drag.prompt, *text);
            continue;
        }
        // Counted from the block's first row, also upwards.
        const int from = inView.row(drag.top + ((at - drag.top) % height + height) % height);
        for (const bool prompt : {true, false}) {
            const auto text = (prompt ? drag.prompt : drag.completion) ? filler.take(from, prompt) : std::nullopt;
            if (text)
                filler.put(row, prompt, *text);
        }
    }
    return filler.changes();
}

} // namespace onsa::ui
