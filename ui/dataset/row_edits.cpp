// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_edits.h"

#include "system/background.h"
#include "ui/dataset/clipboard_cells.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/pasted_rows.h"

#include <QClipboard>
#include <QGuiApplication>
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

void RowEdits::moveRows(int by)
{
    const ChosenCells cells = chosen();
    if (cells.ranges.empty())
        return;
    const auto first = std::make_shared<int>(-1); // where the rows are afterwards
    change(
        cells.count(), tr("Move rows"),
        [cells, by, first](const DatasetSnapshot &all, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
            std::vector<int> rows;
            for (const ChosenRow &one : chosenRows(cells, all))
                rows.push_back(one.row);
            std::sort(rows.begin(), rows.end());
            if (rows.empty() || rows.back() - rows.front() + 1 != int(rows.size()))
                return RowChanges(); // only one block moves
            if (rows.front() + by < 0 || rows.back() + by >= int(all.rowCount()))
                return RowChanges();
            RowChanges changes;
            changes.moved = {rows.front(), int(rows.size()), by < 0 ? rows.front() + by : rows.back() + by + 1};
            *first = rows.front() + by;
            return changes;
        },
        [this, first] {
            if (*first >= 0)
                Q_EMIT rowMade(*first);
        });
}

} // namespace onsa::ui
