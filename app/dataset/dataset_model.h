// SPDX-License-Identifier: GPL-3.0-or-later
// The table over a document: columns, edits, filter. Work in proportion to the visible rows.
#pragma once

#include "core/example_check.h"
#include "dataset/dataset_document.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace onsa {

class DatasetModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    // Prompt shows the first user turn of a chat row, Completion its last assistant turn.
    enum Column { FlagColumn, PromptColumn, CompletionColumn, TokensColumn, ReviewColumn, ColumnCount };
    enum Role {
        SeverityRole = Qt::UserRole + 1, // int(Severity) of the worst issue, or -1
        FullTextRole, // QString, not cut
        IssuesRole, // QStringList of issue ids
        KindRole, // int(ExampleKind), or -1 when the row cannot be read
        RowIdRole, // uint
        ReviewRole, // int(ReviewState)
        RolesRole // QStringList of who speaks, turn by turn; of chat rows. "preference" of those with two answers
    };

    explicit DatasetModel(DatasetDocument &document, QObject *parent = nullptr);
    ~DatasetModel() override;

    DatasetDocument &document() const;
    int documentRow(int viewRow) const; // differs while the view is filtered or sorted
    int viewRow(int documentRow) const; // -1 when filtered out

    // Rows to show, in this order; nothing = all, in the document's. A row edited while filtered or sorted stays where
    // it is until the next call. `complete`: the rows are all there now, which saves a look at each.
    void setFilter(std::optional<std::vector<RowId>> rows, bool sorted = false, bool complete = false);
    bool isFiltered() const; // some rows are not shown
    bool isSorted() const; // the rows of the table do not stand in the document's order
    std::shared_ptr<const std::vector<RowId>> filterRows() const; // a copy for the pool; null = all in their order
    // Findings that need the whole file (duplicate, too_long …), from dataset_scan; shown beside the row's own.
    void setScanIssues(std::vector<std::pair<RowId, Issue>> issues);
    void setHiddenIssues(std::function<bool(const Issue &issue, std::string_view line)> hidden); // kept by the user
    std::vector<Issue> issues(int viewRow) const;
    // What the findings mean of the text that a cell shows.
    struct CellMark {
        int first = 0, last = 0; // UTF-16 units of the display text; equal: the whole of it
        Severity severity = Severity::Warning;
    };
    std::vector<CellMark> cellMarks(const QModelIndex &cell) const;
    void setCellLines(int lines); // that the table shows of a text
    static QString reviewWord(ReviewState state);
    // Exact tokens of a row for the chosen base model; asked for visible rows only.
    void setTokenCounter(std::function<int(const Example &)> counter);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void editRefused(const onsa::Error &error);
    void findingsKnown(onsa::RowId row); // of a long row, which is looked at in the pool

private:
    QVariant displayText(int documentRow, int column) const;
    QVariant fullText(int documentRow, int column) const;
    QString accessibleText(int documentRow, int column) const;
    void reviewsChanged(int first, int last);
    void lookAtLongRow(RowId id, std::uint64_t unread, std::string line);
    void beforeChange(int first, int removed, int inserted);
    void afterChange(int first, int removed, int inserted);
    void afterFilteredChange(int first, int inserted);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa
