// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_edits.h"

#include "system/background.h"
#include "ui/dataset/clipboard_cells.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/pasted_rows.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMimeData>

#include <algorithm>

namespace onsa::ui {

namespace {

struct Copied {
    QString text, html;
};

Copied copyOf(const ChosenCells &chosen, const DatasetSnapshot &rows, const std::stop_token &stop)
{
    constexpr qsizetype maxHtmlRows = 10'000; // who pastes more takes the text, which is a third as long
    Cells cells;
    for (const ChosenRow &one : chosenRows(chosen, rows)) {
        if (stop.stop_requested())
            return {};
        if (!one.prompt && !one.completion)
            continue;
        cells << QStringList();
        if (one.prompt)
            cells.last() << shownText(rows, one.row, true);
        if (one.completion)
            cells.last() << shownText(rows, one.row, false);
    }
    if (cells.isEmpty())
        return {};
    return {printTsv(cells), cells.size() <= maxHtmlRows ? printHtml(cells) : QString()};
}

void putOnClipboard(const Copied &copied)
{
    if (copied.text.isEmpty())
        return;
    auto *mime = new QMimeData;
    mime->setText(copied.text);
    if (!copied.html.isEmpty())
        mime->setHtml(copied.html);
    QGuiApplication::clipboard()->setMimeData(mime);
}

} // namespace

RowEdits::RowEdits(DataTable &table, QObject *parent)
    : QObject(parent)
    , m_table(table)
{
}

void RowEdits::setModel(DatasetModel *model)
{
    cancelCopy();
    m_model = model;
}

ChosenCells RowEdits::chosen() const
{
    return m_model ? ChosenCells::of(m_table, *m_model) : ChosenCells();
}

bool RowEdits::report(const Result<> &done)
{
    if (!done)
        Q_EMIT refused(done.error());
    return done.has_value();
}

void RowEdits::change(std::size_t rows, const QString &label, DatasetDocument::ChangeMaker make,
                      std::function<void()> then)
{
    m_model->document().change(rows, label, std::move(make), [this, then = std::move(then)](const Result<> &done) {
        if (report(done) && then)
            then();
    });
}

void RowEdits::copy()
{
    copyThen({});
}

void RowEdits::cut()
{
    copyThen([this] { clearCells(); });
}

void RowEdits::copyThen(std::function<void()> then)
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty() || m_copying)
        return;
    const auto rows = m_model->document().snapshot();
    if (cells.count() <= DatasetDocument::smallChange) {
        putOnClipboard(copyOf(cells, *rows, {}));
        if (then)
            then();
        return;
    }
    m_copying = true;
    Q_EMIT copying(true);
    m_copy = runInBackground(
        this, [cells, rows](const std::stop_token &stop) { return copyOf(cells, *rows, stop); },
        [this, then = std::move(then)](const Copied &copied) {
            m_copying = false;
            Q_EMIT copying(false);
            putOnClipboard(copied);
            if (then)
                then();
        });
}

void RowEdits::cancelCopy()
{
    if (!std::exchange(m_copying, false))
        return;
    m_copy.request_stop();
    Q_EMIT copying(false);
}

void RowEdits::clearCells()
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    change(cells.count(), tr("Clear cells"),
           [cells](const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop) {
               return clearedCells(cells, rows, progress, stop);
           });
}

void RowEdits::paste()
{
    const QMimeData *clipboard = QGuiApplication::clipboard()->mimeData();
    if (!m_model || !clipboard)
        return;
    if (const QStringList files = filesOf(*clipboard); !files.isEmpty())
        return Q_EMIT filesPasted(files);
    const QString text = cellsAsText(*clipboard);
    if (!text.isEmpty())
        askToPaste(text, &m_table, [this, text] { pasteText(text); });
}

void RowEdits::pasteText(const QString &text)
{
    if (!m_model)
        return;
    const ChosenCells cells = chosen();
    const PasteWords words{tr("Paste"), tr("Paste rows")};
    const std::size_t rows = std::max(cells.count(), std::size_t(text.count(QLatin1Char('\n')) + 1));
    const auto grown = std::make_shared<int>(-1); // where the new rows are, when nothing else was changed
    change(
        rows, words.cells,
        [=](const DatasetSnapshot &snapshot, const ScanProgress &progress, std::stop_token stop) {
            auto made = pastedRows(text, cells, snapshot, words, progress, stop);
            if (made && made->texts.empty() && !made->inserted.empty())
                *grown = made->insertAt;
            return made;
        },
        [this, grown] {
            if (*grown >= 0)
                Q_EMIT rowMade(*grown);
        });
}

void RowEdits::insertRow()
{
    if (!m_model)
        return;
    const ChosenCells cells = chosen();
    const int at =
        cells.ranges.empty() ? m_model->document().rowCount() : m_model->documentRow(cells.ranges.front().top);
    const Example blank;
    if (report(m_model->document().insertExamples(at, std::span(&blank, 1), tr("Insert row"))))
        Q_EMIT rowMade(at);
}

void RowEdits::addRow(const QString &prompt, const QString &completion)
{
    if (!m_model)
        return;
    const int at = m_model->document().rowCount();
    Example example;
    example.prompt = prompt.toStdString();
    example.completion = completion.toStdString();
    if (report(m_model->document().insertExamples(at, std::span(&example, 1), tr("Add row"))))
        Q_EMIT rowMade(at);
}

void RowEdits::deleteRows()
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    const int view = m_table.currentIndex().row();
    change(
        cells.count(), tr("Delete row"),
        [cells, many = tr("Delete %1 rows")](const DatasetSnapshot &rows, const ScanProgress &,
                                             std::stop_token) -> Result<RowChanges> {
            RowChanges changes;
            for (const ChosenRow &one : chosenRows(cells, rows))
                changes.removed.push_back(one.row);
            if (changes.removed.size() > 1)
                changes.label = many.arg(changes.removed.size());
            return changes;
        },
        [this, view] { m_table.goTo(qMin(view, m_model->rowCount() - 1)); });
}

void RowEdits::duplicateRows()
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    const auto made = std::make_shared<int>(-1);
    change(
        cells.count(), tr("Duplicate row"),
        [cells, made, many = tr("Duplicate %1 rows")](const DatasetSnapshot &rows, const ScanProgress &progress,
                                                      std::stop_token stop) {
            auto changes = duplicatedRows(cells, rows, progress, stop);
            if (changes && changes->inserted.size() > 1)
                changes->label = many.arg(changes->inserted.size());
            if (changes)
                *made = changes->insertAt;
            return changes;
        },
        [this, made] { Q_EMIT rowMade(*made); });
}

void RowEdits::fillDown()
{
    const ChosenCells cells = chosen();
    const bool cellsOfSeveralRows =
        std::any_of(cells.ranges.begin(), cells.ranges.end(), [](const ChosenCells::Range &range) {
            return range.bottom > range.top && (range.prompt || range.completion);
        });
    const QItemSelection selection =
        m_table.selectionModel() ? m_table.selectionModel()->selection() : QItemSelection();
    // Whole rows are meant as rows.
    const bool wholeRows = !selection.isEmpty()
        && std::all_of(selection.begin(), selection.end(), [this](const QItemSelectionRange &range) {
               return range.width() == m_table.model()->columnCount();
           });
    if (!cellsOfSeveralRows || wholeRows)
        return duplicateRows();
    change(cells.count(), tr("Fill down"),
           [cells](const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop) {
               return filledDown(cells, rows, progress, stop);
           });
}

void RowEdits::fillRight()
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    const bool any = std::any_of(cells.ranges.begin(), cells.ranges.end(),
                                 [](const ChosenCells::Range &range) { return range.completion; });
    if (!any)
        return Q_EMIT said(
            tr("Choose cells of the completion column: they take the text of the prompt to their left."));
    change(cells.count(), tr("Fill right"),
           [cells](const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop) {
               return filledRight(cells, rows, progress, stop);
           });
}

// A text that is refused, or given up with a cancelled change, goes to the clipboard: its editor is closed already.
void RowEdits::fillWith(const QString &text)
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    m_model->document().change(
        cells.count(), tr("Fill cells"),
        [cells, text](const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop) {
            return filledWith(text, cells, rows, progress, stop);
        },
        [this, text](const Result<> &done) {
            if (!report(done))
                QGuiApplication::clipboard()->setText(text);
        });
}

void RowEdits::fill(const FillDrag &drag)
{
    if (!m_model)
        return;
    ChosenCells view = chosen();
    view.ranges.clear();
    const int rows = drag.sideways ? drag.bottom - drag.top + 1 : drag.last - drag.first + 1;
    change(
        std::size_t(qMax(0, rows)), tr("Fill cells"),
        [drag, view](const DatasetSnapshot &all, const ScanProgress &progress, std::stop_token stop) {
            return filledByDrag(drag, view, all, progress, stop);
        },
        [this, drag] { // what was filled is chosen, as after a paste
            const int top = drag.sideways ? drag.top : qMin(drag.top, drag.first);
            const int bottom = drag.sideways ? drag.bottom : qMax(drag.bottom, drag.last);
            const bool prompt = drag.prompt || drag.sideways, completion = drag.completion || drag.sideways;
            const int left = prompt ? DatasetModel::PromptColumn : DatasetModel::CompletionColumn;
            const int right = completion ? DatasetModel::CompletionColumn : DatasetModel::PromptColumn;
            if (m_table.selectionModel() && bottom < m_model->rowCount())
                m_table.selectionModel()->select(
                    QItemSelection(m_model->index(top, left), m_model->index(bottom, right)),
                    QItemSelectionModel::ClearAndSelect);
        });
}

void RowEdits::moveRows(int by)
{
    move([by](int first, int count) { return by < 0 ? first + by : first + count + by; });
}

void RowEdits::moveRowsTo(int before)
{
    move([before](int, int) { return before; });
}

void RowEdits::move(std::function<int(int first, int count)> before)
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    const auto first = std::make_shared<int>(-1); // where the rows are afterwards
    const auto count = std::make_shared<int>(0);
    const auto apart = std::make_shared<bool>(false);
    change(
        cells.count(), tr("Move rows"),
        [cells, before = std::move(before), first, count, apart](const DatasetSnapshot &all, const ScanProgress &,
                                                                 std::stop_token) -> Result<RowChanges> {
            std::vector<int> rows;
            for (const ChosenRow &one : chosenRows(cells, all))
                rows.push_back(one.row);
            std::sort(rows.begin(), rows.end());
            *apart = !rows.empty() && rows.back() - rows.front() + 1 != int(rows.size());
            if (rows.empty() || *apart)
                return RowChanges(); // only one block moves
            *count = int(rows.size());
            const int to = before(rows.front(), *count);
            if (to < 0 || to > int(all.rowCount()) || (to >= rows.front() && to <= rows.back() + 1))
                return RowChanges();
            RowChanges changes;
            changes.moved = {rows.front(), *count, to};
            *first = to > rows.front() ? to - *count : to;
            return changes;
        },
        [this, first, count, apart] {
            if (*apart)
                Q_EMIT said(tr("Only rows that stand next to each other can be moved together."));
            if (*first < 0)
                return;
            Q_EMIT rowMade(*first);
            // The rows stay chosen, so that the next key moves them on.
            if (*count > 1 && !m_model->isFiltered() && m_table.selectionModel())
                m_table.selectionModel()->select(
                    QItemSelection(m_model->index(*first, 0),
                                   m_model->index(*first + *count - 1, m_model->columnCount() - 1)),
                    QItemSelectionModel::ClearAndSelect);
        });
}

} // namespace onsa::ui
