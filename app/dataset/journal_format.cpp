// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/journal_format.h"

#include <bit>
#include <cstring>
#include <xxhash.h>

namespace onsa {

static_assert(std::endian::native == std::endian::little, "the journal is written as it is in memory");

namespace {

constexpr std::uint32_t recordMagic = 0x314C4A4F; // "OJL1"
constexpr std::size_t checkOffset = 24;
constexpr std::size_t headerBytes = 32;
constexpr std::uint32_t formatVersion = 1;

enum class OpTag : std::uint8_t {
    Set = 1,
    Revert = 2,
    Splice = 3,
    Hash = 4,
    Time = 5,
    Before = 6,
    ToSaved = 7,
    Mark = 8
};

template <class Number> void put(std::string &out, Number value)
{
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

void putText(std::string &out, std::string_view text)
{
    put(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
}

// Reads what put() wrote; after the first lack everything is zero and ok() is false.
class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_bytes.size(); }
    std::size_t left() const { return m_bytes.size() - m_at; }

    template <class Number> Number number()
    {
        Number value{};
        const auto bytes = take(sizeof value);
        if (m_ok)
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string_view text() { return take(number<std::uint32_t>()); }
    std::string_view take(std::size_t count)
    {
        m_ok = m_ok && count <= left();
        if (!m_ok)
            return {};
        m_at += count;
        return m_bytes.substr(m_at - count, count);
    }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_ok = true;
};

std::uint64_t checkOf(std::string_view head, std::string_view payload)
{
    return XXH3_64bits_withSeed(payload.data(), payload.size(), XXH3_64bits(head.data(), checkOffset));
}

void putIdentity(std::string &out, const FileIdentity &identity)
{
    put(out, identity.device);
    put(out, identity.inode);
    put(out, identity.size);
    put(out, identity.modified);
}

FileIdentity readIdentity(Reader &in)
{
    FileIdentity identity;
    identity.device = in.number<std::uint64_t>();
    identity.inode = in.number<std::uint64_t>();
    identity.size = in.number<std::int64_t>();
    identity.modified = in.number<std::int64_t>();
    return identity;
}

void putOp(std::string &out, const SetOp &op)
{
    put(out, op.bytes ? OpTag::Set : OpTag::Revert);
    put(out, op.id);
    if (op.bytes)
        putText(out, *op.bytes);
}

void putOp(std::string &out, const SpliceOp &op)
{
    put(out, OpTag::Splice);
    put(out, op.first);
    put(out, op.removed);
    put(out, static_cast<std::uint32_t>(op.inserted.size()));
    out.append(reinterpret_cast<const char *>(op.inserted.data()), op.inserted.size() * sizeof(RowId));
}

void putMarks(std::string &out, const std::vector<RowMark> &marks)
{
    put(out, static_cast<std::uint32_t>(marks.size()));
    for (const RowMark &one : marks) {
        put(out, one.id);
        put(out, one.state);
    }
}

void putOp(std::string &out, const MarkOp &op)
{
    put(out, OpTag::Mark);
    putMarks(out, op.marks);
}

std::optional<std::vector<RowMark>> readMarks(Reader &in)
{
    const auto count = in.number<std::uint32_t>();
    if (!in.ok() || count > in.left() / (sizeof(RowId) + sizeof(ReviewState)))
        return std::nullopt;
    std::vector<RowMark> marks(count);
    for (RowMark &one : marks) {
        one.id = in.number<RowId>();
        one.state = in.number<ReviewState>();
        if (static_cast<std::size_t>(one.state) >= reviewStates)
            return std::nullopt;
    }
    return marks;
}

std::optional<SpliceOp> readSplice(Reader &in)
{
    SpliceOp op;
    op.first = in.number<std::uint32_t>();
    op.removed = in.number<std::uint32_t>();
    const auto count = in.number<std::uint32_t>();
    const auto ids = in.take(std::size_t{count} * sizeof(RowId));
    if (!in.ok())
        return std::nullopt;
    op.inserted.resize(count);
    if (count > 0)
        std::memcpy(op.inserted.data(), ids.data(), ids.size());
    return op;
}

} // namespace

std::uint64_t hashOf(std::string_view bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::size_t recordBytes(std::size_t payload)
{
    return (headerBytes + payload + 7) / 8 * 8;
}

std::string encodeRecord(RecordType type, std::uint64_t sequence, std::string_view payload)
{
    std::string record;
    record.reserve(recordBytes(payload.size()));
    put(record, recordMagic);
    put(record, static_cast<std::uint32_t>(payload.size()));
    put(record, sequence);
    put(record, type);
    put(record, std::uint32_t{0});
    put(record, checkOf(record, payload));
    record.append(payload);
    record.resize((record.size() + 7) / 8 * 8, '\0');
    return record;
}

std::optional<JournalRecord> decodeRecord(std::string_view bytes, std::size_t &at)
{
    Reader in(bytes.substr(at));
    JournalRecord record;
    const auto magic = in.number<std::uint32_t>();
    const auto length = in.number<std::uint32_t>();
    record.sequence = in.number<std::uint64_t>();
    record.type = in.number<RecordType>();
    in.number<std::uint32_t>();
    const auto check = in.number<std::uint64_t>();
    record.payload = in.take(length);
    if (!in.ok() || magic != recordMagic || check != checkOf(bytes.substr(at, checkOffset), record.payload))
        return std::nullopt;
    at = std::min(bytes.size(), at + recordBytes(length));
    return record;
}

std::string encodeHeader(const JournalHeader &header)
{
    std::string out;
    put(out, formatVersion);
    putIdentity(out, header.identity);
    put(out, header.fileRows);
    putText(out, header.path);
    return out;
}

std::optional<JournalHeader> decodeHeader(std::string_view payload)
{
    Reader in(payload);
    const auto version = in.number<std::uint32_t>();
    JournalHeader header;
    header.identity = readIdentity(in);
    header.fileRows = in.number<std::uint64_t>();
    header.path = in.text();
    if (!in.ok() || version != formatVersion || header.fileRows > maxRows)
        return std::nullopt;
    return header;
}

std::string encodeMark(const SaveMark &mark)
{
    std::string out;
    put(out, mark.number);
    putIdentity(out, mark.identity);
    return out;
}

std::optional<SaveMark> decodeMark(std::string_view payload)
{
    Reader in(payload);
    SaveMark mark;
    mark.number = in.number<std::uint32_t>();
    mark.identity = readIdentity(in);
    return in.ok() ? std::optional(mark) : std::nullopt;
}

std::string encodeDraft(const JournalDraft &draft)
{
    std::string out;
    put(out, draft.id);
    put(out, draft.field);
    put(out, draft.part);
    putText(out, draft.text);
    put(out, draft.when);
    put(out, static_cast<std::uint8_t>(draft.open));
    return out;
}

std::optional<JournalDraft> decodeDraft(std::string_view payload)
{
    Reader in(payload);
    JournalDraft draft;
    draft.id = in.number<RowId>();
    draft.field = in.number<std::int32_t>();
    draft.part = in.number<std::int32_t>();
    draft.text = in.text();
    draft.when = in.number<std::int64_t>();
    draft.open = in.number<std::uint8_t>() != 0;
    return in.ok() ? std::optional(std::move(draft)) : std::nullopt;
}

std::string encodeMarks(const std::vector<RowMark> &marks)
{
    std::string out;
    putMarks(out, marks);
    return out;
}

std::optional<std::vector<RowMark>> decodeMarks(std::string_view payload)
{
    Reader in(payload);
    auto marks = readMarks(in);
    return marks && in.atEnd() ? std::move(marks) : std::nullopt;
}

std::string encodeAction(const JournalAction &action)
{
    std::string out;
    put(out, action.kind);
    putText(out, action.label);
    if (action.when != 0) {
        put(out, OpTag::Time);
        put(out, action.when);
    }
    if (action.toSaved)
        put(out, OpTag::ToSaved);
    for (const RowBefore &before : action.before) {
        put(out, OpTag::Before);
        put(out, before.id);
        putText(out, *before.bytes);
    }
    for (const RowHash &known : action.hashes) {
        put(out, OpTag::Hash);
        put(out, known.id);
        put(out, known.hash);
    }
    for (const EditOp &op : action.ops)
        std::visit([&out](const auto &one) { putOp(out, one); }, op);
    return out;
}

std::optional<JournalAction> decodeAction(std::string_view payload, bool withBefore)
{
    Reader in(payload);
    JournalAction action;
    action.kind = in.number<ActionKind>();
    action.label = in.text();
    while (in.ok() && !in.atEnd()) {
        const auto tag = in.number<OpTag>();
        if (tag == OpTag::Splice) {
            auto splice = readSplice(in);
            if (!splice)
                return std::nullopt;
            action.ops.emplace_back(std::move(*splice));
            continue;
        }
        if (tag == OpTag::Mark) {
            auto marks = readMarks(in);
            if (!marks)
                return std::nullopt;
            action.ops.emplace_back(MarkOp{std::move(*marks)});
            continue;
        }
        if (tag == OpTag::Time) {
            action.when = in.number<std::int64_t>();
            continue;
        }
        if (tag == OpTag::ToSaved) {
            action.toSaved = true;
            continue;
        }
        const auto id = in.number<RowId>();
        if (tag == OpTag::Set)
            action.ops.emplace_back(SetOp{id, std::make_shared<const std::string>(in.text())});
        else if (tag == OpTag::Revert)
            action.ops.emplace_back(SetOp{id, nullptr});
        else if (tag == OpTag::Before && !withBefore)
            in.text();
        else if (tag == OpTag::Before)
            action.before.push_back({id, std::make_shared<const std::string>(in.text())});
        else if (tag == OpTag::Hash)
            action.hashes.push_back({id, in.number<std::uint64_t>()});
        else
            return std::nullopt;
    }
    return in.ok() ? std::optional(std::move(action)) : std::nullopt;
}

} // namespace onsa
