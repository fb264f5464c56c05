// SPDX-License-Identifier: GPL-3.0-or-later
// Opening off the window's thread: lock the work folder, index the file, bring back the history and unsaved edits.
#pragma once

#include "dataset/edit_journal.h"
#include "dataset/recovery.h"
#include "dataset/work_folder.h"

#include <stop_token>

namespace onsa {

// What is to be said about the edits of an earlier session.
struct RecoveryNews {
    int edits = 0; // applied
    std::int64_t since = 0; // ms since 1970, of the first of them; 0 = not known
    std::vector<RowConflict> conflicts; // the first of `unplaced`
    std::size_t unplaced = 0; // not applied, because their rows changed on the disk
    bool fileChanged = false; // the file was changed since, and the edits went where their rows are now
    bool fileMissing = false; // the file is gone; the rows that were edited are a new document
    bool unreadable = false; // the journal makes no sense
    bool damaged = false; // its end could not be read
    bool unfinished = false; // a bulk edit was not completely written, and is undone
    std::filesystem::path keptIn; // where it is kept; empty when all was applied
};

// Rows that can be shown before all is there: those of the file from its start on, more each time. Not told when there
// are unsaved edits to come back. From the threads that open, one call at a time.
using RowsSoFar = std::function<void(RowTable rows, int permille)>; // of the file's bytes

// All that a document is made of.
struct OpenedRows {
    RowTable table;
    std::filesystem::path path = {}; // absolute, links followed; empty = untitled
    std::optional<FileIdentity> onDisk = {}; // of the file at the path
    std::shared_ptr<WorkFolder> work = {}; // null when read-only or when it cannot be made
    std::shared_ptr<EditJournal> journal = {}; // null when read-only or without a work folder
    std::string journalError = {}; // why edits are not safe
    bool readOnly = false; // another window has it open
    bool writeProtected = false; // the file may not be written by this user
    EditHistory history = {};
    RecoveryNews news = {};
    std::vector<RowMark> reviews = {}; // that the rows came with
    bool reviewsUnreadable = false; // those of the file; what is there is kept when they are written anew
    bool preview = false; // not the document, only the rows that are known so far
};

Result<OpenedRows> openRows(const std::filesystem::path &path, const WorkPlaces &places, const std::stop_token &stop,
                            const RowsSoFar &soFar = {});
Result<OpenedRows> openUntitled(const WorkPlaces &places);

// The ops as the journal needs them, given the table before them: what rows held that are touched for the first time.
JournalAction journalAction(const RowTable &before, const std::vector<EditOp> &ops, ActionKind kind, std::string label,
                            bool afterSave);

} // namespace onsa
