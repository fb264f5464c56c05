// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/journal_replay.h"

#include "dataset/edit_journal.h"
#include "dataset/io_error.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace onsa {

namespace {

Result<std::string> readWhole(const std::filesystem::path &path)
{
    const auto source = RowSource::open(path);
    if (!source)
        return tl::unexpected(source.error());
    std::string bytes(static_cast<std::size_t>((*source)->size()), '\0');
    if (const auto done = (*source)->read(0, bytes); !done)
        return tl::unexpected(done.error());
    return bytes;
}

// Segments in the order they were written.
std::map<int, std::filesystem::path> segmentsIn(const std::filesystem::path &folder)
{
    std::map<int, std::filesystem::path> found;
    std::error_code ignored;
    for (const auto &entry : std::filesystem::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name == segmentName(1))
            found[1] = entry.path();
        else if (name.starts_with("journal-") && name.ends_with(".ojl")) {
            const int number = std::atoi(name.c_str() + 8);
            if (number > 1 && segmentName(number) == name)
                found[number] = entry.path();
        }
    }
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

    // False: a gap in the sequence.
    bool take(const JournalRecord &record)
    {
        if (record.sequence < m_next)
            return true; // written twice: the first segment failed after the bytes were down
        if (record.sequence > m_next)
            return false;
        ++m_next;
        if (record.type == RecordType::Part) {
            m_parts += record.payload;
            return true;
        }
        JournalContent::Step step{record.type, {}, record.payload};
        if (!m_parts.empty()) {
            step.joined = std::exchange(m_parts, {});
            step.joined += record.payload;
        }
        m_content.steps.push_back(std::move(step));
        return true;
    }
    bool isOpen() const { return !m_parts.empty(); }

private:
    JournalContent &m_content;
    std::uint64_t m_next = 1;
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

// The save that made the file what it is: by its identity, else the last one that was finished.
std::optional<std::uint32_t> baseMark(const JournalContent &journal, const std::optional<FileIdentity> &file,
                                      bool &fits)
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
    fits = same.has_value() || isOpened;
    if (same)
        return same;
    return isOpened ? std::nullopt : finished;
}

} // namespace

Result<JournalContent> readJournal(const std::filesystem::path &folder)
{
    JournalContent content;
    bool hasHeader = false;
    Joiner joiner(content);
    for (const auto &[number, path] : segmentsIn(folder)) {
        auto bytes = readWhole(path);
        if (!bytes)
            return tl::unexpected(bytes.error());
        content.segments.push_back(std::make_unique<std::string>(std::move(*bytes)));
        const std::string_view all = *content.segments.back();
        std::size_t at = 0;
        while (const auto record = decodeRecord(all, at)) {
            if (record->type == RecordType::Header) {
                const auto header = decodeHeader(record->payload);
                if (!header)
                    break;
                if (!hasHeader)
                    content.header = *header;
                hasHeader = true;
            } else if (!joiner.take(*record)) {
                content.damaged = true;
                break;
            }
        }
        content.damaged = content.damaged || at < all.size();
    }
    content.damaged = content.damaged || joiner.isOpen();
    if (!hasHeader)
        return fail(ErrorKind::NotFound, "There is no readable journal in " + folder.string() + ".");
    return content;
}

std::optional<JournalOutcome> replay(const JournalContent &journal, const std::optional<FileIdentity> &file)
{
    JournalOutcome outcome;
    const auto base = baseMark(journal, file, outcome.fitsFile);
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
