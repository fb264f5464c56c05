// SPDX-License-Identifier: GPL-3.0-or-later
// Saving a DatasetDocument while it is being edited.
#include "dataset/dataset_document_p.h"
#include "dataset/dataset_save.h"
#include "system/background.h"

#include <mutex>

namespace onsa {

namespace fs = std::filesystem;

namespace {

// What the pool needs; it may outlive the document.
struct SaveWork {
    std::shared_ptr<const RowsSnapshot> rows;
    std::shared_ptr<EditJournal> journal;
    std::shared_ptr<WorkFolder> folder; // keeps the lock
    std::shared_ptr<SaveCounter> counter;
    fs::path target;
    WorkPlaces places;
    std::optional<FileIdentity> expected;
    std::uint32_t mark = 0;
    bool otherPath = false;
    DatasetDocument::SaveWay way = DatasetDocument::SaveWay::NewFile;
};

struct SaveOutcome {
    Result<SavedFile> saved;
    std::optional<FileIdentity> prepared; // the new file, also when a later step failed
    bool isThere = false; // it is in its place, although the save failed
    fs::path path; // links followed
};

SaveOutcome run(const SaveWork &work)
{
    SaveOutcome outcome;
    const auto canonical = withoutLinks(*work.places.disk, work.target);
    if (canonical && WorkFolder::isOpenElsewhere(work.places, *canonical, work.folder.get())) {
        outcome.saved =
            fail(ErrorKind::Conflict, work.target.string() + " is open in another window. Save under another name.",
                 "open_elsewhere", work.target.string());
        return outcome;
    }
    SaveOrder order;
    order.target = work.target;
    order.expected = work.expected;
    order.progress = [&work](std::int64_t done, std::int64_t all) {
        work.counter->all = all;
        work.counter->done = done;
    };
    order.prepared = [&](const FileIdentity &identity) -> Result<> {
        outcome.prepared = identity;
        if (!work.journal)
            return {};
        work.journal->append(RecordType::Prepared, encodeMark({work.mark, identity}));
        // A journal that cannot be written must not keep the user from saving: the file is the better place.
        std::ignore = work.journal->flush();
        return {};
    };
    if (work.folder)
        order.keep = KeepOld{work.folder->base(), work.folder->previous()};
    if (work.way == DatasetDocument::SaveWay::NewFile)
        outcome.saved = saveRows(*work.rows, order);
    else if (work.folder)
        outcome.saved = saveOverFile(*work.rows, order, work.folder->folder());
    else
        outcome.saved = fail(ErrorKind::Io, "There is no folder to keep a copy of the old version in.", "no_permission",
                             work.target.string());
    outcome.path = canonical.value_or(work.target);
    if (!outcome.saved) {
        // The name may be in place although the flush of its folder failed.
        outcome.isThere = outcome.prepared && identityAt(outcome.path, *work.places.disk) == outcome.prepared;
        return outcome;
    }
    if (work.journal)
        work.journal->append(RecordType::Saved, encodeMark({work.mark, outcome.saved->identity}));
    if (work.folder && work.otherPath)
        std::ignore = work.folder->setPath(outcome.path);
    return outcome;
}

QString wordsOf(const std::vector<SaveNote> &notes)
{
    QStringList words;
    for (const SaveNote note : notes) {
        switch (note) {
        case SaveNote::OtherNames:
            words += DatasetDocument::tr("The file had other names (hard links); those keep the old rows.");
            break;
        case SaveNote::Owner:
            words += DatasetDocument::tr("The file belongs to you now; its former owner could not be kept.");
            break;
        case SaveNote::Attributes:
            words += DatasetDocument::tr("Some attributes of the file could not be kept.");
            break;
        case SaveNote::NoPrevious: // only means that undo will not reach behind this save after a restart
            break;
        }
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

void DatasetDocument::save(const fs::path &path, QObject *context, std::function<void(Result<>)> done, SaveWay way)
{
    const auto refuse = [&](Error error) {
        QMetaObject::invokeMethod(
            context, [done, error = std::move(error)] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
    };
    const fs::path target = path.empty() ? d->rows.path : path;
    const bool otherPath = !path.empty() && withoutLinks(*d->places.disk, target).value_or(target) != d->rows.path;
    if (d->change) { // what is saved is the rows with it or, when it is cancelled, without it
        d->afterChange.push_back([this, path, guard = QPointer<QObject>(context), done = std::move(done), way] {
            if (guard)
                save(path, guard, done, way);
        });
        return;
    }
    if (d->rows.preview) // it has only some of the rows
        return refuse(mayEdit().error());
    if (target.empty())
        return refuse({ErrorKind::InvalidInput, "Choose a name for the new data set.", "no_name", {}});
    if (d->rows.readOnly && !otherPath)
        return refuse(mayEdit().error());
    if (d->savesUnderWay > 0)
        return refuse({ErrorKind::Conflict, "The data set is being saved already. Wait until that is done.", "saving",
                       target.string()});

    ++d->saves;
    ++d->savesUnderWay;
    d->counter = std::make_shared<SaveCounter>();
    if (d->rows.journal)
        d->lastQueued = d->rows.journal->append(RecordType::Snapshot, encodeMark({d->saves, {}}));
    SaveWork work{d->rows.table.snapshot(),
                  d->rows.journal,
                  d->rows.work,
                  d->counter,
                  target,
                  d->places,
                  otherPath ? std::nullopt : d->rows.onDisk,
                  d->saves,
                  otherPath && !d->rows.readOnly,
                  way};
    d->progressTimer.start();

    const auto finished = [this, state = d->state, rows = work.rows, otherPath, guard = QPointer<QObject>(context),
                           done = std::move(done)](const SaveOutcome &outcome) {
        --d->savesUnderWay;
        d->progressTimer.stop();
        if (outcome.isThere && !otherPath)
            d->rows.onDisk = outcome.prepared;
        if (outcome.saved && !d->rows.readOnly && !d->discarded)
            markSaved(state, rows, outcome.saved->identity, outcome.path);
        if (d->discarded)
            throwAwayWork();
        if (const QString note = outcome.saved ? wordsOf(outcome.saved->notes) : QString(); !note.isEmpty())
            Q_EMIT savedWithNote(note);
        if (guard)
            done(outcome.saved ? Result<>() : Result<>(tl::unexpected(outcome.saved.error())));
    };
    std::ignore = runInBackground(
        this, [work = std::move(work)](const std::stop_token &) { return run(work); }, finished);
}

void DatasetDocument::markSaved(std::uint64_t state, std::shared_ptr<const RowsSnapshot> rows,
                                const FileIdentity &identity, const fs::path &path)
{
    if (path != d->rows.path && d->keepSoon.isActive())
        keepReviews(); // those of the file that is left
    const bool wasModified = isModified();
    d->savedState = state;
    d->saved = std::move(rows);
    d->rows.onDisk = identity;
    if (d->saved->lineForm() == lineForm() && !lineForm().isAsItIs() && !isLineFormSaved())
        setLineForm(lineForm(), true);
    if (std::exchange(d->disk, DiskState::Same) != DiskState::Same)
        Q_EMIT diskStateChanged(DiskState::Same);
    d->lookSoon.start(); // and watch the new file
    if (d->state == state)
        d->undo.setClean();
    else
        d->undo.resetClean();
    if (d->counter->all > 0)
        Q_EMIT saveProgress(d->counter->all, d->counter->all);
    if (d->rows.table.hasMarks())
        d->keepSoon.start();
    if (path != d->rows.path) {
        d->rows.path = path;
        Q_EMIT pathChanged();
    }
    if (isModified() != wasModified)
        Q_EMIT modifiedChanged(!wasModified);
}

LineForm DatasetDocument::lineForm() const
{
    return d->rows.table.lineForm();
}

bool DatasetDocument::isLineFormSaved() const
{
    return d->rows.table.isFormSaved();
}

void DatasetDocument::setLineForm(LineForm form, bool saved)
{
    if (form == lineForm() && saved == isLineFormSaved())
        return;
    d->rows.table.setLineForm(form, saved);
    Q_EMIT lineFormChanged();
}

} // namespace onsa
