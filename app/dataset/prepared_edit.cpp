// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/prepared_edit.h"

#include "dataset/dataset_open.h"

#include <algorithm>
#include <tuple>

namespace onsa {

namespace {

// The rows whose text changes, as the table before counts them.
struct Stretch {
    std::size_t low = SIZE_MAX, high = 0; // high: one past the last; nothing when low > high
};

Stretch changedTexts(const RowTable &before, const std::vector<EditOp> &ops)
{
    Stretch changed;
    for (const EditOp &op : ops) {
        const auto *set = std::get_if<SetOp>(&op);
        if (const int row = set ? before.rowOfId(set->id) : -1; row >= 0) {
            changed.low = std::min(changed.low, static_cast<std::size_t>(row));
            changed.high = std::max(changed.high, static_cast<std::size_t>(row) + 1);
        }
    }
    return changed;
}

void tellStretch(PreparedEdit &edit, const std::vector<RowId> &before, const Stretch &texts)
{
    const std::vector<RowId> &after = edit.rows.order();
    if (before == after) {
        if (texts.low > texts.high)
            return;
        edit.first = static_cast<int>(texts.low);
        edit.removed = edit.inserted = static_cast<int>(texts.high - texts.low);
        return;
    }
    const auto head = std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first - before.begin();
    const auto common = static_cast<std::ptrdiff_t>(std::min(before.size(), after.size())) - head;
    const auto tail =
        std::mismatch(before.rbegin(), before.rbegin() + common, after.rbegin(), after.rbegin() + common).first
        - before.rbegin();
    const std::size_t first = std::min(static_cast<std::size_t>(head), texts.low);
    const std::size_t same =
        std::min(static_cast<std::size_t>(tail), texts.low > texts.high ? SIZE_MAX : before.size() - texts.high);
    edit.first = static_cast<int>(first);
    edit.removed = static_cast<int>(before.size() - same - first);
    edit.inserted = static_cast<int>(after.size() - same - first);
}

} // namespace

PreparedEdit prepareEdit(RowTable rows, std::vector<EditOp> ops, ActionKind kind, std::string label, bool afterSave)
{
    std::string record = encodeAction(journalAction(rows, ops, kind, std::move(label), afterSave));
    const Stretch texts = changedTexts(rows, ops);
    const bool marksOnly = onlyMarks(ops);
    std::vector<RowMark> marks;
    for (const EditOp &op : ops) {
        if (const auto *mark = std::get_if<MarkOp>(&op))
            marks.insert(marks.end(), mark->marks.begin(), mark->marks.end());
    }
    const RowTable before = rows.fork();
    PreparedEdit edit{std::move(rows), {}, std::move(record)};
    edit.marksOnly = marksOnly;
    edit.inverse = applyAll(edit.rows, std::move(ops));
    tellStretch(edit, before.order(), texts);
    edit.rows.indexRows();
    std::tie(edit.firstMarked, edit.lastMarked) = stretchOf(edit.rows, marks);
    return edit;
}

} // namespace onsa
