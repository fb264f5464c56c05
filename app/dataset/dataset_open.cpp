// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_open.h"

#include "dataset/dataset_save.h"
#include "dataset/io_error.h"
#include "dataset/review_file.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

struct EarlierWork {
    std::unique_ptr<WorkFolder> folder;
    std::optional<JournalContent> journal;
};

// The folders of earlier sessions, locked, and whether another window has one.
struct Claim {
    std::vector<EarlierWork> works; // newest first
    std::unique_ptr<WorkFolder> fresh; // when there is none
    bool openElsewhere = false;
};

// Killed before the first record was written: nothing was edited, or nothing of it was acknowledged.
bool hasNoRecord(const WorkFolder &folder, Disk &disk)
{
    for (const fs::path &place : folder.journalFolders()) {
        const auto names = disk.names(place);
        if (!names && errno != ENOENT)
            return false;
        for (const std::string &name : names.value_or(std::vector<std::string>())) {
            const auto bytes = name.ends_with(".ojl") ? readWhole(disk, place / name) : std::string();
            if (!bytes || bytes->find_first_not_of('\0') != std::string::npos)
                return false;
        }
    }
    return true;
}

Result<Claim> claim(const WorkPlaces &places, const fs::path &path)
{
    const auto lock = WorkFolder::lockRoot(places);
    if (!lock)
        return tl::unexpected(lock.error());
    WorkFolder::removeOld(places);
    Claim claimed;
    for (const fs::path &folder : WorkFolder::find(places, path)) {
        auto taken = WorkFolder::take(places, folder);
        if (!taken)
            return tl::unexpected(taken.error());
        if (!*taken) {
            claimed.openElsewhere = true;
            continue;
        }
        // Of several untitled documents every new one brings back one.
        if (path.empty() && !claimed.works.empty())
            break;
        if (const auto whole = finishSaveOver(*places.disk, (*taken)->folder()); !whole)
            return tl::unexpected(whole.error());
        auto journal = readJournal((*taken)->journalFolders(), *places.disk);
        if (journal)
            claimed.works.push_back({std::move(*taken), std::move(*journal)});
        else if (journal.error().kind == ErrorKind::NotFound && hasNoRecord(**taken, *places.disk))
            (*taken)->remove();
        else if (journal.error().kind == ErrorKind::NotFound)
            claimed.works.push_back({std::move(*taken), std::nullopt}); // nonsense
        else
            return tl::unexpected(journal.error()); // cannot be read now: it stays for the next time
    }
    if (claimed.works.empty() && (path.empty() || !claimed.openElsewhere)) {
        auto created = WorkFolder::create(places, path);
        if (!created)
            return tl::unexpected(created.error());
        claimed.fresh = std::move(*created);
    }
    return claimed;
}

bool holdsNoOrder(const JournalContent &journal)
{
    return std::all_of(journal.steps.begin(), journal.steps.end(),
                       [](const auto &step) { return step.type == RecordType::Meta; });
}

// What was applied goes to the trash; what was not is kept for good.
void putAway(std::vector<EarlierWork> &works, std::size_t from, RecoveryNews &news, Disk &disk)
{
    for (std::size_t i = from; i < works.size(); ++i) {
        const auto &journal = works[i].journal;
        const bool nothingUnsaved =
            (journal && holdsNoOrder(*journal)) || exists(disk, works[i].folder->folder() / "closed");
        const bool older = i > 0 && !nothingUnsaved;
        const bool wanted = older || (i == 0 && (news.unplaced > 0 || news.unreadable || news.fileMissing));
        const auto moved = works[i].folder->moveTo(wanted ? "aside" : "trash");
        if (wanted && moved && news.keptIn.empty())
            news.keptIn = *moved;
    }
}

// The bytes that could not be read, flushed, before anything is written behind them.
void keepTails(const JournalContent &journal, const WorkFolder &work, Disk &disk, RecoveryNews &news)
{
    news.unfinished = journal.unfinished;
    for (const auto &tail : journal.tails) {
        const fs::path copy = work.folder() / (tail.segment.filename().string() + ".bad");
        const auto kept = writeWhole(disk, copy, tail.bytes);
        if (tail.torn)
            continue; // an edit that was never said to be safe
        news.damaged = true;
        if (kept && news.keptIn.empty())
            news.keptIn = copy;
    }
}

constexpr std::int64_t previewFrom = 16 << 20; // bytes; less is there before an eye has seen it

// The first rows of a large file, before it is known where all the others are. They are read through a handle of their
// own: the document's learns what every block holds, and that must be before anybody reads.
class Preview
{
public:
    Preview(const fs::path &file, Disk &disk, const RowsSoFar &soFar)
        : m_soFar(soFar)
    {
        struct stat info = {};
        if (!soFar || untilDone([&] { return disk.stat(file, info); }) != 0 || info.st_size < previewFrom)
            return;
        auto source = RowSource::open(file, disk); // what is wrong with it, the opening says
        if (!source)
            return;
        m_source = std::move(*source);
        tell(RowIndex::head(*m_source));
    }

    // What there is to tell to who reads the same file as a whole.
    RowIndex::SoFar indexed(const RowSource &whole) const
    {
        if (!m_source || !(whole.identity() == m_source->identity()))
            return {};
        return [this](std::shared_ptr<const RowIndex> rows) { tell(std::move(rows)); };
    }

private:
    void tell(std::shared_ptr<const RowIndex> rows) const
    {
        if (!rows)
            return;
        const auto permille = static_cast<int>(rows->bytes() * 1000 / m_source->size());
        m_soFar(RowTable(m_source, std::move(rows)), permille);
    }

    const RowsSoFar &m_soFar;
    std::shared_ptr<const RowSource> m_source;
};

Result<RowTable> readTable(const fs::path &file, Disk &disk, const std::stop_token &stop, const Preview *preview)
{
    const auto source = RowSource::open(file, disk);
    if (!source)
        return tl::unexpected(source.error());
    const auto index = RowIndex::build(**source, stop, preview ? preview->indexed(**source) : RowIndex::SoFar());
    if (!index)
        return tl::unexpected(index.error());
    return RowTable(*source, *index);
}

// The rows that the journal began with, when they are still there.
std::optional<RowTable> tableOf(const EarlierWork &work, const JournalBase &base, const fs::path &path, Disk &disk,
                                const std::stop_token &stop, const Preview *preview)
{
    const JournalHeader &header = work.journal->header;
    if (!base.fits)
        return std::nullopt;
    if (header.path.empty() && header.fileRows == 0 && header.identity == FileIdentity())
        return RowTable::untitled();
    auto table = readTable(base.mark ? work.folder->base() : path, disk, stop, preview);
    const bool same = table && table->fileRows() == header.fileRows
        && (base.mark ? table->source().size() == header.identity.size
                    && table->source().identity().modified == header.identity.modified
                      : table->source().identity() == header.identity);
    return same ? std::optional(std::move(*table)) : std::nullopt;
}

JournalHeader headerFor(const OpenedRows &opened)
{
    return {opened.table.source().identity(), opened.table.fileRows(), opened.path.string()};
}

void startJournal(OpenedRows &opened, std::unique_ptr<WorkFolder> work, const JournalHeader &header, JournalEnd end,
                  Disk &disk)
{
    opened.work = std::move(work);
    opened.work->setClosed(false);
    opened.journal = std::make_shared<EditJournal>(opened.work->journalFolders(), header, end, disk);
    if (!opened.reviews.empty())
        opened.journal->append(RecordType::Meta, encodeMarks(opened.reviews));
}

// The file is another one now, or what the journal began with is gone: all that was unsaved becomes one step.
Result<> restoreAsOneStep(OpenedRows &opened, Claim &claimed, const WorkPlaces &places, const std::stop_token &stop)
{
    Recovery recovery;
    const auto &journal = claimed.works.front().journal;
    if (journal && opened.news.fileMissing) {
        recovery.ops = rowsOfMissingFile(opened.table, *journal);
        recovery.edits = recovery.ops.empty() ? 0 : 1;
    } else if (journal) {
        recovery = recover(opened.table, *journal, opened.onDisk, stop);
    } else {
        recovery.unreadable = true;
    }
    auto created = WorkFolder::create(places, opened.path);
    if (!created)
        return tl::unexpected(created.error());
    startJournal(opened, std::move(*created), headerFor(opened), {}, *places.disk);
    RecoveryNews &news = opened.news;
    news.edits = recovery.edits;
    news.unplaced = recovery.unplaced;
    news.conflicts = std::move(recovery.conflicts);
    news.fileChanged = recovery.fileChanged && recovery.edits > 0;
    news.unreadable = recovery.unreadable;
    if (recovery.ops.empty()) {
        putAway(claimed.works, 0, news, *places.disk);
        return {};
    }
    auto action = journalAction(opened.table, recovery.ops, ActionKind::Do, {}, false);
    opened.journal->append(RecordType::Action, encodeAction(action));
    EditHistory &history = opened.history;
    history.saved = opened.table.snapshot();
    history.steps.push_back({{}, action.when, applyAll(opened.table, std::move(recovery.ops)), 0, 1});
    history.done = 1;
    history.state = history.lastState = 1;
    history.unsaved = recovery.edits;
    // The old journal stays where it is until the new one is on the disk.
    if (const auto safe = opened.journal->flush(); !safe) {
        opened.journalError = safe.error().message;
        return {};
    }
    putAway(claimed.works, 0, news, *places.disk);
    return {};
}

// Every step as it was, and the journal goes on where it ended. False: that cannot be done.
bool restoreAll(OpenedRows &opened, Claim &claimed, const JournalBase &base, Disk &disk)
{
    EarlierWork &work = claimed.works.front();
    auto history = replayHistory(opened.table, *work.journal, base.mark);
    if (!history)
        return false;
    opened.history = std::move(*history);
    opened.news.edits = opened.history.unsaved;
    opened.news.since = opened.history.unsavedSince;
    keepTails(*work.journal, *work.folder, disk, opened.news);
    startJournal(opened, std::move(work.folder), work.journal->header, work.journal->end, disk);
    putAway(claimed.works, 1, opened.news, disk);
    return true;
}

// Of a fresh table: with a journal they come from there.
void loadReviews(OpenedRows &opened, const WorkPlaces &places, const std::stop_token &stop)
{
    auto marks = readReviews(*places.disk, reviewFile(places, opened.path), opened.table, stop);
    opened.reviewsUnreadable = !marks;
    if (!marks || marks->empty())
        return;
    opened.reviews = std::move(*marks);
    opened.table.apply(MarkOp{opened.reviews});
}

// A document without a journal can still be seen, edited and saved; the window says that it is not safe.
Result<OpenedRows> finish(OpenedRows opened, Claim claimed, const WorkPlaces &places, const std::stop_token &stop)
{
    Disk &disk = *places.disk;
    if (claimed.fresh)
        startJournal(opened, std::move(claimed.fresh), headerFor(opened), {}, disk);
    else if (!claimed.works.empty()) {
        if (const auto restored = restoreAsOneStep(opened, claimed, places, stop); !restored)
            opened.journalError = restored.error().message;
    }
    if (!opened.history.saved)
        opened.history.saved = opened.table.snapshot();
    return opened;
}

Result<OpenedRows> openMissing(const Error &error, Claim claimed, const WorkPlaces &places, const std::stop_token &stop)
{
    const bool any = !claimed.works.empty() && claimed.works.front().journal;
    RowTable untitled = RowTable::untitled();
    if (error.kind != ErrorKind::NotFound || !any
        || rowsOfMissingFile(untitled, *claimed.works.front().journal).empty()) {
        if (claimed.fresh)
            claimed.fresh->remove();
        return tl::unexpected(error);
    }
    OpenedRows opened{RowTable::untitled()};
    opened.news.fileMissing = true;
    return finish(std::move(opened), std::move(claimed), places, stop);
}

} // namespace

Result<OpenedRows> openRows(const fs::path &path, const WorkPlaces &places, const std::stop_token &stop,
                            const RowsSoFar &soFar)
{
    Disk &disk = *places.disk;
    const auto canonical = withoutLinks(disk, path);
    if (!canonical)
        return tl::unexpected(canonical.error());
    auto claimed = claim(places, *canonical);
    if (!claimed && claimed.error().code == "half_written")
        return tl::unexpected(claimed.error()); // rows of two versions are not shown as if they were one
    const std::string journalError = claimed ? std::string() : claimed.error().message;
    if (!claimed)
        claimed = Claim();

    const auto identity = identityAt(*canonical, disk);
    JournalBase base;
    std::optional<RowTable> known;
    const bool hasJournal = !claimed->works.empty() && claimed->works.front().journal;
    // Rows without the edits that the user has made would look like a loss.
    const auto hasUnsaved = [&disk](const EarlierWork &work) {
        return !(work.journal && work.journal->steps.empty()) && !exists(disk, work.folder->folder() / "closed");
    };
    const bool asInFile =
        claimed->openElsewhere || std::none_of(claimed->works.begin(), claimed->works.end(), hasUnsaved);
    std::optional<Preview> preview;
    if (soFar && asInFile)
        preview.emplace(*canonical, disk, soFar);
    const Preview *const shown = preview ? &*preview : nullptr;
    if (hasJournal && identity && !claimed->openElsewhere) {
        base = baseOf(*claimed->works.front().journal, identity);
        known = tableOf(claimed->works.front(), base, *canonical, disk, stop, shown);
    }
    const auto open = [&](RowTable table) {
        OpenedRows opened{std::move(table)};
        opened.path = *canonical;
        opened.onDisk = identity;
        opened.journalError = journalError;
        opened.writeProtected = untilDone([&] { return disk.access(*canonical, W_OK); }) != 0
            && (errno == EACCES || errno == EROFS || errno == EPERM);
        return opened;
    };
    if (known) {
        OpenedRows opened = open(std::move(*known));
        if (restoreAll(opened, *claimed, base, disk))
            return opened;
    }
    auto table = readTable(*canonical, disk, stop, shown);
    if (!table)
        return openMissing(table.error(), std::move(*claimed), places, stop);
    OpenedRows opened = open(std::move(*table));
    opened.onDisk = opened.table.source().identity();
    opened.readOnly = claimed->openElsewhere;
    loadReviews(opened, places, stop);
    if (opened.readOnly)
        claimed->works.clear(); // what else there is waits for the window that may edit
    return finish(std::move(opened), std::move(*claimed), places, stop);
}

Result<OpenedRows> openUntitled(const WorkPlaces &places)
{
    auto claimed = claim(places, {});
    OpenedRows opened{RowTable::untitled()};
    if (!claimed) {
        opened.journalError = claimed.error().message;
        claimed = Claim();
    }
    if (!claimed->works.empty() && claimed->works.front().journal) {
        const JournalBase base = baseOf(*claimed->works.front().journal, std::nullopt);
        if (base.fits && restoreAll(opened, *claimed, base, *places.disk))
            return opened;
        opened.table = RowTable::untitled();
        opened.history = {};
    }
    return finish(std::move(opened), std::move(*claimed), places, {});
}

} // namespace onsa
