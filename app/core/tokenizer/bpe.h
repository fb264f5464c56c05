// SPDX-License-Identifier: GPL-3.0-or-later
// Byte pair encoding of one word: join the neighbours with the lowest rank until none can be joined.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace onsa {

class Bpe
{
public:
    Bpe() { m_byteIds.fill(none); }

    void setByte(unsigned char byte, int id) { m_byteIds[byte] = id; }
    // The pair that comes first in the file has rank 0 and wins; a pair given twice keeps its first rank.
    void addMerge(int left, int right, int rank, int merged);
    // "ignore_merges": a word that is a token is that token, whatever the merges say.
    void addWholeWord(std::string bytes, int id) { m_whole.emplace(std::move(bytes), id); }
    // What stands for a byte that has no token; without it such bytes are left out. `fuse`: one for a run of them.
    void setUnknown(int id, bool fuse);

    // Appends the ids of one word. Steps: O(n log n).
    void encode(std::string_view word, std::vector<int> &ids) const;

private:
    static constexpr int none = -1;
    struct Merge {
        int rank = 0;
        int id = 0;
    };
    std::vector<int> bytesToIds(std::string_view word) const;
    const Merge *mergeOf(int left, int right) const;

    std::array<int, 256> m_byteIds{};
    std::unordered_map<std::uint64_t, Merge> m_merges; // left << 32 | right
    std::unordered_map<std::string, int> m_whole;
    std::optional<int> m_unknown;
    bool m_fuseUnknown = false;
};

} // namespace onsa
