// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_model.h"

#include "core/checks/fixes.h"
#include "dataset/dataset_model_p.h"
#include "dataset/row_issues.h"
#include "system/background.h"

#include <algorithm>

namespace onsa {

namespace {

std::optional<TextField> fieldOf(const Example &example, int column)
{
    if (column == DatasetModel::PromptColumn)
        return promptField(example);
    if (column == DatasetModel::CompletionColumn)
        return completionField(example);
    return std::nullopt;
}

// White space at the ends, as far as the cell shows them.
void addSpaces(std::vector<DatasetModel::CellMark> &marks, const QString &cell, Severity severity)
{
    const auto isSpace = [](QChar c) { return c.isSpace() || c == QChar(0x23CE); };
    const auto first = std::find_if_not(cell.begin(), cell.end(), isSpace) - cell.begin();
    const auto last = cell.size() - (std::find_if_not(cell.rbegin(), cell.rend(), isSpace) - cell.rbegin());
    if (first > 0)
        marks.push_back({0, static_cast<int>(first), severity});
    if (last > first && last < cell.size())
        marks.push_back({static_cast<int>(last), static_cast<int>(cell.size()), severity});
    if (first == 0 && last == cell.size())
        marks.push_back({0, 0, severity});
}

QString messagesOf(const std::vector<Issue> &issues)
{
    QStringList lines;
    for (const Issue &issue : issues)
        lines.append(QString::fromStdString(issue.message));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

DatasetModel::DatasetModel(DatasetDocument &document, QObject *parent)
    : QAbstractTableModel(parent)
    , d(std::make_unique<Private>(document))
{
    connect(&document, &DatasetDocument::rowsAboutToChange, this, &DatasetModel::beforeChange);
    connect(&document, &DatasetDocument::rowsChanged, this, &DatasetModel::afterChange);
    connect(&document, &DatasetDocument::reviewsChanged, this, &DatasetModel::reviewsChanged);
    d->cache.setLongRow(
        [this](RowId id, std::uint64_t unread, std::string line) { lookAtLongRow(id, unread, std::move(line)); });
}

DatasetModel::~DatasetModel() = default;

DatasetDocument &DatasetModel::document() const
{
    return d->document;
}

int DatasetModel::documentRow(int viewRow) const
{
    return d->filter ? d->document.rowOfId((*d->filter)[static_cast<std::size_t>(viewRow)]) : viewRow;
}

int DatasetModel::viewRow(int documentRow) const
{
    if (!d->filter)
        return documentRow;
    const auto found = std::find(d->filter->begin(), d->filter->end(), d->document.rowId(documentRow));
    return found == d->filter->end() ? -1 : static_cast<int>(found - d->filter->begin());
}

void DatasetModel::setFilter(std::optional<std::vector<RowId>> rows, bool sorted, bool complete)
{
    beginResetModel();
    if (rows && !complete)
        std::erase_if(*rows, [this](RowId id) { return d->document.rowOfId(id) < 0; });
    d->sorted = rows && sorted;
    d->narrowed = rows && static_cast<int>(rows->size()) < d->document.rowCount();
    d->filter = std::move(rows);
    endResetModel();
}

bool DatasetModel::isFiltered() const
{
    return d->narrowed;
}

bool DatasetModel::isSorted() const
{
    return d->sorted;
}

std::shared_ptr<const std::vector<RowId>> DatasetModel::filterRows() const
{
    return d->filter ? std::make_shared<const std::vector<RowId>>(*d->filter) : nullptr;
}

void DatasetModel::setScanIssues(std::vector<std::pair<RowId, Issue>> issues)
{
    const auto before = [](const auto &a, const auto &b) { return a.first < b.first; };
    if (!std::is_sorted(issues.begin(), issues.end(), before)) // they are while the order is the file's
        std::stable_sort(issues.begin(), issues.end(), before);
    dropInPool(std::exchange(d->scanIssues, std::move(issues)));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void DatasetModel::setHiddenIssues(std::function<bool(const Issue &issue, std::string_view line)> hidden)
{
    d->cache.setHidden(std::move(hidden));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

std::vector<Issue> DatasetModel::issues(int viewRow) const
{
    const int row = documentRow(viewRow);
    return row < 0 ? std::vector<Issue>() : d->issuesOf(row);
}

void DatasetModel::lookAtLongRow(RowId id, std::uint64_t unread, std::string line)
{
    struct Look {
        std::string line;
        std::vector<Issue> issues;
        std::optional<int> tokens;
    };
    std::ignore = runInBackground(
        this,
        [line = std::move(line), count = d->countTokens](const std::stop_token &) mutable {
            Look look{std::move(line), {}, {}};
            std::optional<Example> example;
            look.issues = checkRow(look.line, example);
            if (example && count)
                look.tokens = count(*example);
            return look;
        },
        [this, id, unread](Look look) {
            if (!d->cache.take(id, unread, std::move(look.issues), look.tokens, look.line))
                return; // it was changed meanwhile: it is shown, and asked about, anew
            const int row = d->document.rowOfId(id);
            if (const int view = row < 0 ? -1 : viewRow(row); view >= 0)
                Q_EMIT dataChanged(index(view, 0), index(view, ColumnCount - 1));
            Q_EMIT findingsKnown(id);
        });
}

std::vector<DatasetModel::CellMark> DatasetModel::cellMarks(const QModelIndex &cell) const
{
    const int row = cell.isValid() ? documentRow(cell.row()) : -1;
    if (row < 0)
        return {};
    const auto &example = d->shown(row).example;
    const auto field = example ? fieldOf(*example, cell.column()) : std::nullopt;
    if (!field)
        return {};
    const std::string_view text = textOf(*example, *field);
    std::vector<CellMark> marks;
    for (const Issue &issue : d->issuesOf(row)) {
        const std::string *named = textOf(*example, std::string_view(issue.field));
        if (!named || named->data() != text.data())
            continue;
        if (issue.id == "surrounding_space")
            addSpaces(marks, cellText(text, d->cellLines), issue.severity);
        else if (issue.first < issue.last)
            marks.push_back({cellLength(text, issue.first, d->cellLines), cellLength(text, issue.last, d->cellLines),
                             issue.severity});
        else if (issue.severity != Severity::Info) // a hint about the whole text is in the flag
            marks.push_back({0, 0, issue.severity});
    }
    return marks;
}

void DatasetModel::setCellLines(int lines)
{
    d->cellLines = lines;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, PromptColumn), index(rowCount() - 1, CompletionColumn));
}

void DatasetModel::setTokenCounter(std::function<int(const Example &)> counter)
{
    d->countTokens = std::move(counter);
    d->cache.clear();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, TokensColumn), index(rowCount() - 1, TokensColumn));
}

int DatasetModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return d->filter ? static_cast<int>(d->filter->size()) : d->document.rowCount();
}

int DatasetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DatasetModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = documentRow(index.row());
    if (row < 0)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::EditRole:
    case FullTextRole:
        return fullText(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == ReviewColumn)
            return reviewWord(d->document.review(row));
        return index.column() == FlagColumn ? messagesOf(d->issuesOf(row)) : QVariant();
    case Qt::AccessibleTextRole:
        return accessibleText(row, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == TokensColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case SeverityRole: {
        const auto issues = d->issuesOf(row);
        return issues.empty() ? -1 : static_cast<int>(issues.front().severity);
    }
    case IssuesRole: {
        QStringList ids;
        for (const Issue &issue : d->issuesOf(row))
            ids.append(QString::fromStdString(issue.id));
        return ids;
    }
    case KindRole: {
        const auto &example = d->shown(row).example;
        return example ? static_cast<int>(example->kind) : -1;
    }
    case RolesRole: {
        QStringList roles;
        if (const auto &example = d->shown(row).example; example && example->kind == ExampleKind::Chat)
            for (const Message &message : example->messages)
                roles.append(QString::fromStdString(message.role));
        else if (example && example->kind == ExampleKind::Preference)
            roles.append(QStringLiteral("preference"));
        return roles;
    }
    case ReviewRole:
        return static_cast<int>(d->document.review(row));
    case RowIdRole:
        return d->document.rowId(row);
    default:
        return {};
    }
}

QVariant DatasetModel::displayText(int documentRow, int column) const
{
    ShownRow &shown = d->shown(documentRow);
    if (column == FlagColumn || column == ReviewColumn)
        return QString(); // the icon comes from SeverityRole, ReviewRole
    if (column == TokensColumn) {
        if (!shown.example || !d->countTokens)
            return QString();
        if (shown.unread != 0)
            return QStringLiteral("…");
        if (!shown.tokens)
            shown.tokens = d->countTokens(*shown.example);
        return *shown.tokens;
    }
    if (!shown.example)
        return column == PromptColumn ? shown.raw : QString();
    const auto field = fieldOf(*shown.example, column);
    return field ? cellText(textOf(*shown.example, *field), d->cellLines) : QString();
}

QVariant DatasetModel::fullText(int documentRow, int column) const
{
    const ShownRow &shown = d->shown(documentRow);
    if (column != PromptColumn && column != CompletionColumn)
        return displayText(documentRow, column);
    if (!shown.example)
        return column == PromptColumn ? QString::fromStdString(d->document.line(documentRow)) : QString();
    const auto field = fieldOf(*shown.example, column);
    if (!field)
        return QString();
    const std::string_view text = textOf(*shown.example, *field);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString DatasetModel::accessibleText(int documentRow, int column) const
{
    if (column == ReviewColumn)
        return tr("Row %1: %2").arg(documentRow + 1).arg(reviewWord(d->document.review(documentRow)));
    if (column != FlagColumn)
        return displayText(documentRow, column).toString();
    const auto issues = d->issuesOf(documentRow);
    return issues.empty() ? tr("Row %1: no findings").arg(documentRow + 1)
                          : tr("Row %1: %2").arg(documentRow + 1).arg(messagesOf(issues));
}

QString DatasetModel::reviewWord(ReviewState state)
{
    switch (state) {
    case ReviewState::Reviewed:
        return tr("Reviewed");
    case ReviewState::Approved:
        return tr("Approved");
    case ReviewState::Rejected:
        return tr("Rejected");
    case ReviewState::Draft:
        break;
    }
    return tr("Draft");
}

void DatasetModel::reviewsChanged(int first, int last)
{
    if (rowCount() == 0)
        return;
    const bool one = first == last;
    const int top = d->filter ? (one ? viewRow(first) : 0) : first;
    const int bottom = d->filter ? (one ? top : rowCount() - 1) : last;
    if (top >= 0)
        Q_EMIT dataChanged(index(top, ReviewColumn), index(bottom, ReviewColumn), {ReviewRole});
}

QVariant DatasetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (orientation == Qt::Vertical)
        return section < 0 || section >= rowCount() ? QVariant() : documentRow(section) + 1;
    switch (section) {
    case FlagColumn:
        return role == Qt::AccessibleTextRole ? tr("Findings") : QString();
    case PromptColumn:
        return tr("Prompt");
    case CompletionColumn:
        return tr("Completion");
    case TokensColumn:
        return tr("Tokens");
    case ReviewColumn:
        return role == Qt::AccessibleTextRole ? tr("Review state") : tr("State");
    default:
        return {};
    }
}

Qt::ItemFlags DatasetModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || index.row() >= rowCount() || d->document.isReadOnly() || d->document.isChanging())
        return flags;
    const int row = documentRow(index.row());
    if (row < 0)
        return flags;
    const auto &example = d->shown(row).example;
    return example && fieldOf(*example, index.column()) ? flags | Qt::ItemIsEditable : flags;
}

bool DatasetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const int row = documentRow(index.row());
    const TextField field = *fieldOf(*d->shown(row).example, index.column());
    const auto done = d->document.setText(row, field, value.toString());
    if (!done)
        Q_EMIT editRefused(done.error());
    return done.has_value();
}

} // namespace onsa
