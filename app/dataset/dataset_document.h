// SPDX-License-Identifier: GPL-3.0-or-later
// A data set being edited: an untouched file, the order of its rows, edited rows and a journal. The only mutator.
// Lives on the window's thread; what grows with the file runs on a snapshot in the pool.
#pragma once

#include "core/example.h"
#include "core/example_check.h"
#include "core/result.h"
#include "dataset/dataset_snapshot.h"
#include "dataset/edit_op.h"
#include "dataset/work_folder.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

class QUndoStack;

namespace onsa {

struct FileIdentity;
struct JournalNews;
struct RowConflict;
class RowsSnapshot;

// What stands where the document was opened or saved.
enum class DiskState { Same, Changed, Missing };

// Whether everything typed is on the disk.
enum class JournalState { Safe, Writing, NotSafe };

class DatasetDocument : public QObject
{
    Q_OBJECT

public:
    using OpenDone = std::function<void(Result<std::unique_ptr<DatasetDocument>>)>;

    // Reads in the pool, then calls `done` on this thread, unless `context` is gone. `places` hold the journals.
    // The steps of earlier sessions are on the undo stack, unsaved edits are applied: see restoredEdits(). A file that
    // is gone but had unsaved edits gives an untitled document of the edited rows.
    static void openFile(const std::filesystem::path &path, const WorkPlaces &places, QObject *context, OpenDone done);
    // An untitled document, or the last untitled one that was never saved, if a crash left it.
    static Result<std::unique_ptr<DatasetDocument>> createEmpty(const WorkPlaces &places);
    ~DatasetDocument() override;

    std::filesystem::path path() const; // empty = untitled
    QString displayName() const; // file name, or "" for untitled
    bool isReadOnly() const; // another window has it open
    bool isWriteProtected() const; // it can be edited, but only be saved under another name
    bool isModified() const;
    int restoredEdits() const; // that were not saved, brought back from the journal when it was opened
    QDateTime restoredSince() const; // when the first of them was made; invalid = not known
    // Edits whose rows another program had changed; nothing was applied to those rows.
    const std::vector<RowConflict> &conflicts() const;
    QString recoveryNote() const; // what to tell about them, translated; empty = nothing special
    JournalState journalState() const;
    QString journalReason() const; // why it is not safe
    // On a full disk: about so many edits still fit into what was taken ahead.
    std::optional<std::int64_t> editsLeft() const;
    QString journalElsewhere() const; // the folder that keeps the edits, when it is not the usual one; or empty
    bool isSaving() const;

    int rowCount() const;
    RowId rowId(int row) const;
    int rowOfId(RowId id) const; // -1 when it is not there
    std::string line(int row) const; // bytes; empty on a read error
    Result<Example> example(int row) const;
    std::vector<Issue> issues(int row) const; // of this row alone (checkLine)
    std::shared_ptr<const DatasetSnapshot> snapshot() const;

    // Every order is one undo step and is journalled before journalState() says Safe. Bounds are the caller's duty.
    Result<> setText(int row, const TextField &field, const QString &text);
    struct TextChange {
        int row = 0;
        TextField field;
        QString text;
    };
    Result<> setTexts(std::span<const TextChange> changes, const QString &label); // paste, fill, replace all
    Result<> insertExamples(int at, std::span<const Example> examples, const QString &label);
    Result<> removeRows(std::vector<int> rows, const QString &label);
    Result<> duplicateRows(const std::vector<int> &rows, const QString &label);
    // `to`: the row before which they go, counted before the move, as QAbstractItemModel::moveRows does.
    Result<> moveRows(int first, int count, int to, const QString &label);
    Result<> replaceLine(int row, const std::string &bytes, const QString &label); // repair of broken JSON by hand
    QUndoStack *undoStack() const;

    // The steps of the undo stack, those of earlier sessions too. Going to a step does or undoes all between.
    struct HistoryStepInfo {
        QString label;
        QDateTime when; // invalid = not known
    };
    int historyCount() const;
    HistoryStepInfo historyStep(int step) const;
    int historyIndex() const; // so many are done
    int savedHistoryIndex() const; // where the file is; −1 when no step leads there
    void goToHistory(int index);
    // One undo step that makes the rows those of the file.
    Result<> revertToSaved(const QString &label);
    std::vector<RowId> changedRows() const; // edited, new or come back since the save, in their order

    // Text that is being typed, kept in the journal until it is an edit. Nothing keeps more than 1 MiB.
    struct Draft {
        RowId row = 0;
        TextField field;
        QString text;
        QDateTime when;
    };
    void keepDraft(RowId row, const TextField &field, const QString &text);
    void dropDraft(); // it became an edit, or was given up
    std::optional<Draft> restoredDraft() const; // of a session that was killed

    // Writes what there is now, in the pool; editing goes on. Errors: Io, DiskFull, Conflict (changed on disk since).
    // `path` empty = the file it came from.
    void save(const std::filesystem::path &path, QObject *context, std::function<void(Result<>)> done);
    // The user chose to throw unsaved edits away: the journal goes to the trash folder, not into nothing. The document
    // takes no edit afterwards.
    void discard();
    // Closes the journal and the lock, so that the file can be opened anew and the unsaved edits merged into it. The
    // rows stay to be seen, but take no edit. Error: something is not safe; then nothing has changed.
    Result<> letGo();
    // Looks whether another program has changed the file, in the pool; diskStateChanged() tells. Follows changes of the
    // folder by itself.
    void lookAtDisk();
    DiskState diskState() const;

    // Unsaved edits that were discarded in the last 30 days; bringing them back is for when the document is closed.
    static bool hasDiscarded(const std::filesystem::path &path, const WorkPlaces &places);
    static Result<> bringBackDiscarded(const std::filesystem::path &path, const WorkPlaces &places);

Q_SIGNALS:
    // Rows [first, first + removed) gave way to `inserted` rows. Before and after every change of the order or text.
    void rowsAboutToChange(int first, int removed, int inserted);
    void rowsChanged(int first, int removed, int inserted);
    void modifiedChanged(bool modified);
    void pathChanged();
    void journalStateChanged(onsa::JournalState state, const QString &reason);
    void saveProgress(qint64 bytesDone, qint64 bytesAll);
    void diskStateChanged(onsa::DiskState state);
    void savedWithNote(const QString &note); // what could not be kept of the old file, translated

private:
    friend class EditCommand;
    struct Private;
    explicit DatasetDocument(std::unique_ptr<Private> p);

    Result<> mayEdit() const;
    Result<> insertLines(int at, std::vector<std::string> lines, const QString &label);
    Result<> push(std::vector<EditOp> ops, const QString &label, bool toSaved = false);
    void buildHistory();
    std::vector<EditOp> applyOps(std::vector<EditOp> ops, ActionKind kind, const QString &label, bool toSaved);
    void showJournalState(const JournalNews &news);
    void setJournalState(JournalState state, const QString &reason);
    void throwAwayWork();
    void closeJournal();
    void watchFolder();
    void markSaved(std::uint64_t state, std::shared_ptr<const RowsSnapshot> rows, const FileIdentity &identity,
                   const std::filesystem::path &path);

    std::unique_ptr<Private> d;
};

} // namespace onsa
