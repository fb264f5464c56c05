// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers that are the same on every computer, unlike std::shuffle and std::uniform_real_distribution.
// SplitMix64 (Steele, Lea, Flood 2014): one word of state, so that it is easy to save.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace onsa::engine {

class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }

    std::uint64_t bits()
    {
        m_state += 0x9e3779b97f4a7c15U;
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
        x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
        return x ^ (x >> 31U);
    }
    double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; } // 0 <= x < 1
    std::uint64_t below(std::uint64_t bound) { return bits() % bound; } // bias below 2^-32 for our bounds

    template <class T> void shuffle(std::vector<T> &values) // Fisher and Yates
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[static_cast<std::size_t>(below(i))]);
    }

private:
    std::uint64_t m_state;
};

} // namespace onsa::engine
