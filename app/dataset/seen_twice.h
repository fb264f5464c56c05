// SPDX-License-Identifier: GPL-3.0-or-later
// Which of many hashes may be there twice, in two bits of a few for every one: of data without repetition nine tenths
// are told apart, and only the rest has to be sorted.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace onsa {

// A set of hashes that never says no wrongly.
class HashBits
{
public:
    explicit HashBits(std::size_t hashes)
        : m_mask(std::bit_ceil(std::max<std::size_t>(hashes * 8, 1024)) - 1)
        , m_words((m_mask + 1) / 64)
    {
    }

    // Whether it may have been there before.
    bool add(std::uint64_t hash)
    {
        const std::uint64_t mark = std::uint64_t{1} << (hash % 64);
        std::uint64_t &word = m_words[(hash & m_mask) / 64];
        const bool before = (word & mark) != 0;
        word |= mark;
        return before;
    }
    bool has(std::uint64_t hash) const { return ((m_words[(hash & m_mask) / 64] >> (hash % 64)) & 1U) != 0; }

private:
    std::size_t m_mask;
    std::vector<std::uint64_t> m_words;
};

class SeenTwice
{
public:
    explicit SeenTwice(std::size_t hashes)
        : m_once(hashes)
        , m_twice(hashes)
    {
    }

    void add(std::uint64_t hash)
    {
        if (m_once.add(hash))
            m_twice.add(hash);
    }
    bool has(std::uint64_t hash) const { return m_twice.has(hash); }

private:
    HashBits m_once, m_twice;
};

} // namespace onsa
