// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/text_scan.h"

#include "core/utf8.h"

#include <cstring>
#include <memory>

namespace onsa {

namespace {

// A byte a character: its class in the low five bits, and what the search for phrases asks.
constexpr unsigned classBits = 0x1F, startsPhrase = 0x20, wordLetter = 0x40;

unsigned computedKind(char32_t c)
{
    unsigned kind = static_cast<unsigned>(classOf(c));
    if (mayStartPhrase(c))
        kind |= startsPhrase;
    if (c < 0x80 && isWordLetter(static_cast<char>(c)))
        kind |= wordLetter;
    return kind;
}

const std::array<std::uint8_t, 0x10000> &table()
{
    static const auto kinds = [] {
        auto made = std::make_unique<std::array<std::uint8_t, 0x10000>>();
        for (char32_t c = 0; c < made->size(); ++c)
            (*made)[c] = static_cast<std::uint8_t>(computedKind(c));
        return made;
    }();
    return *kinds;
}

// A counter of one byte for every class, in two registers that every processor has: adding a row of ones is two
// instructions and waits for no memory.
constexpr std::size_t lanes = 16;
static_assert(static_cast<std::size_t>(CharClass::Count) <= 2 * lanes);
using Counters [[gnu::vector_size(lanes)]] = std::uint8_t;

struct Ones {
    alignas(2 * lanes) std::uint8_t rows[2 * lanes][2 * lanes]{};

    constexpr Ones()
    {
        for (std::size_t i = 0; i < 2 * lanes; ++i)
            rows[i][i] = 1;
    }
};
constexpr Ones ones;

inline Counters load(const std::uint8_t *row)
{
    Counters counters;
    std::memcpy(&counters, row, lanes);
    return counters;
}

constexpr unsigned pieceLength = 255; // characters: as far as a byte counts

bool isContinuation(unsigned char byte)
{
    return (byte & 0xC0U) == 0x80;
}

// The kind of the character at `at`, which moves behind it.
inline unsigned nextKind(const std::array<std::uint8_t, 0x10000> &kinds, const unsigned char *&at,
                         const unsigned char *end)
{
    const unsigned first = *at;
    if (first < 0x80) {
        ++at;
        return kinds[first];
    }
    // Two and three bytes without the lead bytes that have rules of their own.
    if (first >= 0xE1 && first <= 0xEF && first != 0xED && end - at >= 3 && isContinuation(at[1])
        && isContinuation(at[2])) {
        const unsigned c = ((first & 0x0FU) << 12U) | ((at[1] & 0x3FU) << 6U) | (at[2] & 0x3FU);
        at += 3;
        return kinds[c];
    }
    if (first >= 0xC2 && first <= 0xDF && end - at >= 2 && isContinuation(at[1])) {
        const unsigned c = ((first & 0x1FU) << 6U) | (at[1] & 0x3FU);
        at += 2;
        return kinds[c];
    }
    const auto point = codePointAt({reinterpret_cast<const char *>(at), static_cast<std::size_t>(end - at)}, 0);
    at += point.bytes;
    return point.value < 0x10000 ? kinds[point.value] : static_cast<unsigned>(classOf(point.value));
}

template <bool withPhrases> void scan(std::string_view text, TextProfile &profile, std::vector<Phrase> *phrases)
{
    const auto &kinds = table();
    profile = {};
    const auto *const begin = reinterpret_cast<const unsigned char *>(text.data());
    const auto *const end = begin + text.size();
    const auto *at = begin;
    unsigned before = 0;
    std::array<std::uint32_t, pieceLength> starts; // where a phrase may stand
    while (at < end) {
        Counters low{}, high{};
        unsigned length = 0, startCount = 0;
        for (; length < pieceLength && at < end; ++length) {
            [[maybe_unused]] const auto start = static_cast<std::uint32_t>(at - begin);
            const unsigned kind = nextKind(kinds, at, end);
            const std::uint8_t *const row = ones.rows[kind & classBits];
            low += load(row);
            if ((kind & lanes) != 0) // brackets, full width, marks: seldom
                high += load(row + lanes);
            if constexpr (withPhrases) {
                // Without a branch, which would be guessed wrong at every other word. None starts inside a word.
                starts[startCount] = start;
                startCount += (kind / startsPhrase) & ~((kind & before) / wordLetter) & 1U;
                before = kind;
            }
        }
        profile.characters += length;
        for (std::size_t i = 0; i < profile.counts.size(); ++i)
            profile.counts[i] += i < lanes ? low[i] : high[i - lanes];
        if constexpr (withPhrases)
            phrasesAt(text, std::span(starts).first(startCount), *phrases);
    }
    if (profile.has(CharClass::Digit) || profile.has(CharClass::FullWidthAscii))
        profile.longestNumber = longestNumberIn(text);
}

} // namespace

void scanText(std::string_view text, TextScan &scan)
{
    scan.phrases.clear();
    onsa::scan<true>(text, scan.profile, &scan.phrases);
}

void scanProfile(std::string_view text, TextProfile &profile)
{
    scan<false>(text, profile, nullptr);
}

} // namespace onsa
