// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_document.h"

#include "dataset/closing_documents.h"
#include "dataset/dataset_document_p.h"
#include "dataset/edit_command.h"
#include "dataset/row_issues.h"
#include "system/background.h"

#include <climits>

namespace onsa {

namespace fs = std::filesystem;

void DatasetDocument::openFile(const fs::path &path, const WorkPlaces &places, QObject *context, OpenDone done,
                               Preview preview)
{
    // The window's thread alone looks at it.
    struct Shown {
        bool made = false;
        bool over = false; // the document is there
        QPointer<DatasetDocument> rows;
    };
    const auto shown = std::make_shared<Shown>();
    RowsSoFar soFar;
    if (preview) {
        soFar = [guard = QPointer<QObject>(context), shown, places, preview = std::move(preview)](RowTable rows,
                                                                                                  int permille) {
            runInWindow([guard, shown, places, preview, rows = std::move(rows), permille]() mutable {
                if (!guard || shown->over)
                    return;
                if (std::exchange(shown->made, true)) {
                    if (shown->rows)
                        shown->rows->grow(std::move(rows), permille);
                    return;
                }
                OpenedRows first{std::move(rows)};
                first.readOnly = first.preview = true;
                first.history.saved = first.table.snapshot();
                std::unique_ptr<DatasetDocument> document(
                    new DatasetDocument(std::make_unique<Private>(std::move(first), places)));
                shown->rows = document.get();
                preview(std::move(document));
            });
        };
    }
    const auto work = [path, places, soFar, closings = ClosingDocuments::ours().last()](const std::stop_token &stop) {
        ClosingDocuments::ours().waitUpTo(closings);
        return openRows(path, places, stop, soFar);
    };
    std::ignore = runInBackground(context, work, [places, shown, done = std::move(done)](Result<OpenedRows> opened) {
        shown->over = true;
        if (!opened)
            return done(tl::unexpected(opened.error()));
        done(std::unique_ptr<DatasetDocument>(
            new DatasetDocument(std::make_unique<Private>(std::move(*opened), places))));
    });
}

void DatasetDocument::createEmpty(const WorkPlaces &places, QObject *context, OpenDone done)
{
    const auto work = [places, closings = ClosingDocuments::ours().last()](const std::stop_token &) {
        ClosingDocuments::ours().waitUpTo(closings);
        return openUntitled(places);
    };
    std::ignore = runInBackground(context, work, [places, done = std::move(done)](Result<OpenedRows> opened) {
        if (!opened)
            return done(tl::unexpected(opened.error()));
        done(std::unique_ptr<DatasetDocument>(
            new DatasetDocument(std::make_unique<Private>(std::move(*opened), places))));
    });
}

DatasetDocument::DatasetDocument(std::unique_ptr<Private> p)
    : d(std::move(p))
{
    if (!d->rows.journalError.empty()) {
        d->journalState = JournalState::NotSafe;
        d->journalReason = QString::fromStdString(d->rows.journalError);
    }
    buildHistory();
    if (d->rows.journal) {
        // The writer's thread calls; setListener() in the destructor waits for such a call to end.
        d->rows.journal->setListener([guard = QPointer<DatasetDocument>(this)](const JournalNews &news) {
            runInWindow([guard, news] {
                if (guard)
                    guard->showJournalState(news);
            });
        });
    }
    watchFolder();
    d->keepSoon.setSingleShot(true);
    d->keepSoon.setInterval(1000); // for many marks in a row one write
    connect(&d->keepSoon, &QTimer::timeout, this, &DatasetDocument::keepReviews);
    if (d->rows.history.marked) // the session before may have been killed
        d->keepSoon.start();
    d->progressTimer.setInterval(33); // 30 a second are enough for an eye
    connect(&d->progressTimer, &QTimer::timeout, this,
            [this] { Q_EMIT saveProgress(d->counter->done, d->counter->all); });
    d->changeTimer.setInterval(33);
    connect(&d->changeTimer, &QTimer::timeout, this, [this] { Q_EMIT changeProgress(*d->change->permille); });
}

DatasetDocument::~DatasetDocument()
{
    if (d->change)
        d->change->stop.request_stop();
    if (d->keepSoon.isActive())
        keepReviews();
    closeJournal();
    d->undo.clear();
}

// What is left to do for a document that goes; from any thread.
struct DatasetDocument::Closing {
    std::shared_ptr<EditJournal> journal;
    std::shared_ptr<WorkFolder> work;
    bool hasHistory = false;
    bool unsaved = false;

    // Unsaved edits wait there for the next time; so does a save that is still being written, and the history.
    void finish()
    {
        if (!journal)
            return;
        const bool safe = journal->flush().has_value();
        journal.reset();
        if (!work || unsaved)
            return;
        if (hasHistory && safe)
            work->setClosed(true);
        else if (!hasHistory)
            work->remove();
    }
};

DatasetDocument::Closing DatasetDocument::takeClosing()
{
    if (d->rows.journal)
        d->rows.journal->setListener({});
    return {std::exchange(d->rows.journal, nullptr), d->rows.work, d->undo.count() > 0 && !d->rows.path.empty(),
            isModified() || d->savesUnderWay > 0 || d->draftOpen};
}

void DatasetDocument::closeJournal()
{
    takeClosing().finish();
}

void DatasetDocument::close(std::unique_ptr<DatasetDocument> document)
{
    if (!document)
        return;
    // A million texts take their time to be given back, and are given back where time is.
    struct Rest {
        Closing closing;
        RowTable rows;
        std::shared_ptr<const RowsSnapshot> saved;
        std::vector<EditCommand::Ops> steps;
    };
    Private &gone = *document->d;
    if (gone.change)
        gone.change->stop.request_stop();
    const auto rest = std::make_shared<Rest>(Rest{document->takeClosing(), gone.rows.table.fork(), gone.saved, {}});
    rest->steps.reserve(static_cast<std::size_t>(gone.undo.count()));
    for (int step = 0; step < gone.undo.count(); ++step)
        rest->steps.push_back(static_cast<const EditCommand *>(gone.undo.command(step))->ops());
    document.reset();
    runInPool([rest, number = ClosingDocuments::ours().begin()] {
        rest->closing.finish();
        rest->closing.work.reset(); // and with it the lock
        ClosingDocuments::ours().end(number);
    });
}

Result<> DatasetDocument::letGo()
{
    if (d->savesUnderWay > 0)
        return fail(ErrorKind::Conflict, "The data set is being saved. Wait until that is done.", "saving",
                    d->rows.path.string());
    if (d->rows.readOnly || d->discarded)
        return {};
    if (isModified() && !d->rows.journal)
        return fail(ErrorKind::Io, d->journalReason.toStdString(), "journal_not_safe", d->rows.path.string());
    if (d->rows.journal) {
        if (auto safe = d->rows.journal->flush(); !safe)
            return safe;
    }
    if (d->keepSoon.isActive())
        keepReviews();
    closeJournal();
    d->rows.work.reset();
    d->rows.readOnly = true;
    return {};
}

fs::path DatasetDocument::path() const
{
    return d->rows.path;
}

QString DatasetDocument::displayName() const
{
    return QString::fromStdString(d->rows.path.filename().string());
}

void DatasetDocument::grow(RowTable rows, int permille)
{
    const int before = rowCount();
    const int more = static_cast<int>(rows.size()) - before;
    if (more > 0) {
        Q_EMIT rowsAboutToChange(before, 0, more);
        d->rows.table = std::move(rows);
        d->saved = d->rows.table.snapshot();
        Q_EMIT rowsChanged(before, 0, more);
    }
    Q_EMIT changeProgress(permille);
}

bool DatasetDocument::isPreview() const
{
    return d->rows.preview;
}

bool DatasetDocument::isReadOnly() const
{
    return d->rows.readOnly;
}

bool DatasetDocument::isModified() const
{
    return !d->discarded && d->state != d->savedState;
}

bool DatasetDocument::isWriteProtected() const
{
    return d->rows.writeProtected;
}

int DatasetDocument::restoredEdits() const
{
    return d->rows.news.edits;
}

QDateTime DatasetDocument::restoredSince() const
{
    return d->rows.news.since > 0 ? QDateTime::fromMSecsSinceEpoch(d->rows.news.since) : QDateTime();
}

const std::vector<RowConflict> &DatasetDocument::conflicts() const
{
    return d->rows.news.conflicts;
}

QString DatasetDocument::recoveryNote() const
{
    const RecoveryNews &news = d->rows.news;
    const QString kept = QString::fromStdString(news.keptIn.string());
    if (news.unreadable)
        return tr("Unsaved edits of an earlier session could not be read. They are kept in %1.").arg(kept);
    if (news.fileMissing)
        return tr("The file is gone. The rows that were edited are here as a new data set; the edits are kept in %1.")
            .arg(kept);
    if (news.unplaced > 0)
        return tr("The file was changed by another program. Some unsaved edits no longer fit (%1); they are kept in "
                  "%2.")
            .arg(news.unplaced)
            .arg(kept);
    if (news.fileChanged)
        return tr("The file was changed by another program. Your unsaved edits were applied to its new text.");
    if (news.damaged)
        return tr("The end of the list of unsaved edits is damaged. All before it is back; the rest is kept in %1.")
            .arg(kept);
    if (news.unfinished)
        return tr("An edit of many rows was interrupted and has been undone as a whole.");
    if (!news.keptIn.empty())
        return tr("There are unsaved edits of several earlier sessions. The older ones are kept in %1.").arg(kept);
    return {};
}

JournalState DatasetDocument::journalState() const
{
    return d->journalState;
}

QString DatasetDocument::journalReason() const
{
    return d->journalReason;
}

std::optional<std::int64_t> DatasetDocument::editsLeft() const
{
    return d->editsLeft;
}

QString DatasetDocument::journalElsewhere() const
{
    return d->keptElsewhere;
}

bool DatasetDocument::isSaving() const
{
    return d->savesUnderWay > 0;
}

int DatasetDocument::rowCount() const
{
    return static_cast<int>(d->rows.table.size());
}

RowId DatasetDocument::rowId(int row) const
{
    return d->rows.table.rowId(static_cast<std::size_t>(row));
}

int DatasetDocument::rowOfId(RowId id) const
{
    return d->rows.table.rowOfId(id);
}

std::string DatasetDocument::line(int row) const
{
    return d->rows.table.line(static_cast<std::size_t>(row)).value_or(std::string());
}

Result<Example> DatasetDocument::example(int row) const
{
    const auto bytes = d->rows.table.line(static_cast<std::size_t>(row));
    if (!bytes)
        return tl::unexpected(bytes.error());
    return parseExample(*bytes);
}

std::vector<Issue> DatasetDocument::issues(int row) const
{
    const auto bytes = d->rows.table.line(static_cast<std::size_t>(row));
    if (!bytes)
        return {{"unreadable_row", Severity::Error, {}, bytes.error().message}};
    return checkRow(*bytes);
}

std::shared_ptr<const DatasetSnapshot> DatasetDocument::snapshot() const
{
    return d->rows.table.snapshot();
}

std::shared_ptr<const DatasetSnapshot> DatasetDocument::savedRows() const
{
    return d->saved;
}

std::optional<std::string> DatasetDocument::savedLine(RowId id) const
{
    if (!d->saved->has(id))
        return std::nullopt;
    auto bytes = d->saved->bytesOf(id);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

QUndoStack *DatasetDocument::undoStack() const
{
    return &d->undo;
}

void DatasetDocument::showJournalState(const JournalNews &news)
{
    const auto state = !news.error.empty()   ? JournalState::NotSafe
        : news.acknowledged >= d->lastQueued ? JournalState::Safe
                                             : JournalState::Writing;
    const QString elsewhere = QString::fromStdString(news.elsewhere.string());
    const bool told = d->editsLeft != news.editsLeft || d->keptElsewhere != elsewhere;
    d->editsLeft = news.editsLeft;
    d->keptElsewhere = elsewhere;
    const QString reason = QString::fromStdString(news.error);
    if (state != d->journalState || reason != d->journalReason)
        setJournalState(state, reason);
    else if (told)
        Q_EMIT journalStateChanged(state, reason);
}

void DatasetDocument::setJournalState(JournalState state, const QString &reason)
{
    if (state == d->journalState && reason == d->journalReason)
        return;
    d->journalState = state;
    d->journalReason = reason;
    Q_EMIT journalStateChanged(state, reason);
}

void DatasetDocument::discard(QObject *context, std::function<void()> done)
{
    if (done)
        d->afterDiscard.push_back([guard = QPointer<QObject>(context), done = std::move(done)] {
            if (guard)
                done();
        });
    if (!d->discarded && !d->rows.readOnly) {
        cancelChange();
        const bool wasModified = isModified();
        d->discarded = true;
        d->undo.clear();
        if (d->rows.journal)
            d->rows.journal->setListener({});
        if (wasModified)
            Q_EMIT modifiedChanged(false);
    }
    throwAwayWork();
}

// A save in the pool still uses the folder; it calls this when it is done.
void DatasetDocument::throwAwayWork()
{
    if (d->savesUnderWay > 0)
        return;
    const auto finish = [orders = std::exchange(d->afterDiscard, {})](int) {
        for (const auto &order : orders)
            order();
    };
    // The journal may have much to write yet, and the disk may be slow.
    auto away = [disk = d->places.disk, journal = d->discarded ? std::move(d->rows.journal) : nullptr,
                 work = d->discarded ? std::move(d->rows.work) : nullptr](const std::stop_token &) mutable {
        if (journal)
            std::ignore = journal->flush();
        journal.reset();
        if (work) {
            std::ignore = writeWhole(*disk, work->folder() / "discarded", {});
            std::ignore = work->moveTo("trash");
        }
        work.reset(); // and with it the lock, before anybody hears that it is done
        return 0;
    };
    std::ignore = runInBackground(this, std::move(away), finish);
}

bool DatasetDocument::hasDiscarded(const fs::path &path, const WorkPlaces &places)
{
    const auto canonical = withoutLinks(*places.disk, path);
    return canonical && !WorkFolder::findDiscarded(places, *canonical).empty();
}

Result<> DatasetDocument::bringBackDiscarded(const fs::path &path, const WorkPlaces &places)
{
    const auto canonical = withoutLinks(*places.disk, path);
    if (!canonical)
        return tl::unexpected(canonical.error());
    const auto found = WorkFolder::findDiscarded(places, *canonical);
    if (found.empty())
        return fail(ErrorKind::NotFound, "There are no discarded edits of " + path.string() + ".", "nothing_discarded");
    return WorkFolder::bringBack(places, found.front());
}

} // namespace onsa
