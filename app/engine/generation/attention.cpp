// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace onsa::engine {

namespace {

constexpr int stretch = 128; // positions whose scores are held at a time

} // namespace

void attendHead(const DecodeKernels &kernels, const float *query, const std::array<KvSegment, 2> &segments,
                int headSize, float *out)
{
    const float scale = 1.0F / std::sqrt(static_cast<float>(headSize));
    float largest = -std::numeric_limits<float>::infinity();
    float sum = 0;
    std::array<float, stretch> scores{};
    std::fill_n(out, headSize, 0.0F);
    for (const KvSegment &segment : segments) {
        for (int first = 0; first < segment.count; first += stretch) {
            const int count = std::min(stretch, segment.count - first);
            float top = largest;
            for (int i = 0; i < count; ++i) {
                const float *key = segment.keys + static_cast<std::size_t>(first + i) * segment.stride;
                float &score = scores[static_cast<std::size_t>(i)];
                score = kernels.dot(query, key, headSize) * scale;
                top = std::max(top, score);
            }
            if (top > largest) {
                const float shrink = std::exp(largest - top); // 0 the first time
                for (int i = 0; i < headSize; ++i)
                    out[i] *= shrink;
                sum *= shrink;
                largest = top;
            }
            sum += kernels.exponentials(scores.data(), largest, count);
            for (int i = 0; i < count; ++i)
                kernels.addScaled(out, segment.values + static_cast<std::size_t>(first + i) * segment.stride,
                                  scores[static_cast<std::size_t>(i)], headSize);
        }
    }
    for (int i = 0; i < headSize; ++i)
        out[i] /= sum;
}

} // namespace onsa::engine
