// SPDX-License-Identifier: GPL-3.0-or-later
// A data set being edited: an untouched file, the order of its rows, edited rows and a journal. The only mutator.
// Lives on the window's thread; what grows with the file runs on a snapshot in the pool.
#pragma once

#include "core/example.h"
#include "core/example_check.h"
#include "core/result.h"
#include "dataset/dataset_snapshot.h"
#include "dataset/edit_op.h"
#include "dataset/row_changes.h"
#include "dataset/work_folder.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

class QUndoStack;

namespace onsa {

struct FileIdentity;
struct ChangeUnderWay;
struct JournalNews;
struct PreparedEdit;
struct RowConflict;
class RowsSnapshot;
class RowTable;

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
    // `preview` may be called once before: see isPreview().
    using Preview = std::function<void(std::unique_ptr<DatasetDocument>)>;
    static void openFile(const std::filesystem::path &path, const WorkPlaces &places, QObject *context, OpenDone done,
                         Preview preview = {});
    // An untitled document, or the last untitled one that was never saved, if a crash left it.
    // Made in the pool as well.
    static void createEmpty(const WorkPlaces &places, QObject *context, OpenDone done);
    // Closes it in the pool: what is not on the disk yet goes there. Who opens afterwards waits for it. The destructor
    // does the same at once, for the end of the program.
    static void close(std::unique_ptr<DatasetDocument> document);
    ~DatasetDocument() override;

    std::filesystem::path path() const; // empty = untitled
    QString displayName() const; // file name, or "" for untitled
    // Not the document, but the first rows of a large one that is being opened. They can be seen and nothing else; more
    // come by themselves, changeProgress() says how much of the file is known.
    bool isPreview() const;
    bool isReadOnly() const; // another window has it open, or it is a preview
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
    ReviewState review(int row) const;
    std::vector<Issue> issues(int row) const; // of this row alone (checkLine)
    std::shared_ptr<const DatasetSnapshot> snapshot() const;
    // The rows as the file on disk has them: as they were opened or last saved. Rows keep their ids.
    std::shared_ptr<const DatasetSnapshot> savedRows() const;
    std::optional<std::string> savedLine(RowId id) const; // nothing: the file does not have this row

    // Every order is one undo step and is journalled before journalState() says Safe. Bounds are the caller's duty.
    Result<> setText(int row, const TextField &field, const QString &text);
    using TextChange = onsa::TextChange;
    Result<> setTexts(std::span<const TextChange> changes, const QString &label); // of a few rows
    Result<> insertExamples(int at, std::span<const Example> examples, const QString &label);
    Result<> removeRows(std::vector<int> rows, const QString &label);
    Result<> duplicateRows(const std::vector<int> &rows, const QString &label);
    // `to`: the row before which they go, counted before the move, as QAbstractItemModel::moveRows does.
    Result<> moveRows(int first, int count, int to, const QString &label);
    // Review states change nothing of the file and do not make the document modified. See RowChanges::marks for many.
    Result<> setReviews(std::vector<RowMark> marks, const QString &label);
    Result<> replaceLine(int row, const std::string &bytes, const QString &label); // repair of broken JSON by hand
    struct RowChange {
        int row = 0; // each row at most once
        std::vector<std::string> lines; // none: the row goes; several: rows behind it are added
    };
    Result<> replaceRows(std::span<const RowChange> changes, const QString &label); // fixes of findings
    QUndoStack *undoStack() const;

    // How the lines of the file shall end from the next save on; nothing changes before. No edit: the rows stay the
    // same.
    LineForm lineForm() const;
    bool isLineFormSaved() const; // the last save has done it
    void setLineForm(LineForm form, bool saved = false);

    // For orders that may concern very many rows: `make` runs in the pool on the rows as they are now, says what is to
    // change, and all of it comes at once. Meanwhile the rows can be read, every other order is refused with "changing"
    // and a save waits for the end. `rows` is how many rows `make` looks at; up to smallChange it runs here, and `done`
    // is called before this returns. An order that changes nothing makes no undo step.
    using ChangeMaker =
        std::function<Result<RowChanges>(const DatasetSnapshot &, const ScanProgress &, std::stop_token)>;
    using ChangeDone = std::function<void(Result<>)>;
    static constexpr std::size_t smallChange = 200;
    void change(std::size_t rows, const QString &label, ChangeMaker make, ChangeDone done);
    // As those of the undo stack; a step of many rows is prepared in the pool like a change.
    void undo(ChangeDone done);
    void redo(ChangeDone done);
    bool isChanging() const;
    // Rolls back wholly: nothing was applied yet. `done` gets Cancelled.
    void cancelChange();
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
    // `path` empty = the file it came from. A folder that may not be written gives the code "folder_protected"; then
    // SaveWay::OverTheFile, which the user must have been asked about, writes over the file itself after whole copies
    // of the old and the new rows are in the work folder. What a crash leaves half-written is finished when it is
    // opened.
    enum class SaveWay { NewFile, OverTheFile };
    void save(const std::filesystem::path &path, QObject *context, std::function<void(Result<>)> done,
              SaveWay way = SaveWay::NewFile);
    // The user chose to throw unsaved edits away: the journal goes to the trash folder, not into nothing. The document
    // takes no edit afterwards.
    // What is on the disk is put away in the pool, after a save that is under way; then `done` is called, unless
    // `context` is gone. Until then the file cannot be opened again for editing.
    void discard(QObject *context = nullptr, std::function<void()> done = {});
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
    void reviewsChanged(int first, int last); // the states of rows between these
    void modifiedChanged(bool modified);
    void pathChanged();
    void lineFormChanged();
    void journalStateChanged(onsa::JournalState state, const QString &reason);
    void saveProgress(qint64 bytesDone, qint64 bytesAll);
    void changingChanged(bool changing);
    void changeProgress(int permille);
    void diskStateChanged(onsa::DiskState state);
    void savedWithNote(const QString &note); // what could not be kept of the old file, translated

private:
    friend class EditCommand;
    struct Private;
    explicit DatasetDocument(std::unique_ptr<Private> p);

    Result<> mayEdit() const;
    Result<> insertLines(int at, std::vector<std::string> lines, const QString &label);
    void noteQueued(std::uint64_t sequence);
    Result<> push(std::vector<EditOp> ops, const QString &label, bool toSaved = false);
    Result<> roomFor(std::size_t bytes) const; // in the journal
    void step(bool again, ChangeDone done);
    using Permille = std::shared_ptr<std::atomic<int>>; // of the way; written in the pool
    using PrepareEdit = std::function<Result<PreparedEdit>(RowTable, const Permille &, const std::stop_token &)>;
    void prepare(PrepareEdit work, std::function<void()> apply, ChangeDone done);
    void endChange(std::unique_ptr<ChangeUnderWay> ended, const Result<> &result);
    std::uint64_t stateAfter(const std::vector<EditOp> &ops, bool toSaved);
    void noteReviews(int first, int last);
    void keepReviews();
    std::vector<EditOp> applyPrepared(PreparedEdit edit);
    void buildHistory();
    std::vector<EditOp> applyOps(std::vector<EditOp> ops, ActionKind kind, const QString &label, bool toSaved);
    void showJournalState(const JournalNews &news);
    void setJournalState(JournalState state, const QString &reason);
    void throwAwayWork();
    struct Closing;
    Closing takeClosing();
    void closeJournal();
    void grow(RowTable rows, int permille); // a preview
    void watchFolder();
    void markSaved(std::uint64_t state, std::shared_ptr<const RowsSnapshot> rows, const FileIdentity &identity,
                   const std::filesystem::path &path);

    std::unique_ptr<Private> d;
};

} // namespace onsa
