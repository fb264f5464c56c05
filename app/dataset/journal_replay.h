// SPDX-License-Identifier: GPL-3.0-or-later
// What a journal on the disk says: its valid prefix, and the rows that come out of it.
#pragma once

#include "dataset/journal_format.h"

#include <unordered_map>

namespace onsa {

// The records up to the first damage, over all segments. Owns the bytes that the records point to.
struct JournalContent {
    JournalHeader header;
    struct Step {
        RecordType type = RecordType::Action;
        std::string joined; // of an action that was cut into parts
        std::string_view bytes; // of one that was not
        std::string_view payload() const { return joined.empty() ? bytes : std::string_view(joined); }
    };
    std::vector<Step> steps; // Action, Snapshot, Prepared, Saved
    bool damaged = false; // there is something behind the valid part
    std::vector<std::unique_ptr<std::string>> segments;
};

// NotFound when the folder has no journal with a header.
Result<JournalContent> readJournal(const std::filesystem::path &folder);

// Rows in the ids of the journal.
struct JournalRows {
    std::vector<RowId> order;
    std::unordered_map<RowId, RowBytes> bytes; // of rows that differ from the file the header means
};

struct JournalOutcome {
    JournalRows saved; // as the file on the disk should be
    JournalRows now; // with the unsaved edits
    std::unordered_map<RowId, std::uint64_t> hashes; // of touched rows as the file had them
    int edits = 0; // actions since the save, undone ones taken away
    bool fitsFile = false; // `saved` is the file with the given identity
};

// `file`: what is at the path now. Nothing when an action cannot be applied: then the journal is not ours to guess at.
std::optional<JournalOutcome> replay(const JournalContent &journal, const std::optional<FileIdentity> &file);

} // namespace onsa
