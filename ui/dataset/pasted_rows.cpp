// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/pasted_rows.h"

#include "dataset/scan_progress.h"
#include "ui/dataset/clipboard_cells.h"
#include "ui/dataset/tsv.h"

#include <algorithm>

namespace onsa::ui {

namespace {

std::optional<Example> exampleAt(const DatasetSnapshot &rows, int row)
{
    const auto line = rows.line(std::size_t(row));
    auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
    return example ? std::optional(std::move(*example)) : std::nullopt;
}

// Lines of JSON on the clipboard are rows, not cells.
std::optional<std::vector<std::string>> linesIn(const QString &text, const std::stop_token &stop)
{
    if (!text.trimmed().startsWith(QLatin1Char('{')))
        return std::nullopt;
    std::vector<std::string> lines;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto example = parseExample(line.trimmed().toStdString());
        if (!example || stop.stop_requested())
            return std::nullopt;
        lines.push_back(printExample(*example));
    }
    return lines;
}

bool isHeader(const QStringList &row)
{
    static const QStringList names = {QStringLiteral("prompt"), QStringLiteral("completion"),
                                      QStringLiteral("プロンプト"), QStringLiteral("補完")};
    return row.size() >= 2 && names.contains(row[0].trimmed().toLower()) && names.contains(row[1].trimmed().toLower());
}

// Calls visit(chosen row, its example) for each, and says how far it is.
template <class Visit>
Result<RowChanges> overChosen(const std::vector<ChosenRow> &chosen, const DatasetSnapshot &rows,
                              const ScanProgress &progress, const std::stop_token &stop, Visit &&visit)
{
    RowChanges changes;
    ProgressMeter meter(progress, chosen.size());
    for (const ChosenRow &one : chosen) {
        if (stop.stop_requested())
            return tl::unexpected(changeCancelled());
        visit(changes, one, exampleAt(rows, one.row));
        meter.add(1);
    }
    return changes;
}

Result<RowChanges> filled(const QString &value, const std::vector<ChosenRow> &chosen, const DatasetSnapshot &rows,
                          const ScanProgress &progress, const std::stop_token &stop)
{
    return overChosen(chosen, rows, progress, stop,
                      [&](RowChanges &changes, const ChosenRow &one, const auto &example) {
                          for (const bool prompt : {true, false})
                              if (prompt ? one.prompt : one.completion)
                                  changes.texts.push_back({one.row, shownField(example, prompt), value});
                      });
}

// Rows one below the other, with the same columns.
bool isBlock(const std::vector<ChosenRow> &rows)
{
    return std::adjacent_find(rows.begin(), rows.end(),
                              [](const ChosenRow &a, const ChosenRow &b) {
                                  return b.view != a.view + 1 || b.prompt != a.prompt || b.completion != a.completion;
                              })
        == rows.end();
}

} // namespace

Result<RowChanges> pastedRows(const QString &text, const ChosenCells &cells, const DatasetSnapshot &rows,
                              const PasteWords &words, const ScanProgress &progress, const std::stop_token &stop)
{
    const std::vector<ChosenRow> chosen = chosenRows(cells, rows);
    RowChanges changes;
    if (auto lines = linesIn(text, stop)) {
        int last = int(rows.rowCount()) - 1;
        if (!chosen.empty())
            last = std::max_element(chosen.begin(), chosen.end(), [](const ChosenRow &a, const ChosenRow &b) {
                       return a.row < b.row;
                   })->row;
        changes.inserted = std::move(*lines);
        changes.insertAt = last + 1;
        changes.label = words.rows;
        return changes;
    }
    Cells pasted = parseTsv(text);
    if (rows.rowCount() == 0 && !pasted.isEmpty() && isHeader(pasted.first()))
        pasted.removeFirst();
    if (pasted.isEmpty())
        return changes;

    std::vector<ChosenRow> texts = chosen; // without rows of which only other columns are chosen
    std::erase_if(texts, [](const ChosenRow &one) { return !one.prompt && !one.completion; });
    const bool several = texts.size() > 1 || (!texts.empty() && texts.front().prompt && texts.front().completion);
    if (pasted.size() == 1 && pasted.first().size() == 1 && several)
        return filled(pasted.first().first(), texts, rows, progress, stop);

    // A block that fits into a selected one several times fills it.
    if (several && isBlock(texts))
        pasted = repeated(pasted, qsizetype(texts.size()), texts.front().prompt && texts.front().completion ? 2 : 1);

    const int firstView = texts.empty() ? cells.viewRows : texts.front().view;
    const bool fromPrompt =
        texts.empty() || std::any_of(texts.begin(), texts.end(), [](const ChosenRow &one) { return one.prompt; });
    const RowsInView inView(cells, rows);
    ProgressMeter meter(progress, std::size_t(pasted.size()));
    for (qsizetype r = 0; r < pasted.size(); ++r, meter.add(1)) {
        if (stop.stop_requested())
            return tl::unexpected(changeCancelled());
        const int row = inView.row(firstView + int(r));
        const auto example = row >= 0 ? exampleAt(rows, row) : std::nullopt;
        Example fresh;
        bool prompt = fromPrompt;
        for (qsizetype c = 0; c < pasted[r].size() && c < (fromPrompt ? 2 : 1); ++c, prompt = false) {
            if (row >= 0)
                changes.texts.push_back({row, shownField(example, prompt), pasted[r][c]});
            else
                (prompt ? fresh.prompt : fresh.completion) = pasted[r][c].toStdString();
        }
        if (row < 0)
            changes.inserted.push_back(printExample(fresh));
    }
    changes.insertAt = int(rows.rowCount());
    if (changes.texts.empty())
        changes.label = words.rows;
    return changes;
}

Result<RowChanges> clearedCells(const ChosenCells &cells, const DatasetSnapshot &rows, const ScanProgress &progress,
                                const std::stop_token &stop)
{
    return overChosen(chosenRows(cells, rows), rows, progress, stop,
                      [&](RowChanges &changes, const ChosenRow &one, const auto &example) {
                          for (const bool prompt : {true, false})
                              if ((prompt ? one.prompt : one.completion) && !shownText(rows, one.row, prompt).isEmpty())
                                  changes.texts.push_back({one.row, shownField(example, prompt), QString()});
                      });
}

Result<RowChanges> duplicatedRows(const ChosenCells &cells, const DatasetSnapshot &rows, const ScanProgress &progress,
                                  const std::stop_token &stop)
{
    RowChanges changes;
    std::vector<ChosenRow> chosen = chosenRows(cells, rows);
    std::sort(chosen.begin(), chosen.end(), [](const ChosenRow &a, const ChosenRow &b) { return a.row < b.row; });
    ProgressMeter meter(progress, chosen.size());
    for (const ChosenRow &one : chosen) {
        if (stop.stop_requested())
            return tl::unexpected(changeCancelled());
        auto line = rows.line(std::size_t(one.row));
        if (!line)
            return tl::unexpected(line.error());
        changes.inserted.push_back(std::move(*line));
        meter.add(1);
    }
    changes.insertAt = chosen.empty() ? 0 : chosen.back().row + 1;
    return changes;
}

} // namespace onsa::ui
