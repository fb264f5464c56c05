// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/view/row_order.h"

#include "core/utf8.h"
#include "dataset/id_set.h"
#include "dataset/view/parallel_sort.h"
#include "dataset/view/read_rows.h"

#include <QCollator>

#include <algorithm>
#include <limits>
#include <numeric>

namespace onsa {

namespace {

constexpr std::int64_t noNumber = std::numeric_limits<std::int64_t>::max();

struct Nothing {
};

struct Numbered {
    std::int64_t number = 0; // noNumber goes last
    std::uint32_t row = 0;
};

// A dictionary's order of at most this much of a text; what is equal that far counts as equal.
constexpr qsizetype dictionaryCharacters = 1000;

struct DictionaryKey {
    std::optional<QCollatorSortKey> key; // none: empty, goes last
};

struct Collator {
    QCollator collator{QLocale(QLocale::Japanese, QLocale::Japan)}; // orders Latin as English does
    Collator() { collator.setNumericMode(true); }
};

} // namespace

RowOrder::RowOrder(const DatasetSnapshot &snapshot, std::vector<std::uint32_t> rows)
    : m_snapshot(snapshot)
    , m_rows(std::move(rows))
{
    if (m_rows.size() > 1)
        m_ties.emplace_back(0, m_rows.size());
}

Result<> RowOrder::sortTiesBy(const SortKey &key, const ViewFacts &facts, const ScanProgress &progress,
                              const std::stop_token &stop)
{
    if (m_ties.empty())
        return {};
    if (key.by != SortKey::By::Text)
        return byNumber(key, facts, progress, stop);
    auto tied = tiedRows(m_ties);
    return tied.size() <= maxDictionaryRows ? byDictionary(key, std::move(tied), progress, stop)
                                            : byCode(key, progress, stop);
}

std::vector<std::uint32_t> RowOrder::tiedRows(std::span<const Group> groups) const
{
    std::vector<std::uint32_t> tied;
    for (const auto &[first, last] : groups)
        tied.insert(tied.end(), m_rows.begin() + static_cast<std::ptrdiff_t>(first),
                    m_rows.begin() + static_cast<std::ptrdiff_t>(last));
    if (!std::is_sorted(tied.begin(), tied.end()))
        std::sort(tied.begin(), tied.end());
    return tied;
}

Result<> RowOrder::byNumber(const SortKey &key, const ViewFacts &facts, const ScanProgress &progress,
                            const std::stop_token &stop)
{
    const std::vector<std::uint32_t> tied = tiedRows(m_ties);
    m_placeOf.resize(m_snapshot.rowCount());
    for (std::size_t i = 0; i < tied.size(); ++i)
        m_placeOf[tied[i]] = static_cast<std::uint32_t>(i);
    std::vector<std::int64_t> numbers(tied.size(), noNumber);
    if (key.by == SortKey::By::Row) {
        std::copy(tied.begin(), tied.end(), numbers.begin());
    } else if (key.by == SortKey::By::Problems) {
        const IdSet problems(facts.problems);
        for (std::size_t i = 0; i < tied.size(); ++i)
            numbers[i] = problems.contains(m_snapshot.rowId(tied[i])) ? 0 : 1;
    } else {
        const auto read = readRows<Nothing>(
            m_snapshot, tied, progress, stop, [&](std::size_t i, const RowToTest &row, Nothing &) -> Result<> {
                if (key.by == SortKey::By::Length)
                    numbers[i] = static_cast<std::int64_t>(countCodePoints(shownTextOf(row, key.where)));
                else if (row.example && facts.countTokens)
                    numbers[i] = facts.countTokens(*row.example);
                return {};
            });
        if (!read)
            return read;
    }

    std::vector<Group> ties;
    std::vector<Numbered> group;
    for (const auto &[first, last] : m_ties) {
        group.clear();
        for (std::size_t i = first; i < last; ++i)
            group.push_back({numbers[m_placeOf[m_rows[i]]], m_rows[i]});
        parallelSort(std::span(group), [down = key.descending](const Numbered &a, const Numbered &b) {
            if (a.number == b.number)
                return a.row < b.row;
            if (a.number == noNumber || b.number == noNumber)
                return b.number == noNumber;
            return down ? a.number > b.number : a.number < b.number;
        });
        if (stop.stop_requested())
            return tl::unexpected(viewCancelled());
        for (std::size_t i = 0, start = 0; i < group.size(); ++i) {
            m_rows[first + i] = group[i].row;
            if (i + 1 < group.size() && group[i + 1].number == group[i].number)
                continue;
            if (i > start)
                ties.emplace_back(first + start, first + i + 1);
            start = i + 1;
        }
    }
    m_ties = std::move(ties);
    return {};
}

Result<> RowOrder::byDictionary(const SortKey &key, std::vector<std::uint32_t> tied, const ScanProgress &progress,
                                const std::stop_token &stop)
{
    m_placeOf.resize(m_snapshot.rowCount());
    for (std::size_t i = 0; i < tied.size(); ++i)
        m_placeOf[tied[i]] = static_cast<std::uint32_t>(i);
    std::vector<DictionaryKey> keys(tied.size());
    const auto read = readRows<Collator>(
        m_snapshot, tied, progress, stop, [&](std::size_t i, const RowToTest &row, Collator &collator) -> Result<> {
            const std::string_view text = shownTextOf(row, key.where);
            if (text.empty())
                return {};
            const auto bytes = std::min<std::size_t>(text.size(), 4 * dictionaryCharacters);
            keys[i].key = collator.collator.sortKey(
                QString::fromUtf8(text.data(), static_cast<qsizetype>(bytes)).left(dictionaryCharacters));
            return {};
        });
    if (!read)
        return read;

    const auto compare = [&](std::uint32_t a, std::uint32_t b) {
        const auto &left = keys[m_placeOf[a]].key, &right = keys[m_placeOf[b]].key;
        if (!left || !right)
            return int(left.has_value() ? -1 : right.has_value());
        return key.descending ? right->compare(*left) : left->compare(*right);
    };
    std::vector<Group> ties;
    for (const auto &[first, last] : m_ties) {
        const std::span group(m_rows.data() + first, last - first);
        parallelSort(group, [&](std::uint32_t a, std::uint32_t b) {
            const int order = compare(a, b);
            return order != 0 ? order < 0 : a < b;
        });
        if (stop.stop_requested())
            return tl::unexpected(viewCancelled());
        for (std::size_t i = 0, start = 0; i < group.size(); ++i) {
            if (i + 1 < group.size() && compare(group[i], group[i + 1]) == 0)
                continue;
            if (i > start)
                ties.emplace_back(first + start, first + i + 1);
            start = i + 1;
        }
    }
    m_ties = std::move(ties);
    return {};
}

} // namespace onsa
