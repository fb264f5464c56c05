// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of the edit journal. A record is {magic, length, sequence, type, check} + payload, padded to 8 bytes; the
// check (XXH3) covers the header and the payload. Little endian. A long action is cut into parts.
#pragma once

#include "dataset/row_table.h"

#include <optional>

namespace onsa {

enum class RecordType : std::uint32_t {
    Header = 1, // first of every segment; its sequence is that of the first record behind it
    Part = 2, // an action goes on in the next record
    Action = 3, // the end of an action
    Snapshot = 4, // a save starts with the rows as they are here
    Prepared = 5, // the new file is complete and about to be renamed to its place
    Saved = 6, // it was
    Draft = 7, // what is being typed; the last one counts
    Meta = 8, // review states that the rows had when the journal began
};

struct JournalRecord {
    std::uint64_t sequence = 0;
    RecordType type = RecordType::Header;
    std::string_view payload;
};

// What the row ids mean: rows 0…fileRows−1 of that file.
struct JournalHeader {
    FileIdentity identity;
    std::uint64_t fileRows = 0;
    std::string path; // empty = untitled
};

struct SaveMark {
    std::uint32_t number = 0;
    FileIdentity identity; // Prepared only
};

// What a row of the file held before it was first touched, to find it again in a changed file.
struct RowHash {
    RowId id = 0;
    std::uint64_t hash = 0;
};

// Text that is being typed into a row and is no edit yet.
struct JournalDraft {
    RowId id = 0;
    std::int32_t field = 0; // as the window numbers them
    std::int32_t part = 0; // turn of a chat
    std::string text;
    std::int64_t when = 0; // ms since 1970
    bool open = false; // false: it became an edit, or was given up
};

// What a row held before it was touched, when that is short enough to keep.
struct RowBefore {
    RowId id = 0;
    RowBytes bytes;
};

// One order of the user. Set operations always carry the bytes; null means "as in the file".
struct JournalAction {
    ActionKind kind = ActionKind::Do;
    std::string label;
    std::vector<EditOp> ops;
    std::vector<RowHash> hashes = {};
    std::vector<RowBefore> before = {}; // of other rows than `hashes`
    std::int64_t when = 0; // ms since 1970; 0 = not known
    bool toSaved = false; // it makes the rows those of the last save
};

std::uint64_t hashOf(std::string_view bytes);

std::size_t recordBytes(std::size_t payload); // of the record on the disk
std::string encodeRecord(RecordType type, std::uint64_t sequence, std::string_view payload);
// The record at `at`, which moves behind it; nothing = the end or damage (at < bytes.size()).
std::optional<JournalRecord> decodeRecord(std::string_view bytes, std::size_t &at);

std::string encodeHeader(const JournalHeader &header);
std::string encodeMark(const SaveMark &mark);
std::string encodeAction(const JournalAction &action);
std::string encodeDraft(const JournalDraft &draft);
std::string encodeMarks(const std::vector<RowMark> &marks);
std::optional<JournalHeader> decodeHeader(std::string_view payload);
std::optional<SaveMark> decodeMark(std::string_view payload);
// `withBefore`: what rows held is copied too; only a changed file needs it.
std::optional<JournalAction> decodeAction(std::string_view payload, bool withBefore = true);
std::optional<JournalDraft> decodeDraft(std::string_view payload);
std::optional<std::vector<RowMark>> decodeMarks(std::string_view payload);

constexpr std::size_t maxPayload = 4 << 20; // longer actions are cut

} // namespace onsa
