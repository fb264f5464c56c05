// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/decode_weights.h"

#include <cmath>
#include <numbers>

namespace onsa::engine {

std::vector<float> ropeFrequencies(const ModelConfig &config)
{
    const RopeConfig &rope = config.rope;
    const int half = config.headSize / 2;
    std::vector<float> frequencies(static_cast<std::size_t>(half));
    for (int i = 0; i < half; ++i) {
        double frequency = std::pow(rope.theta, -2.0 * i / config.headSize);
        if (rope.llama3) {
            // Slow rotations are stretched by `factor`, fast ones stay, those between are blended.
            const double turns = rope.originalContext * frequency / (2 * std::numbers::pi);
            const double blend = (turns - rope.lowFreqFactor) / (rope.highFreqFactor - rope.lowFreqFactor);
            if (turns < rope.lowFreqFactor)
                frequency /= rope.factor;
            else if (turns <= rope.highFreqFactor)
                frequency = (1 - blend) * frequency / rope.factor + blend * frequency;
        }
        frequencies[static_cast<std::size_t>(i)] = static_cast<float>(frequency);
    }
    return frequencies;
}

} // namespace onsa::engine
