// SPDX-License-Identifier: GPL-3.0-or-later
// What a journal on the disk says: its valid prefix, and the rows that come out of it.
#pragma once

#include "dataset/edit_journal.h"

#include <unordered_map>

namespace onsa {

// The records up to the first damage, over all segments. Owns the bytes that the records point to.
struct JournalContent {
    JournalHeader header;
    struct Step {
        RecordType type = RecordType::Action;
        std::uint64_t sequence = 0; // of its first part
        std::string joined; // of an action that was cut into parts
        std::string_view bytes; // of one that was not
        std::string_view payload() const { return joined.empty() ? bytes : std::string_view(joined); }
    };
    std::vector<Step> steps; // all but Header and Part
    bool damaged = false; // there is something behind the valid part
    bool unfinished = false; // an action of several parts has no end
    // What is behind the valid part of a segment, to be kept. `torn`: as an interrupted write leaves it.
    struct BadTail {
        std::filesystem::path segment;
        std::string_view bytes;
        bool torn = false;
    };
    std::vector<BadTail> tails;
    JournalEnd end; // where to go on
    std::vector<std::unique_ptr<std::string>> segments;
};

// The segments of all `folders` together. NotFound when there is none with a header.
Result<JournalContent> readJournal(const std::vector<std::filesystem::path> &folders, Disk &disk = Disk::system());

// The save that made the file what it is: by its identity, else the last one that was finished.
struct JournalBase {
    bool fits = false; // the file is what the journal knows
    std::optional<std::uint32_t> mark; // nothing = as it was opened
};
JournalBase baseOf(const JournalContent &journal, const std::optional<FileIdentity> &file);

// Rows in the ids of the journal.
struct JournalRows {
    std::vector<RowId> order;
    std::unordered_map<RowId, RowBytes> bytes; // of rows that differ from the file the header means
};

struct JournalOutcome {
    JournalRows saved; // as the file on the disk should be
    JournalRows now; // with the unsaved edits
    std::unordered_map<RowId, std::uint64_t> hashes; // of touched rows as the file had them
    std::unordered_map<RowId, RowBytes> before; // what they held, where it is known
    int edits = 0; // actions since the save, undone ones taken away
    bool fitsFile = false; // `saved` is the file with the given identity
};

// `file`: what is at the path now. Nothing when an action cannot be applied: then the journal is not ours to guess at.
std::optional<JournalOutcome> replay(const JournalContent &journal, const std::optional<FileIdentity> &file);

} // namespace onsa
