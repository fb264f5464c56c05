// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a document, those of earlier sessions among them, as its undo stack will hold them.
#pragma once

#include "dataset/journal_replay.h"

namespace onsa {

struct HistoryStep {
    std::string label;
    std::int64_t when = 0; // ms since 1970; 0 = not known
    std::vector<EditOp> ops; // what is not in the table now: they undo a done step, and do an undone one
    std::uint64_t before = 0, after = 0; // states of the document, see DatasetDocument::Private
};

struct EditHistory {
    std::vector<HistoryStep> steps;
    std::size_t done = 0; // steps[0 … done) are in the table
    std::uint64_t state = 0, savedState = 0, lastState = 0;
    std::shared_ptr<const RowsSnapshot> saved; // the rows as the file has them
    std::uint32_t lastMark = 0; // number of the last save that was begun
    int unsaved = 0; // orders since the save, undone ones taken away
    std::int64_t unsavedSince = 0; // time of the first of them
    std::optional<JournalDraft> draft;
    bool marked = false; // review states were changed
};

// Does all that the journal says to the fresh `table`, whose rows are those of the file that the journal began with.
// `saved`: the save that the file on the disk comes from, nothing = none. Nothing when the journal contradicts itself;
// then the table is spoilt.
std::optional<EditHistory> replayHistory(RowTable &table, const JournalContent &journal,
                                         std::optional<std::uint32_t> saved);

// The way from the rows of `table` to those of `wanted`, which is an earlier moment of it.
std::vector<EditOp> wayBack(RowTable &table, const RowsSnapshot &wanted);

// From `order` to `wanted`, as one splice of the part that differs.
void addSplice(const std::vector<RowId> &order, const std::vector<RowId> &wanted, std::vector<EditOp> &ops);

// Applies in order; the result undoes it.
std::vector<EditOp> applyAll(RowTable &table, std::vector<EditOp> ops);

} // namespace onsa
