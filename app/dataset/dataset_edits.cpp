// SPDX-License-Identifier: GPL-3.0-or-later
// The orders of a DatasetDocument: each becomes a list of EditOps, one undo step, one action in the journal.
#include "dataset/dataset_document_p.h"
#include "dataset/edit_command.h"

#include <algorithm>

namespace onsa {

Result<> DatasetDocument::mayEdit() const
{
    if (d->rows.preview)
        return fail(ErrorKind::Conflict, "The file is still being opened. Wait until all of its rows are here.",
                    "opening");
    if (d->rows.readOnly)
        return fail(ErrorKind::Conflict,
                    "This data set is open in another window. Edit it there, or save a copy under another name.",
                    "read_only", d->rows.path.string());
    if (d->discarded)
        return fail(ErrorKind::Conflict, "The edits of this data set were discarded. Open it again to edit it.",
                    "discarded", d->rows.path.string());
    if (d->change)
        return fail(ErrorKind::Conflict, "A change of many rows is under way. Wait until it is done, or cancel it.",
                    "changing", d->rows.path.string());
    return {};
}

Result<> DatasetDocument::roomFor(std::size_t bytes) const
{
    return d->rows.journal ? d->rows.journal->roomFor(bytes) : Result<>();
}

// An edit that cannot be kept is refused while its text is still where it was typed.
Result<> DatasetDocument::push(std::vector<EditOp> ops, const QString &label, bool toSaved)
{
    if (ops.empty())
        return {};
    std::size_t bytes = 0;
    for (const EditOp &op : ops) {
        if (const auto *set = std::get_if<SetOp>(&op))
            bytes += 16 + (set->bytes ? set->bytes->size() : 0);
        else if (const auto *mark = std::get_if<MarkOp>(&op))
            bytes += 16 + 5 * mark->marks.size();
        else
            bytes += 16 + 4 * std::get<SpliceOp>(op).inserted.size();
    }
    if (const auto room = roomFor(bytes); !room)
        return room;
    d->undo.push(new EditCommand(*this, label, std::move(ops), toSaved));
    return {};
}

Result<> DatasetDocument::setText(int row, const TextField &field, const QString &text)
{
    const TextChange change{row, field, text};
    return setTexts(std::span(&change, 1), tr("Edit text"));
}

Result<> DatasetDocument::setTexts(std::span<const TextChange> changes, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    auto ops = textOps(d->rows.table, changes, {}, {});
    if (!ops)
        return tl::unexpected(ops.error());
    return push(std::move(*ops), label);
}

Result<> DatasetDocument::replaceLine(int row, const std::string &bytes, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    if (bytes.find('\n') != std::string::npos || bytes.ends_with('\r'))
        return fail(ErrorKind::InvalidInput, "A row is one line: remove the line break.", "line_break");
    if (bytes.size() > static_cast<std::size_t>(maxRowBytes))
        return tl::unexpected(rowTooLong(row));
    if (const auto before = d->rows.table.line(static_cast<std::size_t>(row)); before && *before == bytes)
        return {};
    return push({SetOp{rowId(row), std::make_shared<const std::string>(bytes)}}, label);
}

Result<> DatasetDocument::insertLines(int at, std::vector<std::string> lines, const QString &label)
{
    auto ops = insertOps(d->rows.table, at, std::move(lines));
    if (!ops)
        return tl::unexpected(ops.error());
    return push(std::move(*ops), label);
}

Result<> DatasetDocument::insertExamples(int at, std::span<const Example> examples, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    std::vector<std::string> lines;
    lines.reserve(examples.size());
    for (const Example &one : examples)
        lines.push_back(printExample(one));
    return insertLines(at, std::move(lines), label);
}

Result<> DatasetDocument::duplicateRows(const std::vector<int> &rows, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    std::vector<int> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    std::vector<std::string> lines;
    lines.reserve(sorted.size());
    for (const int row : sorted) {
        auto bytes = d->rows.table.line(static_cast<std::size_t>(row));
        if (!bytes)
            return tl::unexpected(bytes.error());
        lines.push_back(std::move(*bytes));
    }
    return insertLines(sorted.empty() ? 0 : sorted.back() + 1, std::move(lines), label);
}

Result<> DatasetDocument::removeRows(std::vector<int> rows, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    return push(removeOps(d->rows.table, std::move(rows)), label);
}

Result<> DatasetDocument::moveRows(int first, int count, int to, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    return push(moveOps(d->rows.table, {first, count, to}), label);
}

} // namespace onsa
