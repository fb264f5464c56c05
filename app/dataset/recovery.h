// SPDX-License-Identifier: GPL-3.0-or-later
// Unsaved edits of a journal, turned into edits of the freshly opened file.
#pragma once

#include "dataset/journal_replay.h"

#include <stop_token>

namespace onsa {

struct Recovery {
    std::vector<EditOp> ops; // to apply to the fresh table, in order; empty = nothing was unsaved
    int edits = 0; // orders of the user that are in `ops`
    std::size_t unplaced = 0; // edited or deleted rows whose text changed on the disk: not applied
    bool fileChanged = false; // by another program, since the journal was written
    bool unreadable = false; // the journal contradicts itself: nothing applied
};

// `table` is fresh; new row ids are taken from it.
Recovery recover(RowTable &table, const JournalContent &journal, const std::optional<FileIdentity> &file,
                 const std::stop_token &stop);

} // namespace onsa
