// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_open.h"

#include <QDateTime>

#include <algorithm>

namespace onsa {

JournalAction journalAction(const RowTable &before, const std::vector<EditOp> &ops, ActionKind kind, std::string label,
                            bool afterSave)
{
    constexpr std::size_t maxHashedRemovals = 1000; // a read each; a bulk deletion is not worth the wait
    constexpr std::size_t maxBefore = 64 << 10; // bytes; of a bulk edit the hashes are enough
    JournalAction action{kind, std::move(label), {}, {}, {}, QDateTime::currentMSecsSinceEpoch()};
    std::size_t beforeBytes = 0;
    const auto note = [&](RowId id) {
        if (id >= before.fileRows() || before.edited(id))
            return;
        auto bytes = before.bytesOf(id);
        if (!bytes)
            return;
        beforeBytes += bytes->size();
        if (beforeBytes <= maxBefore)
            action.before.push_back({id, std::make_shared<const std::string>(std::move(*bytes))});
        else
            action.hashes.push_back({id, hashOf(*bytes)});
    };

    std::vector<RowId> removed, inserted;
    for (const EditOp &op : ops) {
        if (const auto *set = std::get_if<SetOp>(&op)) {
            note(set->id);
            continue;
        }
        if (std::holds_alternative<MarkOp>(op))
            continue; // says nothing about the file
        const auto &splice = std::get<SpliceOp>(op);
        inserted.insert(inserted.end(), splice.inserted.begin(), splice.inserted.end());
        // Positions hold for the first splice; of a later one they may be off, which only costs a hash.
        for (std::uint32_t i = 0; i < splice.removed && splice.first + i < before.size(); ++i)
            removed.push_back(before.rowId(splice.first + i));
    }
    std::sort(inserted.begin(), inserted.end());
    std::erase_if(removed, [&](RowId id) { return std::binary_search(inserted.begin(), inserted.end(), id); });
    if (removed.size() <= maxHashedRemovals)
        std::for_each(removed.begin(), removed.end(), note);

    for (const EditOp &op : ops) {
        const auto *set = std::get_if<SetOp>(&op);
        if (!set || set->bytes || !afterSave) {
            action.ops.push_back(op);
            continue;
        }
        // After a save the file on the disk holds other bytes than the one this document reads from.
        if (set->id < before.fileRows()) {
            auto bytes = before.fileBytesOf(set->id); // cannot be read now: "as in the file" is still right for `base`
            action.ops.emplace_back(
                SetOp{set->id, bytes ? std::make_shared<const std::string>(std::move(*bytes)) : nullptr});
        }
    }
    if (afterSave) {
        // Rows that come back may have been absent from the saved file.
        std::vector<EditOp> known;
        for (const RowId id : inserted) {
            if (auto bytes = before.bytesOf(id))
                known.emplace_back(SetOp{id, std::make_shared<const std::string>(std::move(*bytes))});
        }
        action.ops.insert(action.ops.begin(), known.begin(), known.end());
    }
    return action;
}

} // namespace onsa
