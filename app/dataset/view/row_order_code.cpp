// SPDX-License-Identifier: GPL-3.0-or-later
// The order of very many texts by their character codes, in memory that does not grow with the texts: a piece of each
// text is compared, then the next piece of those that are equal so far.
#include "dataset/view/parallel_sort.h"
#include "dataset/view/read_rows.h"
#include "dataset/view/row_order.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

namespace onsa {

namespace {

struct Nothing {
};

constexpr std::size_t headBytes = 24; // eight Japanese characters; with the row 32 bytes, half a cache line
constexpr std::size_t tailRoom = 64 << 20; // bytes for the rest of the pieces, of all rows together
constexpr std::size_t maxTail = 1 << 20;

struct Piece {
    std::array<std::uint64_t, 3> head{}; // so that numbers compare as the bytes do
    std::uint32_t row = 0;
    std::uint32_t place = 0; // of its tail
};

std::uint64_t numberOf(std::string_view bytes)
{
    std::array<unsigned char, 8> padded{};
    std::memcpy(padded.data(), bytes.data(), std::min<std::size_t>(8, bytes.size()));
    std::uint64_t number = 0;
    for (const unsigned char byte : padded)
        number = number << 8U | byte;
    return number;
}

enum class Rest : char { None, Some, Blank }; // what follows a piece; Blank: the whole text is empty

// The same piece of many texts.
class Pieces
{
public:
    Pieces(std::size_t rows, std::size_t offset)
        : m_offset(offset)
        , m_tail(offset == 0 ? 0 : std::min(maxTail, tailRoom / std::max<std::size_t>(rows, 1)))
        , pieces(rows)
        , rest(rows)
        , m_tails(m_tail * rows)
    {
    }

    std::size_t end() const { return m_offset + headBytes + m_tail; }
    void take(std::size_t place, std::uint32_t row, std::string_view text)
    {
        rest[place] = text.empty() ? Rest::Blank : text.size() > end() ? Rest::Some : Rest::None;
        text = text.substr(std::min(m_offset, text.size()));
        Piece &piece = pieces[place];
        piece.row = row;
        piece.place = static_cast<std::uint32_t>(place);
        for (std::size_t i = 0; i < piece.head.size(); ++i)
            piece.head[i] = numberOf(text.substr(std::min(8 * i, text.size())));
        if (m_tail > 0 && text.size() > headBytes)
            std::memcpy(m_tails.data() + place * m_tail, text.data() + headBytes,
                        std::min(m_tail, text.size() - headBytes));
    }
    int compare(const Piece &a, const Piece &b) const
    {
        if (a.head != b.head)
            return a.head < b.head ? -1 : 1;
        return m_tail == 0 ? 0
                           : std::memcmp(m_tails.data() + a.place * m_tail, m_tails.data() + b.place * m_tail, m_tail);
    }

    bool isBlank(const Piece &piece) const { return rest[piece.place] == Rest::Blank; }
    bool same(const Piece &a, const Piece &b) const
    {
        return isBlank(a) == isBlank(b) && (isBlank(a) || compare(a, b) == 0);
    }
    // Empty texts last, equal ones in the order of their rows.
    void sort(std::span<Piece> group, bool down) const
    {
        const auto blanks =
            std::partition(group.begin(), group.end(), [this](const Piece &piece) { return !isBlank(piece); });
        std::sort(blanks, group.end(), [](const Piece &a, const Piece &b) { return a.row < b.row; });
        parallelSort(group.first(static_cast<std::size_t>(blanks - group.begin())),
                     [this, down](const Piece &a, const Piece &b) {
                         const int order = compare(a, b);
                         return order != 0 ? (down ? order > 0 : order < 0) : a.row < b.row;
                     });
    }

private:
    std::size_t m_offset, m_tail;

public:
    std::vector<Piece> pieces;
    std::vector<Rest> rest;

private:
    std::vector<char> m_tails;
};

// What a pass leaves: rows whose texts are equal, and rows that must be read on.
struct Found {
    std::vector<std::pair<std::size_t, std::size_t>> equal, open;
};

} // namespace

Result<> RowOrder::byCode(const SortKey &key, const ScanProgress &progress, const std::stop_token &stop)
{
    m_byCode = true;
    std::vector<Group> equal, open = std::move(m_ties);
    std::size_t offset = 0;
    while (!open.empty()) {
        const std::vector<std::uint32_t> tied = tiedRows(open);
        Pieces read(tied.size(), offset);
        const auto done = readRows<Nothing>(m_snapshot, tied, offset == 0 ? progress : ScanProgress(), stop,
                                            [&](std::size_t i, const RowToTest &row, Nothing &) -> Result<> {
                                                read.take(i, tied[i], shownTextOf(row, key.where));
                                                return {};
                                            });
        if (!done)
            return done;
        if (open.size() > 1) { // then the pieces of a group are looked up
            m_placeOf.resize(m_snapshot.rowCount());
            for (std::size_t i = 0; i < tied.size(); ++i)
                m_placeOf[tied[i]] = static_cast<std::uint32_t>(i);
        }

        std::vector<Group> next;
        std::mutex lock;
        const bool whole = open.size() == 1; // then the pieces themselves are put in order
        const auto sortGroup = [&](const Group &at, std::vector<Piece> &some, Found &found) {
            some.clear();
            for (std::size_t i = at.first; !whole && i < at.second; ++i)
                some.push_back(read.pieces[m_placeOf[m_rows[i]]]);
            read.sort(whole ? std::span(read.pieces) : std::span(some), key.descending);
            const std::span<const Piece> group = whole ? std::span(read.pieces) : std::span(some);
            for (std::size_t i = 0; i < group.size(); ++i)
                m_rows[at.first + i] = group[i].row;
            bool goesOn = false;
            for (std::size_t i = 0, start = 0; i < group.size(); ++i) {
                goesOn = goesOn || read.rest[group[i].place] == Rest::Some;
                if (i + 1 < group.size() && read.same(group[i], group[i + 1]))
                    continue;
                if (i > start)
                    (goesOn ? found.open : found.equal).emplace_back(at.first + start, at.first + i + 1);
                start = i + 1;
                goesOn = false;
            }
        };
        // Many groups at once on several threads, a few large ones each on several threads.
        constexpr std::size_t groupsAtOnce = 64;
        parallelFor<std::vector<Piece>>(
            (open.size() + groupsAtOnce - 1) / groupsAtOnce, stop, [&](std::size_t batch, std::vector<Piece> &some) {
                Found found;
                for (std::size_t i = batch * groupsAtOnce; i < std::min(open.size(), (batch + 1) * groupsAtOnce); ++i)
                    sortGroup(open[i], some, found);
                const std::scoped_lock hold(lock);
                next.insert(next.end(), found.open.begin(), found.open.end());
                equal.insert(equal.end(), found.equal.begin(), found.equal.end());
            });
        if (stop.stop_requested())
            return tl::unexpected(viewCancelled());
        open = std::move(next);
        offset = read.end();
    }
    std::sort(equal.begin(), equal.end());
    m_ties = std::move(equal);
    return {};
}

} // namespace onsa
