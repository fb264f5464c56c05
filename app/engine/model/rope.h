// SPDX-License-Identifier: GPL-3.0-or-later
// Angles of rotary position embedding (Su et al. 2021, arXiv 2104.09864), plain or stretched as in Llama 3.1.
#pragma once

#include "engine/model/config.h"

#include <vector>

namespace onsa::engine {

struct RopeTable {
    int half = 0; // headSize / 2
    std::vector<float> cosines, sines; // (positions, half)

    const float *cosinesAt(int position) const { return cosines.data() + std::size_t(position) * std::size_t(half); }
    const float *sinesAt(int position) const { return sines.data() + std::size_t(position) * std::size_t(half); }
};

RopeTable makeRopeTable(const RopeConfig &rope, int headSize, int positions);

} // namespace onsa::engine
