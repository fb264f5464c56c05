// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/generation/decode_kernels.h"

#include <array>

namespace onsa::engine {

// One head's keys and values of consecutive positions; `stride` values from one position to the next.
struct KvSegment {
    const float *keys = nullptr, *values = nullptr;
    int count = 0;
    std::size_t stride = 0;
};

// out = sum of values weighted by softmax(query · keys / sqrt(headSize)), in one pass over the positions: the sums are
// rescaled when a larger score comes (Milakov and Gimelshein 2018, arXiv 1805.02867). All of `headSize` values.
void attendHead(const DecodeKernels &kernels, const float *query, const std::array<KvSegment, 2> &segments,
                int headSize, float *out);

} // namespace onsa::engine
