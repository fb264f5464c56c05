// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/journal_replay.h"

#include "dataset/edit_journal.h"
#include "dataset/io_error.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <numeric>

namespace onsa {

namespace {

struct Segment {
    std::filesystem::path path;
    int number = 0;
};

// In the order they were written. A folder that is not there has none; one that cannot be read is an error.
Result<std::vector<Segment>> segmentsIn(const std::vector<std::filesystem::path> &folders, Disk &disk)
{
    std::vector<Segment> found;
    for (const auto &folder : folders) {
        const auto names = disk.names(folder);
        if (!names && errno != ENOENT)
            return tl::unexpected(ioError(errno, "read", folder));
        for (const std::string &name : names.value_or(std::vector<std::string>())) {
            if (!name.starts_with("journal") || !name.ends_with(".ojl"))
                continue;
            const int number = name == segmentName(1) ? 1 : std::atoi(name.c_str() + 8);
            if (number > 0 && segmentName(number) == name)
                found.push_back({folder / name, number});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.number < b.number; });
    return found;
}

// Joins parts to whole actions; parts whose end never came are no edit.
class Joiner
{
public:
    explicit Joiner(JournalContent &content)
        : m_content(content)
    {
    }

    // The next segment goes on at `sequence`; what the one before has from there on was never acknowledged and is
    // written again. False: a gap.
    bool begin(std::uint64_t sequence)
    {
        if (sequence > m_next)
            return false;
        m_next = sequence;
        m_parts.clear();
        while (!m_content.steps.empty() && m_content.steps.back().sequence >= sequence)
            m_content.steps.pop_back();
        return true;
    }

    // False: a gap in the sequence.
    bool take(const JournalRecord &record)
    {
        if (record.sequence < m_next)
            return true;
        if (record.sequence > m_next)
            return false;
        ++m_next;
        if (m_parts.empty())
            m_first = record.sequence;
        if (record.type == RecordType::Part) {
            m_parts += record.payload;
            return true;
        }
        JournalContent::Step step{record.type, m_first, {}, record.payload};
        if (!m_parts.empty()) {
            step.joined = std::exchange(m_parts, {});
            step.joined += record.payload;
        }
        m_content.steps.push_back(std::move(step));
        return true;
    }
    bool isOpen() const { return !m_parts.empty(); }
    std::uint64_t next() const { return isOpen() ? m_first : m_next; }

private:
    JournalContent &m_content;
    std::uint64_t m_next = 1;
    std::uint64_t m_first = 1; // of the action that is being joined
    std::string m_parts;
};

bool apply(JournalRows &rows, EditOp &&op)
{
    if (auto *set = std::get_if<SetOp>(&op)) {
        if (set->bytes)
            rows.bytes[set->id] = std::move(set->bytes);
        else
            rows.bytes.erase(set->id);
        return true;
    }
    if (std::holds_alternative<MarkOp>(op))
        return true; // states are found again by review_file
    const auto &splice = std::get<SpliceOp>(op);
    auto &order = rows.order;
    if (splice.first > order.size() || splice.removed > order.size() - splice.first)
        return false;
    const auto first = order.begin() + static_cast<std::ptrdiff_t>(splice.first);
    const std::size_t common = std::min<std::size_t>(splice.removed, splice.inserted.size());
    std::copy_n(splice.inserted.begin(), common, first);
    const auto middle = static_cast<std::ptrdiff_t>(common);
    order.erase(first + middle, first + static_cast<std::ptrdiff_t>(splice.removed));
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(splice.first) + middle, splice.inserted.begin() + middle,
                 splice.inserted.end());
    return true;
}

// Whether the rest of a segment is a record that was not written to its end.
bool isTorn(std::string_view rest)
{
    std::uint32_t length = 0;
    if (rest.size() < 2 * sizeof length)
        return true;
    std::memcpy(&length, rest.data() + sizeof length, sizeof length);
    return length <= maxPayload && rest.size() < length + std::size_t{32};
}

} // namespace

Result<JournalContent> readJournal(const std::vector<std::filesystem::path> &folders, Disk &disk)
{
    JournalContent content;
    bool hasHeader = false;
    Joiner joiner(content);
    const auto segments = segmentsIn(folders, disk);
    if (!segments)
        return tl::unexpected(segments.error());
    for (const auto &[path, number] : *segments) {
        auto bytes = readWhole(disk, path);
        if (!bytes)
            return tl::unexpected(bytes.error());
        content.segments.push_back(std::make_unique<std::string>(std::move(*bytes)));
        content.end.segment = std::max(content.end.segment, number);
        const std::string_view all = *content.segments.back();
        std::size_t at = 0;
        while (const auto record = decodeRecord(all, at)) {
            if (record->type == RecordType::Header) {
                const auto header = decodeHeader(record->payload);
                if (!header || !joiner.begin(record->sequence)) {
                    content.damaged = true;
                    break;
                }
                if (!hasHeader)
                    content.header = *header;
                hasHeader = true;
            } else if (!joiner.take(*record)) {
                content.damaged = true;
                break;
            }
        }
        const std::string_view rest = all.substr(at);
        if (rest.find_first_not_of('\0') != std::string_view::npos) { // zeros were taken ahead
            content.damaged = true;
            content.tails.push_back({path, rest, isTorn(rest)});
        }
    }
    content.unfinished = joiner.isOpen();
    content.damaged = content.damaged || content.unfinished;
    content.end.sequence = joiner.next();
    if (!hasHeader)
        return fail(ErrorKind::NotFound, "There is no readable journal in " + folders.front().string() + ".");
    return content;
}

JournalBase baseOf(const JournalContent &journal, const std::optional<FileIdentity> &file)
{
    std::optional<std::uint32_t> finished, same;
    for (const auto &step : journal.steps) {
        if (step.type != RecordType::Prepared && step.type != RecordType::Saved)
            continue;
        const auto mark = decodeMark(step.payload());
        if (!mark)
            continue;
        if (step.type == RecordType::Saved)
            finished = mark->number;
        else if (file && mark->identity == *file)
            same = mark->number;
    }
    const bool isOpened = file ? journal.header.identity == *file : journal.header.path.empty() && !finished;
    if (same)
        return {true, same};
    return {isOpened, isOpened ? std::nullopt : finished};
}

std::optional<JournalOutcome> replay(const JournalContent &journal, const std::optional<FileIdentity> &file)
{
    JournalOutcome outcome;
    const auto [fits, base] = baseOf(journal, file);
    outcome.fitsFile = fits;
    outcome.now.order.resize(journal.header.fileRows);
    std::iota(outcome.now.order.begin(), outcome.now.order.end(), RowId{0});
    outcome.saved = outcome.now;
    for (const auto &step : journal.steps) {
        if (step.type == RecordType::Snapshot) {
            const auto mark = decodeMark(step.payload());
            if (mark && base && mark->number == *base) {
                outcome.saved = outcome.now;
                outcome.edits = 0;
            }
        }
        if (step.type != RecordType::Action)
            continue;
        auto action = decodeAction(step.payload());
        if (!action)
            return std::nullopt;
        for (const RowHash &known : action->hashes)
            outcome.hashes.try_emplace(known.id, known.hash);
        for (const RowBefore &known : action->before) {
            outcome.hashes.try_emplace(known.id, hashOf(*known.bytes));
            outcome.before.try_emplace(known.id, known.bytes);
        }
        for (EditOp &op : action->ops) {
            if (!apply(outcome.now, std::move(op)))
                return std::nullopt;
        }
        outcome.edits += action->kind == ActionKind::Undo ? -1 : 1;
    }
    outcome.edits = std::abs(outcome.edits);
    return outcome;
}

} // namespace onsa
