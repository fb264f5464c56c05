// SPDX-License-Identifier: GPL-3.0-or-later
// The orders of a DatasetDocument: each becomes a list of EditOps, one undo step, one action in the journal.
#include "dataset/dataset_document_p.h"
#include "dataset/edit_command.h"
#include "dataset/parallel.h"

#include <algorithm>

namespace onsa {

namespace {

Error tooLong(int row)
{
    return {ErrorKind::InvalidInput,
            "Row " + std::to_string(row + 1) + " would be longer than 64 MB. Split the text into several examples.",
            "row_too_long", "line " + std::to_string(row + 1)};
}

RowBytes share(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

// The changes of one row, and the line they make; null when it stays as it is.
struct RowEdit {
    RowId id = 0;
    std::vector<const DatasetDocument::TextChange *> changes;
    RowBytes line;
    Result<> done;
};

Result<> makeLine(const RowTable &table, RowEdit &edit)
{
    const auto before = table.bytesOf(edit.id);
    if (!before)
        return tl::unexpected(before.error());
    std::string line = *before;
    for (const auto *change : edit.changes) {
        auto replaced = replaceText(line, change->field, change->text.toStdString());
        if (!replaced)
            return tl::unexpected(replaced.error());
        if (replaced->size() > static_cast<std::size_t>(maxRowBytes))
            return tl::unexpected(tooLong(change->row));
        line = std::move(*replaced);
    }
    if (line != *before)
        edit.line = share(std::move(line));
    return {};
}

std::uint32_t position(int row)
{
    return static_cast<std::uint32_t>(row);
}

} // namespace

Result<> DatasetDocument::mayEdit() const
{
    if (d->rows.readOnly)
        return fail(ErrorKind::Conflict,
                    "This data set is open in another window. Edit it there, or save a copy under another name.",
                    "read_only", d->rows.path.string());
    if (d->discarded)
        return fail(ErrorKind::Conflict, "The edits of this data set were discarded. Open it again to edit it.",
                    "discarded", d->rows.path.string());
    return {};
}

// An edit that cannot be kept is refused while its text is still where it was typed.
Result<> DatasetDocument::push(std::vector<EditOp> ops, const QString &label, bool toSaved)
{
    if (ops.empty())
        return {};
    std::size_t bytes = 0;
    for (const EditOp &op : ops) {
        const auto *set = std::get_if<SetOp>(&op);
        bytes += set ? 16 + (set->bytes ? set->bytes->size() : 0) : 16 + 4 * std::get<SpliceOp>(op).inserted.size();
    }
    if (d->rows.journal) {
        if (const auto room = d->rows.journal->roomFor(bytes); !room)
            return room;
    }
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
    // Several changes may mean the same row: they are collected by row, in the order of their first mention.
    std::vector<RowEdit> edits;
    std::unordered_map<RowId, std::size_t> known;
    for (const TextChange &change : changes) {
        const auto [at, isNew] = known.try_emplace(rowId(change.row), edits.size());
        if (isNew)
            edits.push_back({at->first, {}, {}, {}});
        edits[at->second].changes.push_back(&change);
    }
    // Half a million replacements take seconds on one core; every row is on its own.
    constexpr std::size_t part = 500;
    const RowTable &table = d->rows.table;
    parallelFor<int>((edits.size() + part - 1) / part, {}, [&edits, &table](std::size_t p, int &) {
        for (std::size_t i = p * part; i < std::min(edits.size(), (p + 1) * part); ++i)
            edits[i].done = makeLine(table, edits[i]);
    });

    std::vector<EditOp> ops;
    for (RowEdit &edit : edits) {
        if (!edit.done)
            return edit.done;
        if (edit.line)
            ops.emplace_back(SetOp{edit.id, std::move(edit.line)});
    }
    return push(std::move(ops), label);
}

Result<> DatasetDocument::replaceLine(int row, const std::string &bytes, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    if (bytes.find('\n') != std::string::npos || bytes.ends_with('\r'))
        return fail(ErrorKind::InvalidInput, "A row is one line: remove the line break.", "line_break");
    if (bytes.size() > static_cast<std::size_t>(maxRowBytes))
        return tl::unexpected(tooLong(row));
    if (const auto before = d->rows.table.line(static_cast<std::size_t>(row)); before && *before == bytes)
        return {};
    return push({SetOp{rowId(row), share(bytes)}}, label);
}

Result<> DatasetDocument::insertLines(int at, std::vector<std::string> lines, const QString &label)
{
    if (lines.empty())
        return {};
    if (!d->rows.table.hasRoomFor(lines.size()))
        return fail(ErrorKind::Unsupported, "A data set cannot have more than 2,000,000,000 rows.", "too_many_rows");
    std::vector<EditOp> ops;
    SpliceOp splice{position(at), 0, {}};
    for (std::string &line : lines) {
        if (line.size() > static_cast<std::size_t>(maxRowBytes))
            return tl::unexpected(tooLong(at + static_cast<int>(splice.inserted.size())));
        splice.inserted.push_back(d->rows.table.newId());
        ops.emplace_back(SetOp{splice.inserted.back(), share(std::move(line))});
    }
    ops.emplace_back(std::move(splice));
    return push(std::move(ops), label);
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
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());

    std::vector<EditOp> ops; // last run first, so that positions stay true
    for (std::size_t end = rows.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && rows[begin - 1] + 1 == rows[begin])
            --begin;
        ops.emplace_back(SpliceOp{position(rows[begin]), static_cast<std::uint32_t>(end - begin), {}});
        end = begin;
    }
    constexpr std::size_t maxRuns = 64; // every run moves the tail of the order; beyond, one pass is cheaper
    if (ops.size() > maxRuns) {
        SpliceOp splice{position(rows.front()), position(rows.back() - rows.front() + 1), {}};
        auto next = rows.begin();
        for (int row = rows.front(); row <= rows.back(); ++row) {
            if (row == *next)
                ++next;
            else
                splice.inserted.push_back(rowId(row));
        }
        ops.clear();
        ops.emplace_back(std::move(splice));
    }
    return push(std::move(ops), label);
}

Result<> DatasetDocument::moveRows(int first, int count, int to, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    if (count == 0 || (to >= first && to <= first + count))
        return {};
    SpliceOp back{position(to > first ? to - count : to), 0, {}};
    for (int row = first; row < first + count; ++row)
        back.inserted.push_back(rowId(row));
    return push({SpliceOp{position(first), position(count), {}}, std::move(back)}, label);
}

} // namespace onsa
