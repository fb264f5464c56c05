// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_edits.h"

#include "ui/dataset/data_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QUndoStack>

#include <algorithm>
#include <optional>
#include <set>

namespace onsa::ui {

namespace {

TextField fieldOf(const DatasetDocument &document, int row, int column)
{
    const bool prompt = column == DatasetModel::PromptColumn;
    const auto example = document.example(row);
    if (!example || example->kind == ExampleKind::Pair)
        return {prompt ? TextField::Kind::Prompt : TextField::Kind::Completion, 0};
    // As the table shows a conversation: its first question and its last answer.
    int first = -1, last = -1;
    for (std::size_t i = 0; i < example->messages.size(); ++i) {
        if (first < 0 && example->messages[i].role == "user")
            first = int(i);
        if (example->messages[i].role == "assistant")
            last = int(i);
    }
    return {TextField::Kind::MessageContent, qMax(0, prompt ? first : last)};
}

// Lines of JSON on the clipboard are rows, not cells.
std::optional<std::vector<Example>> examplesIn(const QString &text)
{
    if (!text.trimmed().startsWith(QLatin1Char('{')))
        return std::nullopt;
    std::vector<Example> examples;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto example = parseExample(line.trimmed().toStdString());
        if (!example)
            return std::nullopt;
        examples.push_back(*example);
    }
    return examples;
}

bool isHeader(const QStringList &row)
{
    static const QStringList names = {QStringLiteral("prompt"), QStringLiteral("completion"),
                                      QStringLiteral("プロンプト"), QStringLiteral("補完")};
    return row.size() >= 2 && names.contains(row[0].trimmed().toLower()) && names.contains(row[1].trimmed().toLower());
}

} // namespace

RowEdits::RowEdits(DataTable &table, QObject *parent)
    : QObject(parent)
    , m_table(table)
{
}

void RowEdits::setModel(DatasetModel *model)
{
    m_model = model;
}

std::vector<int> RowEdits::chosenRows() const
{
    std::set<int> rows;
    if (!m_model || !m_table.selectionModel())
        return {};
    for (const QItemSelectionRange &range : m_table.selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.insert(m_model->documentRow(row));
    if (rows.empty() && m_table.currentIndex().isValid())
        rows.insert(m_model->documentRow(m_table.currentIndex().row()));
    return {rows.begin(), rows.end()};
}

QModelIndexList RowEdits::chosenTexts() const
{
    if (!m_model || !m_table.selectionModel())
        return {};
    QModelIndexList cells = m_table.selectionModel()->selectedIndexes();
    if (cells.isEmpty() && m_table.currentIndex().isValid())
        cells << m_table.currentIndex();
    cells.removeIf([](const QModelIndex &cell) {
        return cell.column() != DatasetModel::PromptColumn && cell.column() != DatasetModel::CompletionColumn;
    });
    std::sort(cells.begin(), cells.end());
    return cells;
}

bool RowEdits::report(const Result<> &done)
{
    if (!done)
        Q_EMIT refused(done.error());
    return done.has_value();
}

void RowEdits::copy() const
{
    Cells cells;
    int row = -1;
    for (const QModelIndex &cell : chosenTexts()) {
        if (cell.row() != row)
            cells << QStringList();
        row = cell.row();
        cells.last() << cell.data(Qt::EditRole).toString();
    }
    if (cells.isEmpty())
        return;
    auto *mime = new QMimeData;
    mime->setText(printTsv(cells));
    mime->setHtml(printHtml(cells));
    QGuiApplication::clipboard()->setMimeData(mime);
}

void RowEdits::cut()
{
    copy();
    clearCells();
}

void RowEdits::clearCells()
{
    std::vector<DatasetDocument::TextChange> changes;
    for (const QModelIndex &cell : chosenTexts()) {
        const int row = m_model->documentRow(cell.row());
        if (!cell.data(Qt::EditRole).toString().isEmpty())
            changes.push_back({row, fieldOf(m_model->document(), row, cell.column()), QString()});
    }
    if (!changes.empty())
        report(m_model->document().setTexts(changes, tr("Clear cells")));
}

void RowEdits::paste()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (!m_model || text.isEmpty())
        return;
    if (const auto examples = examplesIn(text))
        return pasteExamples(*examples);
    Cells cells = parseTsv(text);
    if (m_model->document().rowCount() == 0 && !cells.isEmpty() && isHeader(cells.first()))
        cells.removeFirst();
    pasteCells(cells);
}

void RowEdits::pasteExamples(const std::vector<Example> &examples)
{
    const std::vector<int> rows = chosenRows();
    const int at = rows.empty() ? m_model->document().rowCount() : rows.back() + 1;
    if (report(m_model->document().insertExamples(at, examples, tr("Paste rows"))))
        Q_EMIT rowMade(at);
}

void RowEdits::pasteCells(const Cells &cells)
{
    if (cells.isEmpty())
        return;
    DatasetDocument &document = m_model->document();
    const QModelIndexList chosen = chosenTexts();
    std::vector<DatasetDocument::TextChange> changes;
    // One value fills the whole selection.
    if (cells.size() == 1 && cells.first().size() == 1 && chosen.size() > 1) {
        for (const QModelIndex &cell : chosen) {
            const int row = m_model->documentRow(cell.row());
            changes.push_back({row, fieldOf(document, row, cell.column()), cells.first().first()});
        }
        report(document.setTexts(changes, tr("Paste")));
        return;
    }
    const int firstView = chosen.isEmpty() ? m_model->rowCount() : chosen.first().row();
    int firstColumn = chosen.isEmpty() ? int(DatasetModel::PromptColumn) : chosen.first().column();
    for (const QModelIndex &cell : chosen)
        firstColumn = qMin(firstColumn, cell.column());

    std::vector<Example> added;
    for (qsizetype r = 0; r < cells.size(); ++r) {
        const int view = firstView + int(r);
        const bool inside = view < m_model->rowCount();
        Example fresh;
        for (qsizetype c = 0; c < cells[r].size() && firstColumn + c <= DatasetModel::CompletionColumn; ++c) {
            const int column = firstColumn + int(c);
            if (inside) {
                const int row = m_model->documentRow(view);
                changes.push_back({row, fieldOf(document, row, column), cells[r][c]});
            } else {
                (column == DatasetModel::PromptColumn ? fresh.prompt : fresh.completion) = cells[r][c].toStdString();
            }
        }
        if (!inside)
            added.push_back(fresh);
    }
    const bool both = !changes.empty() && !added.empty();
    if (both)
        document.undoStack()->beginMacro(tr("Paste"));
    const int end = document.rowCount();
    if (!changes.empty())
        report(document.setTexts(changes, tr("Paste")));
    const bool grew = !added.empty() && report(document.insertExamples(end, added, tr("Paste rows")));
    if (both)
        document.undoStack()->endMacro();
    if (grew && changes.empty())
        Q_EMIT rowMade(end);
}

void RowEdits::insertRow()
{
    const std::vector<int> rows = chosenRows();
    if (!m_model)
        return;
    const int at = rows.empty() ? m_model->document().rowCount() : rows.front();
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
    const std::vector<int> rows = chosenRows();
    if (rows.empty())
        return;
    const int view = m_table.currentIndex().row();
    if (report(m_model->document().removeRows(
            rows, rows.size() == 1 ? tr("Delete row") : tr("Delete %1 rows").arg(rows.size()))))
        m_table.goTo(qMin(view, m_model->rowCount() - 1));
}

void RowEdits::duplicateRows()
{
    const std::vector<int> rows = chosenRows();
    if (rows.empty())
        return;
    if (report(m_model->document().duplicateRows(
            rows, rows.size() == 1 ? tr("Duplicate row") : tr("Duplicate %1 rows").arg(rows.size()))))
        Q_EMIT rowMade(rows.back() + 1);
}

void RowEdits::moveRows(int by)
{
    const std::vector<int> rows = chosenRows();
    if (rows.empty() || rows.back() - rows.front() + 1 != int(rows.size()))
        return; // only one block moves
    if (rows.front() + by < 0 || rows.back() + by >= m_model->document().rowCount())
        return;
    const int before = by < 0 ? rows.front() + by : rows.back() + by + 1;
    if (report(m_model->document().moveRows(rows.front(), int(rows.size()), before, tr("Move rows"))))
        Q_EMIT rowMade(rows.front() + by);
}

} // namespace onsa::ui
