// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_changes.h"

#include "dataset/parallel.h"
#include "dataset/row_index.h"
#include "dataset/scan_progress.h"

#include <algorithm>
#include <unordered_map>

namespace onsa {

namespace {

// The changes of one row, and the line they make; null when it stays as it is.
struct RowEdit {
    RowId id = 0;
    std::vector<const TextChange *> changes;
    RowBytes line;
    Result<> done;
};

Result<> makeLine(const RowTable &table, RowEdit &edit)
{
    const auto before = table.bytesOf(edit.id);
    if (!before)
        return tl::unexpected(before.error());
    std::string line = *before;
    for (const TextChange *change : edit.changes) {
        auto replaced = replaceText(line, change->field, change->text.toStdString());
        if (!replaced)
            return tl::unexpected(replaced.error());
        if (replaced->size() > static_cast<std::size_t>(maxRowBytes))
            return tl::unexpected(rowTooLong(change->row));
        line = std::move(*replaced);
    }
    if (line != *before)
        edit.line = std::make_shared<const std::string>(std::move(line));
    return {};
}

std::uint32_t position(int row)
{
    return static_cast<std::uint32_t>(row);
}

} // namespace

Error rowTooLong(int row)
{
    return {ErrorKind::InvalidInput,
            "Row " + std::to_string(row + 1) + " would be longer than 64 MB. Split the text into several examples.",
            "row_too_long", "line " + std::to_string(row + 1)};
}

Error changeCancelled()
{
    return {ErrorKind::Cancelled, "The change was cancelled; nothing of it was applied.", "cancelled", {}};
}

Result<std::vector<EditOp>> textOps(const RowTable &table, std::span<const TextChange> changes,
                                    const ScanProgress &progress, const std::stop_token &stop)
{
    // Collected by row, in the order of their first mention.
    std::vector<RowEdit> edits;
    std::unordered_map<RowId, std::size_t> known;
    for (const TextChange &change : changes) {
        const auto [at, isNew] = known.try_emplace(table.rowId(static_cast<std::size_t>(change.row)), edits.size());
        if (isNew)
            edits.push_back({at->first, {}, {}, {}});
        edits[at->second].changes.push_back(&change);
    }
    // Half a million replacements take seconds on one core; every row is on its own.
    constexpr std::size_t part = 500;
    ProgressMeter meter(progress, edits.size());
    parallelFor<int>((edits.size() + part - 1) / part, stop, [&](std::size_t p, int &) {
        const std::size_t last = std::min(edits.size(), (p + 1) * part);
        for (std::size_t i = p * part; i < last; ++i)
            edits[i].done = makeLine(table, edits[i]);
        meter.add(last - p * part);
    });
    if (stop.stop_requested())
        return tl::unexpected(changeCancelled());

    std::vector<EditOp> ops;
    ops.reserve(edits.size());
    for (RowEdit &edit : edits) {
        if (!edit.done)
            return tl::unexpected(edit.done.error());
        if (edit.line)
            ops.emplace_back(SetOp{edit.id, std::move(edit.line)});
    }
    return ops;
}

Result<std::vector<EditOp>> insertOps(RowTable &table, int at, std::vector<std::string> lines)
{
    std::vector<EditOp> ops;
    if (lines.empty())
        return ops;
    if (!table.hasRoomFor(lines.size()))
        return fail(ErrorKind::Unsupported, "A data set cannot have more than 100,000,000 rows.", "too_many_rows");
    ops.reserve(lines.size() + 1);
    SpliceOp splice{position(at), 0, {}};
    splice.inserted.reserve(lines.size());
    for (std::string &line : lines) {
        if (line.size() > static_cast<std::size_t>(maxRowBytes))
            return tl::unexpected(rowTooLong(at + static_cast<int>(splice.inserted.size())));
        splice.inserted.push_back(table.newId());
        ops.emplace_back(SetOp{splice.inserted.back(), std::make_shared<const std::string>(std::move(line))});
    }
    ops.emplace_back(std::move(splice));
    return ops;
}

std::vector<EditOp> removeOps(const RowTable &table, std::vector<int> rows)
{
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
    if (ops.size() <= maxRuns)
        return ops;
    SpliceOp splice{position(rows.front()), position(rows.back() - rows.front() + 1), {}};
    auto next = rows.begin();
    for (int row = rows.front(); row <= rows.back(); ++row) {
        if (row == *next)
            ++next;
        else
            splice.inserted.push_back(table.rowId(static_cast<std::size_t>(row)));
    }
    ops.clear();
    ops.emplace_back(std::move(splice));
    return ops;
}

std::vector<EditOp> moveOps(const RowTable &table, const RowMove &move)
{
    const auto [first, count, to] = move;
    if (count == 0 || (to >= first && to <= first + count))
        return {};
    SpliceOp back{position(to > first ? to - count : to), 0, {}};
    for (int row = first; row < first + count; ++row)
        back.inserted.push_back(table.rowId(static_cast<std::size_t>(row)));
    return {SpliceOp{position(first), position(count), {}}, std::move(back)};
}

Result<std::vector<EditOp>> changeOps(RowTable &table, RowChanges changes, const ScanProgress &progress,
                                      const std::stop_token &stop)
{
    // Removed first, while the table still has the order that the rows are counted in; new rows go where their place
    // is then.
    auto ops = textOps(table, changes.texts, progress, stop);
    if (!ops)
        return ops;
    for (auto &[id, line] : changes.lines) {
        if (line.size() > static_cast<std::size_t>(maxRowBytes))
            return tl::unexpected(rowTooLong(table.rowOfId(id)));
        if (table.rowOfId(id) >= 0)
            ops->emplace_back(SetOp{id, std::make_shared<const std::string>(std::move(line))});
    }
    const auto gone = std::count_if(changes.removed.begin(), changes.removed.end(),
                                    [&changes](int row) { return row < changes.insertAt; });
    std::vector<EditOp> removed = removeOps(table, std::move(changes.removed));
    auto inserted = insertOps(table, changes.insertAt - static_cast<int>(gone), std::move(changes.inserted));
    if (!inserted)
        return inserted;
    std::erase_if(changes.marks, [&table](const RowMark &one) {
        return table.rowOfId(one.id) < 0 || table.review(one.id) == one.state;
    });
    if (!changes.marks.empty())
        ops->emplace_back(MarkOp{std::move(changes.marks)});
    std::vector<EditOp> moved = moveOps(table, changes.moved);
    ops->insert(ops->end(), std::make_move_iterator(moved.begin()), std::make_move_iterator(moved.end()));
    ops->insert(ops->end(), std::make_move_iterator(removed.begin()), std::make_move_iterator(removed.end()));
    ops->insert(ops->end(), std::make_move_iterator(inserted->begin()), std::make_move_iterator(inserted->end()));
    return ops;
}

} // namespace onsa
