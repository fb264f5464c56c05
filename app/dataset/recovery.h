// SPDX-License-Identifier: GPL-3.0-or-later
// Unsaved edits of a journal, turned into edits of the freshly opened file.
#pragma once

#include "dataset/edit_history.h"

#include <stop_token>

namespace onsa {

// An edit whose row was changed by somebody else.
struct RowConflict {
    RowBytes then; // what was edited; null = not known
    RowBytes yours; // null = deleted
    std::optional<RowId> now; // the row that stands in its place; nothing = the file is shorter
};

struct Recovery {
    std::vector<EditOp> ops; // to apply to the fresh table, in order; empty = nothing was unsaved
    int edits = 0; // orders of the user that are in `ops`
    std::vector<RowConflict> conflicts; // the first thousand of `unplaced`
    std::size_t unplaced = 0; // edited or deleted rows whose text changed on the disk: not applied
    bool fileChanged = false; // by another program, since the journal was written
    bool unreadable = false; // the journal contradicts itself: nothing applied
};

// `table` is fresh; new row ids are taken from it.
Recovery recover(RowTable &table, const JournalContent &journal, const std::optional<FileIdentity> &file,
                 const std::stop_token &stop);

// Of a file that is gone: the rows that the journal holds whole, in their order.
std::vector<EditOp> rowsOfMissingFile(RowTable &untitled, const JournalContent &journal);

} // namespace onsa
