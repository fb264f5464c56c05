// SPDX-License-Identifier: GPL-3.0-or-later
// A large order, made ready in the pool so that the window's thread only has to swap tables: half a million edited rows
// cost it a millisecond instead of a second.
#pragma once

#include "dataset/edit_op.h"
#include "dataset/row_table.h"

#include <string>
#include <vector>

namespace onsa {

struct PreparedEdit {
    RowTable rows; // after the order
    std::vector<EditOp> inverse;
    std::string record; // for the journal
    // One stretch that contains all that changed: rows [first, first + removed) gave way to `inserted`.
    int first = 0, removed = 0, inserted = 0;
    int firstMarked = -1, lastMarked = -1; // rows whose review states changed are between these; −1 = none
    bool marksOnly = false; // nothing of the file changes
};

// `rows` is a fork of the document's table, which must not change until the result is in its place. See journalAction()
// for `afterSave`.
PreparedEdit prepareEdit(RowTable rows, std::vector<EditOp> ops, ActionKind kind, std::string label, bool afterSave);

} // namespace onsa
