// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/text_similarity.h"

#include <algorithm>
#include <bit>
#include <cmath>
#define XXH_INLINE_ALL // a call for every piece would cost as much as its hash
#include <xxhash.h>

namespace onsa {

namespace {

struct Functions {
    MinHash factor{}, offset{};
};

constexpr Functions makeFunctions()
{
    Functions made;
    std::uint64_t state = 0x9E3779B97F4A7C15ULL; // fixed: the same data gives the same findings
    const auto next = [&state] {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        return static_cast<std::uint32_t>(state >> 32U);
    };
    for (std::size_t i = 0; i < minHashes; ++i) {
        made.factor[i] = next() | 1U;
        made.offset[i] = next();
    }
    return made;
}

constexpr Functions functions = makeFunctions();

ONSA_WIDE void lower(const std::uint32_t *hashes, std::size_t count, std::uint32_t *lowest)
{
    for (std::size_t n = 0; n < count; ++n) {
        const std::uint32_t piece = hashes[n];
        for (std::size_t i = 0; i < minHashes; ++i) {
            std::uint32_t mixed = piece * functions.factor[i] + functions.offset[i];
            mixed ^= mixed >> 15U; // the low bits of a product alone are not random enough
            mixed *= 0x2C1B3C6DU;
            lowest[i] = std::min(lowest[i], mixed);
        }
    }
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string digitsOf(std::string_view text)
{
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), isDigit);
    return digits;
}

std::u32string decoded(std::string_view form)
{
    std::u32string out;
    for (std::size_t at = 0; at < form.size();) {
        std::size_t end = at + 1;
        while (end < form.size() && (static_cast<unsigned char>(form[end]) & 0xC0U) == 0x80U)
            ++end;
        char32_t value = 0; // any number that is the same for the same bytes
        for (std::size_t i = at; i < end; ++i)
            value = (value << 8U) | static_cast<unsigned char>(form[i]);
        out += value;
        at = end;
    }
    return out;
}

} // namespace

void cutIntoPieces(std::string_view form, Pieces &pieces)
{
    pieces.form.assign(form);
    cutIntoPieces(pieces);
}

void cutIntoPieces(Pieces &pieces)
{
    const std::string_view form = pieces.form;
    pieces.hashes.clear();
    thread_local std::vector<std::size_t> starts;
    starts.clear();
    for (std::size_t at = 0; at < form.size(); ++at)
        if ((static_cast<unsigned char>(form[at]) & 0xC0U) != 0x80U)
            starts.push_back(at);
    pieces.characters = starts.size();
    starts.push_back(form.size());
    const std::size_t length = pieces.characters < shortText ? 2 : 5;
    if (pieces.characters < length) {
        pieces.hashes.push_back(static_cast<std::uint32_t>(XXH3_64bits(form.data(), form.size())));
        return;
    }
    for (std::size_t i = 0; i + length < starts.size(); ++i)
        pieces.hashes.push_back(
            static_cast<std::uint32_t>(XXH3_64bits(form.data() + starts[i], starts[i + length] - starts[i])));
}

void dropRepeated(Pieces &pieces)
{
    // At most half full, so that a free place is near; 0 is free, and that one hash stays as often as it is there.
    thread_local std::vector<std::uint32_t> places;
    const std::size_t size = std::bit_ceil(2 * pieces.hashes.size() + 2);
    places.assign(size, 0);
    std::size_t kept = 0;
    for (const std::uint32_t hash : pieces.hashes) {
        std::size_t at = hash & (size - 1);
        while (places[at] != 0 && places[at] != hash)
            at = (at + 1) & (size - 1);
        const bool isNew = places[at] == 0;
        places[at] = hash;
        pieces.hashes[kept] = hash;
        kept += isNew ? 1 : 0;
    }
    pieces.hashes.resize(kept);
}

void sortPieces(Pieces &pieces)
{
    std::sort(pieces.hashes.begin(), pieces.hashes.end());
    pieces.hashes.erase(std::unique(pieces.hashes.begin(), pieces.hashes.end()), pieces.hashes.end());
}

double jaccard(const Pieces &a, const Pieces &b)
{
    std::size_t both = 0;
    for (auto left = a.hashes.begin(), right = b.hashes.begin(); left != a.hashes.end() && right != b.hashes.end();) {
        if (*left < *right) {
            ++left;
        } else if (*right < *left) {
            ++right;
        } else {
            ++both;
            ++left;
            ++right;
        }
    }
    const std::size_t all = a.hashes.size() + b.hashes.size() - both;
    return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

bool nearlyEqualShort(const Pieces &a, const Pieces &b)
{
    if (digitsOf(a.form) != digitsOf(b.form))
        return false;
    const std::u32string left = decoded(a.form), right = decoded(b.form);
    constexpr std::size_t most = 2;
    if (std::max(left.size(), right.size()) - std::min(left.size(), right.size()) > most)
        return false;
    // Two changes in six characters are another word.
    const std::size_t allowed = std::min(left.size(), right.size()) >= 10 ? most : 1;
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t k = 0; k <= right.size(); ++k)
        row[k] = k;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t k = 1; k <= right.size(); ++k) {
            const std::size_t replaced = corner + (left[i - 1] == right[k - 1] ? 0U : 1U);
            corner = row[k];
            row[k] = std::min({replaced, row[k] + 1, row[k - 1] + 1});
        }
    }
    return row.back() <= allowed;
}

void minHashOf(const Pieces &pieces, MinHash &hash)
{
    hash.fill(0xFFFFFFFFU);
    lower(pieces.hashes.data(), pieces.hashes.size(), hash.data());
}

std::uint32_t bandKey(const MinHash &hash, std::size_t first, std::size_t length)
{
    const auto key =
        static_cast<std::uint32_t>(XXH3_64bits_withSeed(hash.data() + first, length * sizeof(std::uint32_t), first));
    return key == 0 ? 1 : key;
}

} // namespace onsa
