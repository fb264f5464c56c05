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
struct ChangeUnderWay;
struct PreparedEdit;

// Whether everything typed is on the disk.
enum class JournalState { Safe, Writing, NotSafe };

class DatasetDocument : public QObject
{
    Q_OBJECT

public:
    using OpenDone = std::function<void(Result<std::unique_ptr<DatasetDocument>>)>;

    // Reads in the pool, then calls `done` on this thread, unless `context` is gone. `workRoot` holds the journals.
    // Unsaved edits that a crash left are applied: see restoredEdits().
    static void openFile(const std::filesystem::path &path, const std::filesystem::path &workRoot, QObject *context,
                         OpenDone done);
    // An untitled document, or the last untitled one that was never saved, if a crash left it.
    static Result<std::unique_ptr<DatasetDocument>> createEmpty(const std::filesystem::path &workRoot);
    ~DatasetDocument() override;

    std::filesystem::path path() const; // empty = untitled
    QString displayName() const; // file name, or "" for untitled
    bool isReadOnly() const; // another window has it open
    bool isModified() const;
    int restoredEdits() const; // edits brought back from the journal when it was opened; one undo step
    QString recoveryNote() const; // what to tell about them, translated; empty = nothing special
    JournalState journalState() const;
    QString journalReason() const; // why it is not safe
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
    using TextChange = onsa::TextChange;
    Result<> setTexts(std::span<const TextChange> changes, const QString &label); // of a few rows
    Result<> insertExamples(int at, std::span<const Example> examples, const QString &label);
    Result<> removeRows(std::vector<int> rows, const QString &label);
    Result<> duplicateRows(const std::vector<int> &rows, const QString &label);
    // `to`: the row before which they go, counted before the move, as QAbstractItemModel::moveRows does.
    Result<> moveRows(int first, int count, int to, const QString &label);
    Result<> replaceLine(int row, const std::string &bytes, const QString &label); // repair of broken JSON by hand
    struct RowChange {
        int row = 0; // each row at most once
        std::vector<std::string> lines; // none: the row goes; several: rows behind it are added
    };
    Result<> replaceRows(std::span<const RowChange> changes, const QString &label); // fixes of findings
    QUndoStack *undoStack() const;

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

    // Writes what there is now, in the pool; editing goes on. Errors: Io, DiskFull, Conflict (changed on disk since).
    // `path` empty = the file it came from.
    void save(const std::filesystem::path &path, QObject *context, std::function<void(Result<>)> done);
    // The user chose to throw unsaved edits away: the journal goes to the trash folder, not into nothing. The document
    // takes no edit afterwards.
    // What is on the disk is put away in the pool, after a save that is under way; then `done` is called, unless
    // `context` is gone. Until then the file cannot be opened again for editing.
    void discard(QObject *context = nullptr, std::function<void()> done = {});

Q_SIGNALS:
    // Rows [first, first + removed) gave way to `inserted` rows. Before and after every change of the order or text.
    void rowsAboutToChange(int first, int removed, int inserted);
    void rowsChanged(int first, int removed, int inserted);
    void modifiedChanged(bool modified);
    void pathChanged();
    void journalStateChanged(onsa::JournalState state, const QString &reason);
    void saveProgress(qint64 bytesDone, qint64 bytesAll);
    void changingChanged(bool changing);
    void changeProgress(int permille);

private:
    friend class EditCommand;
    struct Private;
    explicit DatasetDocument(std::unique_ptr<Private> p);

    Result<> mayEdit() const;
    Result<> insertLines(int at, std::vector<std::string> lines, const QString &label);
    void noteQueued(std::uint64_t sequence);
    void push(std::vector<EditOp> ops, const QString &label);
    void step(bool again, ChangeDone done);
    using Permille = std::shared_ptr<std::atomic<int>>; // of the way; written in the pool
    using PrepareEdit = std::function<Result<PreparedEdit>(RowTable, const Permille &, const std::stop_token &)>;
    void prepare(PrepareEdit work, std::function<void()> apply, ChangeDone done);
    void endChange(std::unique_ptr<ChangeUnderWay> ended, const Result<> &result);
    std::vector<EditOp> applyPrepared(PreparedEdit edit);
    std::vector<EditOp> applyOps(std::vector<EditOp> ops, ActionKind kind, const QString &label);
    void showJournalState(std::uint64_t acknowledged, const QString &error);
    void setJournalState(JournalState state, const QString &reason);
    void throwAwayWork();
    void markSaved(std::uint64_t state, const FileIdentity &identity, const std::filesystem::path &path);

    std::unique_ptr<Private> d;
};

} // namespace onsa
