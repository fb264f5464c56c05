// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_document.h"

#include "dataset/dataset_document_p.h"
#include "dataset/edit_command.h"
#include "dataset/row_issues.h"
#include "system/background.h"

#include <climits>

namespace onsa {

namespace fs = std::filesystem;

void DatasetDocument::openFile(const fs::path &path, const fs::path &workRoot, QObject *context, OpenDone done)
{
    const auto work = [path, workRoot](const std::stop_token &stop) { return openRows(path, workRoot, stop); };
    std::ignore = runInBackground(context, work, [workRoot, done = std::move(done)](Result<OpenedRows> opened) {
        if (!opened)
            return done(tl::unexpected(opened.error()));
        done(std::unique_ptr<DatasetDocument>(
            new DatasetDocument(std::make_unique<Private>(std::move(*opened), workRoot))));
    });
}

Result<std::unique_ptr<DatasetDocument>> DatasetDocument::createEmpty(const fs::path &workRoot)
{
    auto opened = openUntitled(workRoot);
    if (!opened)
        return tl::unexpected(opened.error());
    return std::unique_ptr<DatasetDocument>(
        new DatasetDocument(std::make_unique<Private>(std::move(*opened), workRoot)));
}

DatasetDocument::DatasetDocument(std::unique_ptr<Private> p)
    : d(std::move(p))
{
    if (!d->rows.path.empty())
        d->onDisk = d->rows.table.source().identity();
    if (!d->rows.journalError.empty()) {
        d->journalState = JournalState::NotSafe;
        d->journalReason = QString::fromStdString(d->rows.journalError);
    }
    if (!d->rows.inverse.empty()) {
        d->undo.push(new EditCommand(*this, tr("Restore unsaved edits"), std::move(d->rows.inverse), true));
        d->state = d->lastState = 1;
    }
    if (d->rows.journal) {
        // The writer's thread calls.
        d->rows.journal->setListener(
            [guard = QPointer<DatasetDocument>(this)](std::uint64_t acknowledged, const std::string &error) {
                runInWindow([guard, acknowledged, error] {
                    if (guard)
                        guard->showJournalState(acknowledged, QString::fromStdString(error));
                });
            });
    }
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
    d->undo.clear();
    if (!d->rows.journal)
        return;
    d->rows.journal->setListener({});
    std::ignore = d->rows.journal->flush();
    // Unsaved edits wait there for the next time; so does a save that is still being written.
    const bool needed = isModified() || d->savesUnderWay > 0;
    d->rows.journal.reset();
    if (!needed && d->rows.work)
        d->rows.work->remove();
}

fs::path DatasetDocument::path() const
{
    return d->rows.path;
}

QString DatasetDocument::displayName() const
{
    return QString::fromStdString(d->rows.path.filename().string());
}

bool DatasetDocument::isReadOnly() const
{
    return d->rows.readOnly;
}

bool DatasetDocument::isModified() const
{
    return !d->discarded && d->state != d->savedState;
}

int DatasetDocument::restoredEdits() const
{
    return d->rows.news.edits;
}

QString DatasetDocument::recoveryNote() const
{
    const RecoveryNews &news = d->rows.news;
    const QString kept = QString::fromStdString(news.keptIn.string());
    if (news.unreadable)
        return tr("Unsaved edits of an earlier session could not be read. They are kept in %1.").arg(kept);
    if (news.unplaced > 0)
        return tr("The file was changed by another program. %n unsaved edit(s) no longer fit and are kept in %1.",
                  nullptr, static_cast<int>(std::min<std::size_t>(news.unplaced, INT_MAX)))
            .arg(kept);
    if (news.fileChanged)
        return tr("The file was changed by another program. Your unsaved edits were applied to its new text.");
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
    return d->savedRows ? d->savedRows : d->rows.table.fileSnapshot();
}

std::optional<std::string> DatasetDocument::savedLine(RowId id) const
{
    const bool there = d->savedRows ? d->savedRows->has(id) : id < d->rows.table.fileRows();
    if (!there)
        return std::nullopt;
    auto bytes = d->savedRows ? d->savedRows->bytesOf(id) : d->rows.table.fileBytesOf(id);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

QUndoStack *DatasetDocument::undoStack() const
{
    return &d->undo;
}

void DatasetDocument::showJournalState(std::uint64_t acknowledged, const QString &error)
{
    const auto state = !error.isEmpty() ? JournalState::NotSafe
        : acknowledged >= d->lastQueued ? JournalState::Safe
                                        : JournalState::Writing;
    setJournalState(state, error);
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
    auto away = [journal = d->discarded ? std::move(d->rows.journal) : nullptr,
                 work = d->discarded ? std::move(d->rows.work) : nullptr](const std::stop_token &) mutable {
        if (journal)
            std::ignore = journal->flush();
        journal.reset();
        if (work)
            std::ignore = work->moveTo("trash");
        work.reset(); // and with it the lock, before anybody hears that it is done
        return 0;
    };
    std::ignore = runInBackground(this, std::move(away), finish);
}

} // namespace onsa
