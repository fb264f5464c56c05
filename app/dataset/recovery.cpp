// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/recovery.h"

#include <algorithm>
#include <unordered_set>

namespace onsa {

namespace {

RowBytes bytesIn(const JournalRows &rows, RowId id)
{
    const auto found = rows.bytes.find(id);
    return found == rows.bytes.end() ? nullptr : found->second;
}

bool sameBytes(const RowBytes &a, const RowBytes &b)
{
    return a == b || (a && b && *a == *b);
}

// The file is as the journal knows it: row k of the file is saved.order[k].
Recovery applyExactly(RowTable &table, const JournalOutcome &outcome)
{
    Recovery result;
    std::unordered_map<RowId, RowId> rowOf; // journal id -> id here
    rowOf.reserve(outcome.saved.order.size());
    for (std::size_t row = 0; row < outcome.saved.order.size(); ++row)
        rowOf.emplace(outcome.saved.order[row], static_cast<RowId>(row));

    std::vector<RowId> wanted;
    wanted.reserve(outcome.now.order.size());
    for (const RowId id : outcome.now.order) {
        const auto known = rowOf.find(id);
        const RowBytes bytes = bytesIn(outcome.now, id);
        if (known == rowOf.end()) {
            if (!bytes) {
                ++result.unplaced;
                continue;
            }
            wanted.push_back(table.newId());
            result.ops.emplace_back(SetOp{wanted.back(), bytes});
            continue;
        }
        wanted.push_back(known->second);
        if (!bytes || sameBytes(bytes, bytesIn(outcome.saved, id)))
            continue;
        if (const auto before = table.bytesOf(known->second); !before || *before != *bytes)
            result.ops.emplace_back(SetOp{known->second, bytes});
    }
    addSplice(table.order(), wanted, result.ops);
    return result;
}

// Finds rows by what they held: first where they were, then anywhere, if there is only one such row.
class RowFinder
{
public:
    RowFinder(RowTable &table, const std::unordered_set<std::uint64_t> &wanted, const std::stop_token &stop)
    {
        const auto rows = table.snapshot();
        const auto done = rows->forEachLine(0, rows->rowCount(), [&](std::size_t row, std::string_view line) {
            const std::uint64_t hash = hashOf(line);
            if (wanted.contains(hash))
                m_rows[hash].push_back(static_cast<RowId>(row));
            return !stop.stop_requested();
        });
        if (!done)
            m_rows.clear(); // an unreadable file: nothing is placed, and the journal is kept
    }

    std::optional<RowId> find(std::uint64_t hash, RowId was) const
    {
        const auto found = m_rows.find(hash);
        if (found == m_rows.end())
            return std::nullopt;
        const auto &rows = found->second;
        if (std::binary_search(rows.begin(), rows.end(), was))
            return was;
        return rows.size() == 1 ? std::optional(rows.front()) : std::nullopt;
    }

private:
    std::unordered_map<std::uint64_t, std::vector<RowId>> m_rows;
};

struct TouchedRow {
    RowId place = 0; // in the saved file
    std::optional<std::uint64_t> hash; // of what it held there
    RowBytes before; // that, where it is known
    RowBytes bytes; // what it should be; null = deleted
};

constexpr std::size_t maxConflicts = 1000; // more are no list for a person

std::vector<TouchedRow> touchedRows(const JournalOutcome &outcome)
{
    std::vector<TouchedRow> touched;
    const std::unordered_set<RowId> present(outcome.now.order.begin(), outcome.now.order.end());
    for (std::size_t row = 0; row < outcome.saved.order.size(); ++row) {
        const RowId id = outcome.saved.order[row];
        const RowBytes before = bytesIn(outcome.saved, id);
        const RowBytes after = bytesIn(outcome.now, id);
        const bool deleted = !present.contains(id);
        if (!deleted && (!after || sameBytes(before, after)))
            continue;
        TouchedRow one{static_cast<RowId>(row), std::nullopt, before, deleted ? nullptr : after};
        const auto known = outcome.hashes.find(id);
        if (before)
            one.hash = hashOf(*before);
        else if (known != outcome.hashes.end())
            one.hash = known->second;
        if (const auto bytes = outcome.before.find(id); !before && bytes != outcome.before.end())
            one.before = bytes->second;
        touched.push_back(std::move(one));
    }
    return touched;
}

// The file is another one now: every edit goes where its row still is as it was; new rows go behind the row that was
// before them. The order of the file stays.
Recovery applyByContent(RowTable &table, const JournalOutcome &outcome, const std::stop_token &stop)
{
    Recovery result;
    result.fileChanged = true;
    const auto touched = touchedRows(outcome);
    std::unordered_set<std::uint64_t> hashes;
    for (const TouchedRow &row : touched) {
        if (row.hash)
            hashes.insert(*row.hash);
        if (row.bytes)
            hashes.insert(hashOf(*row.bytes));
    }
    const RowFinder finder(table, hashes, stop);

    std::unordered_set<RowId> deleted, taken;
    std::int64_t shift = 0; // of the touched rows before
    std::vector<std::pair<std::size_t, std::int64_t>> guesses; // conflict, place
    for (const TouchedRow &row : touched) {
        const auto place = row.hash ? finder.find(*row.hash, row.place) : std::nullopt;
        if (!place && row.bytes && finder.find(hashOf(*row.bytes), row.place))
            continue; // the file has our text already
        if (!place) {
            ++result.unplaced;
            if (result.conflicts.size() < maxConflicts) {
                guesses.emplace_back(result.conflicts.size(), row.place + shift);
                result.conflicts.push_back({row.before, row.bytes, std::nullopt});
            }
            continue;
        }
        shift = std::int64_t{*place} - row.place;
        taken.insert(*place);
        if (row.bytes)
            result.ops.emplace_back(SetOp{*place, row.bytes});
        else
            deleted.insert(*place);
    }
    // Where it was, moved as its neighbours are; never a row that is known to be another one.
    for (const auto &[conflict, guess] : guesses) {
        const auto place = static_cast<RowId>(std::max<std::int64_t>(guess, 0));
        if (place < table.size() && !taken.contains(place))
            result.conflicts[conflict].now = place;
    }

    std::unordered_map<RowId, std::size_t> savedPlace;
    for (std::size_t row = 0; row < outcome.saved.order.size(); ++row)
        savedPlace.emplace(outcome.saved.order[row], row);
    std::vector<std::vector<RowId>> newRows(table.size() + 1); // [k]: before row k
    std::size_t anchor = 0;
    for (const RowId id : outcome.now.order) {
        if (const auto known = savedPlace.find(id); known != savedPlace.end()) {
            anchor = std::min(known->second + 1, table.size());
            continue;
        }
        const RowBytes bytes = bytesIn(outcome.now, id);
        if (!bytes) {
            ++result.unplaced;
            continue;
        }
        newRows[anchor].push_back(table.newId());
        result.ops.emplace_back(SetOp{newRows[anchor].back(), bytes});
    }
    std::vector<RowId> wanted;
    for (std::size_t row = 0; row <= table.size(); ++row) {
        wanted.insert(wanted.end(), newRows[row].begin(), newRows[row].end());
        if (row < table.size() && !deleted.contains(static_cast<RowId>(row)))
            wanted.push_back(static_cast<RowId>(row));
    }
    addSplice(table.order(), wanted, result.ops);
    return result;
}

} // namespace

Recovery recover(RowTable &table, const JournalContent &journal, const std::optional<FileIdentity> &file,
                 const std::stop_token &stop)
{
    const auto outcome = replay(journal, file);
    if (!outcome) {
        Recovery result;
        result.unreadable = true;
        return result;
    }
    if (outcome->edits == 0 && !outcome->fitsFile && outcome->now.order == outcome->saved.order
        && outcome->now.bytes == outcome->saved.bytes)
        return {}; // nothing was unsaved
    const bool exact = outcome->fitsFile && outcome->saved.order.size() == table.size();
    Recovery result = exact ? applyExactly(table, *outcome) : applyByContent(table, *outcome, stop);
    if (!result.ops.empty())
        result.edits = std::max(1, outcome->edits);
    return result;
}

std::vector<EditOp> rowsOfMissingFile(RowTable &untitled, const JournalContent &journal)
{
    const auto outcome = replay(journal, std::nullopt);
    std::vector<EditOp> ops;
    SpliceOp splice;
    for (std::size_t row = 0; outcome && row < outcome->now.order.size(); ++row) {
        if (const RowBytes bytes = bytesIn(outcome->now, outcome->now.order[row])) {
            splice.inserted.push_back(untitled.newId());
            ops.emplace_back(SetOp{splice.inserted.back(), bytes});
        }
    }
    if (!splice.inserted.empty())
        ops.emplace_back(std::move(splice));
    return ops;
}

} // namespace onsa
