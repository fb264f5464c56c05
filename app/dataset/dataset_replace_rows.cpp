// SPDX-License-Identifier: GPL-3.0-or-later
// replaceRows: rows that change, go or become several, as one undo step.
#include "dataset/dataset_document_p.h"

#include <algorithm>

namespace onsa {

namespace {

Result<> checkBytes(const std::string &line)
{
    if (line.find('\n') != std::string::npos || line.ends_with('\r'))
        return fail(ErrorKind::InvalidInput, "A row is one line: remove the line break.", "line_break");
    if (line.size() > static_cast<std::size_t>(maxRowBytes))
        return fail(ErrorKind::InvalidInput, "A row would be longer than 64 MB. Split the text into several examples.",
                    "row_too_long");
    return {};
}

} // namespace

Result<> DatasetDocument::replaceRows(std::span<const RowChange> changes, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    std::vector<const RowChange *> sorted;
    std::size_t added = 0;
    for (const RowChange &change : changes) {
        for (const std::string &line : change.lines)
            if (const auto fine = checkBytes(line); !fine)
                return fine;
        sorted.push_back(&change);
        added += change.lines.size();
    }
    if (!d->rows.table.hasRoomFor(added))
        return fail(ErrorKind::Unsupported, "A data set cannot have more than 100,000,000 rows.", "too_many_rows");
    std::sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) { return a->row < b->row; });

    std::vector<EditOp> ops;
    const auto share = [](const std::string &line) { return std::make_shared<const std::string>(line); };
    for (const RowChange *change : sorted)
        if (!change->lines.empty())
            ops.emplace_back(SetOp{rowId(change->row), share(change->lines.front())});
    // Rows that come or go move everything behind them: one splice over the whole stretch.
    const auto moves = [](const RowChange *change) { return change->lines.size() != 1; };
    const auto first = std::find_if(sorted.begin(), sorted.end(), moves);
    if (first != sorted.end()) {
        const int last = (*std::find_if(sorted.rbegin(), sorted.rend(), moves))->row;
        SpliceOp splice{
            static_cast<std::uint32_t>((*first)->row), static_cast<std::uint32_t>(last - (*first)->row + 1), {}};
        auto next = first;
        for (int row = (*first)->row; row <= last; ++row) {
            const RowChange *change = next != sorted.end() && (*next)->row == row ? *next++ : nullptr;
            if (!change || !change->lines.empty())
                splice.inserted.push_back(rowId(row));
            for (std::size_t i = 1; change && i < change->lines.size(); ++i) {
                splice.inserted.push_back(d->rows.table.newId());
                ops.emplace_back(SetOp{splice.inserted.back(), share(change->lines[i])});
            }
        }
        ops.emplace_back(std::move(splice));
    }
    push(std::move(ops), label);
    return {};
}

} // namespace onsa
