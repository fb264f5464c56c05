// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_open.h"

#include <algorithm>

namespace onsa {

namespace fs = std::filesystem;

namespace {

struct EarlierWork {
    std::unique_ptr<WorkFolder> folder;
    std::optional<JournalContent> journal;
};

// Killed before the first record was written: nothing was edited, or nothing of it was acknowledged.
bool isEmptyJournal(const fs::path &folder)
{
    std::error_code error;
    const fs::path first = folder / segmentName(1);
    return !fs::exists(first, error) || (fs::file_size(first, error) == 0 && !fs::exists(folder / segmentName(2)));
}

// The newest journal for the path. A folder without one holds nothing and goes.
Result<std::vector<EarlierWork>> earlierWork(const fs::path &root, const fs::path &path, bool &openElsewhere)
{
    std::vector<EarlierWork> found;
    for (const fs::path &folder : WorkFolder::find(root, path)) {
        auto taken = WorkFolder::take(folder);
        if (!taken)
            return tl::unexpected(taken.error());
        if (!*taken) {
            openElsewhere = true;
            continue;
        }
        auto journal = readJournal(folder);
        if (journal)
            found.push_back({std::move(*taken), std::move(*journal)});
        else if (journal.error().kind == ErrorKind::NotFound && isEmptyJournal(folder))
            (*taken)->remove();
        else
            found.push_back({std::move(*taken), std::nullopt}); // cannot be read now: it stays
    }
    return found;
}

// What was applied goes to the trash; what was not is kept for good.
void putAway(std::vector<EarlierWork> &works, RecoveryNews &news)
{
    for (std::size_t i = 0; i < works.size(); ++i) {
        const bool wanted = i > 0 || news.unplaced > 0 || news.unreadable;
        const auto moved = works[i].folder->moveTo(wanted ? "aside" : "trash");
        if (wanted && moved && news.keptIn.empty())
            news.keptIn = *moved;
    }
}

Result<> restore(OpenedRows &opened, const fs::path &workRoot, const JournalHeader &header, const std::stop_token &stop)
{
    bool openElsewhere = false;
    auto works = earlierWork(workRoot, opened.path, openElsewhere);
    if (!works)
        return tl::unexpected(works.error());
    if (openElsewhere && !opened.path.empty()) {
        opened.readOnly = true;
        return {};
    }

    // Of several untitled documents every new one brings back one.
    if (opened.path.empty() && works->size() > 1)
        works->erase(works->begin() + 1, works->end());

    Recovery recovery;
    if (!works->empty()) {
        const auto file = opened.path.empty() ? std::nullopt : std::optional(header.identity);
        if (works->front().journal)
            recovery = recover(opened.table, *works->front().journal, file, stop);
        else
            recovery.unreadable = true;
    }

    auto created = WorkFolder::create(workRoot, opened.path);
    if (!created)
        return tl::unexpected(created.error());
    opened.work = std::move(*created);
    opened.journal = std::make_shared<EditJournal>(opened.work->folder(), header);
    opened.news = {
        recovery.edits, recovery.unplaced, recovery.fileChanged && recovery.edits > 0, recovery.unreadable, {}};
    if (!recovery.ops.empty()) {
        opened.journal->append(RecordType::Action,
                               encodeAction(journalAction(opened.table, recovery.ops, ActionKind::Do, {}, false)));
        opened.inverse = applyAll(opened.table, std::move(recovery.ops));
        // The old journal stays where it is until the new one is on the disk.
        if (const auto safe = opened.journal->flush(); !safe) {
            opened.journalError = safe.error().message;
            return {};
        }
    }
    putAway(*works, opened.news);
    return {};
}

Result<OpenedRows> finish(OpenedRows opened, const fs::path &workRoot, const std::stop_token &stop)
{
    const JournalHeader header{opened.table.source().identity(), opened.table.fileRows(), opened.path.string()};
    Result<> restored;
    if (const auto lock = WorkFolder::lockRoot(workRoot); !lock)
        restored = tl::unexpected(lock.error());
    else {
        WorkFolder::emptyOldTrash(workRoot);
        restored = restore(opened, workRoot, header, stop);
    }
    // A document without a journal can still be seen, edited and saved; the window says that it is not safe.
    if (!restored)
        opened.journalError = restored.error().message;
    return opened;
}

} // namespace

Result<OpenedRows> openRows(const fs::path &path, const fs::path &workRoot, const std::stop_token &stop)
{
    std::error_code error;
    fs::path canonical = fs::canonical(path, error);
    if (error) // then opening fails as well, and says why
        canonical = fs::absolute(path, error);
    const auto source = RowSource::open(canonical);
    if (!source)
        return tl::unexpected(source.error());
    const auto index = RowIndex::build(**source, stop);
    if (!index)
        return tl::unexpected(index.error());
    return finish({RowTable(*source, *index), canonical, nullptr, nullptr, {}, false, {}, {}}, workRoot, stop);
}

Result<OpenedRows> openUntitled(const fs::path &workRoot)
{
    return finish({RowTable::untitled(), {}, nullptr, nullptr, {}, false, {}, {}}, workRoot, {});
}

JournalAction journalAction(const RowTable &before, const std::vector<EditOp> &ops, ActionKind kind, std::string label,
                            bool afterSave)
{
    constexpr std::size_t maxHashedRemovals = 1000; // a read each; a bulk deletion is not worth the wait
    JournalAction action{kind, std::move(label), {}, {}};
    const auto note = [&](RowId id) {
        if (id >= before.fileRows() || before.edited(id))
            return;
        if (const auto bytes = before.bytesOf(id))
            action.hashes.push_back({id, hashOf(*bytes)});
    };

    std::vector<RowId> removed, inserted;
    for (const EditOp &op : ops) {
        if (const auto *set = std::get_if<SetOp>(&op)) {
            note(set->id);
            continue;
        }
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
            if (auto bytes = before.fileBytesOf(set->id))
                action.ops.emplace_back(SetOp{set->id, std::make_shared<const std::string>(std::move(*bytes))});
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

std::vector<EditOp> applyAll(RowTable &table, std::vector<EditOp> ops)
{
    std::vector<EditOp> inverse;
    inverse.reserve(ops.size());
    for (EditOp &op : ops)
        inverse.push_back(table.apply(std::move(op)));
    std::reverse(inverse.begin(), inverse.end());
    return inverse;
}

} // namespace onsa
