// SPDX-License-Identifier: GPL-3.0-or-later
// How alike two texts are: the share of their pieces of five characters that both have (Jaccard), estimated by MinHash
// for finding candidates and counted exactly for deciding.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The wide instructions where the processor has them. The sanitizers start too late for the choice at load time.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_THREAD__)                   \
    && !defined(__SANITIZE_ADDRESS__)
#define ONSA_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ONSA_WIDE
#endif

namespace onsa {

struct Pieces {
    std::vector<std::uint32_t> hashes;
    std::string form; // what was compared
    std::size_t characters = 0;
};

constexpr std::size_t shortText = 20; // characters; below, edit distance decides instead of Jaccard

// `form` is a comparison form. Short texts are cut into pieces of two. In the order of the text: enough for minHashOf.
void cutIntoPieces(std::string_view form, Pieces &pieces);
void cutIntoPieces(Pieces &pieces); // of the form that is in it
void dropRepeated(Pieces &pieces); // the first of each stays: minHashOf gives the same, sooner
void sortPieces(Pieces &pieces); // each once, as jaccard needs them
// Of sorted pieces.
double jaccard(const Pieces &a, const Pieces &b);
// At most two insertions, deletions or replacements, and none of a digit: 2 + 2 and 2 + 3 are two questions.
bool nearlyEqualShort(const Pieces &a, const Pieces &b);

constexpr std::size_t minHashes = 112;
using MinHash = std::array<std::uint32_t, minHashes>;
void minHashOf(const Pieces &pieces, MinHash &hash);
// The key of `length` hashes from `first` on. Never 0.
std::uint32_t bandKey(const MinHash &hash, std::size_t first, std::size_t length);

} // namespace onsa
