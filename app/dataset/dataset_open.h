// SPDX-License-Identifier: GPL-3.0-or-later
// Opening off the window's thread: index the file, lock its work folder, bring back unsaved edits.
#pragma once

#include "dataset/edit_journal.h"
#include "dataset/recovery.h"
#include "dataset/work_folder.h"

#include <stop_token>

namespace onsa {

// What is to be said about the edits of an earlier session.
struct RecoveryNews {
    int edits = 0; // applied
    std::size_t unplaced = 0; // not applied, because their rows changed on the disk
    bool fileChanged = false; // the file was changed since, and the edits went where their rows are now
    bool unreadable = false; // the journal makes no sense
    std::filesystem::path keptIn; // where it is kept; empty when all was applied
};

// All that a document is made of.
struct OpenedRows {
    RowTable table;
    std::filesystem::path path; // absolute, links followed; empty = untitled
    std::shared_ptr<WorkFolder> work; // null when read-only or when it cannot be made
    std::shared_ptr<EditJournal> journal; // null when read-only or without a work folder
    std::string journalError; // why edits are not safe
    bool readOnly = false; // another window has it open
    std::vector<EditOp> inverse; // undoes the restored edits
    RecoveryNews news;
};

Result<OpenedRows> openRows(const std::filesystem::path &path, const std::filesystem::path &workRoot,
                            const std::stop_token &stop);
Result<OpenedRows> openUntitled(const std::filesystem::path &workRoot);

// The ops as the journal needs them, given the table before them: hashes of rows that are touched for the first time.
JournalAction journalAction(const RowTable &before, const std::vector<EditOp> &ops, ActionKind kind, std::string label,
                            bool afterSave);
// Applies in order; the result undoes it.
std::vector<EditOp> applyAll(RowTable &table, std::vector<EditOp> ops);

} // namespace onsa
