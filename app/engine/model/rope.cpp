// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/rope.h"

#include <cmath>
#include <numbers>

namespace onsa::engine {

namespace {

// Llama 3.1: slow rotations are slowed further, fast ones stay, those between are blended.
double stretched(double frequency, const RopeConfig &rope)
{
    const double wavelength = 2 * std::numbers::pi / frequency;
    if (wavelength > rope.originalContext / rope.lowFreqFactor)
        return frequency / rope.factor;
    if (wavelength < rope.originalContext / rope.highFreqFactor)
        return frequency;
    const double blend =
        (rope.originalContext / wavelength - rope.lowFreqFactor) / (rope.highFreqFactor - rope.lowFreqFactor);
    return (1 - blend) * frequency / rope.factor + blend * frequency;
}

} // namespace

RopeTable makeRopeTable(const RopeConfig &rope, int headSize, int positions)
{
    RopeTable table;
    table.half = headSize / 2;
    const std::size_t half = static_cast<std::size_t>(table.half);
    table.cosines.resize(static_cast<std::size_t>(positions) * half);
    table.sines.resize(table.cosines.size());
    for (std::size_t i = 0; i < half; ++i) {
        const double plain = std::pow(rope.theta, -2.0 * static_cast<double>(i) / headSize);
        const float frequency = static_cast<float>(rope.llama3 ? stretched(plain, rope) : plain);
        for (std::size_t t = 0; t < static_cast<std::size_t>(positions); ++t) {
            const float angle = static_cast<float>(t) * frequency; // in float, as everybody trains
            table.cosines[t * half + i] = std::cos(angle);
            table.sines[t * half + i] = std::sin(angle);
        }
    }
    return table;
}

} // namespace onsa::engine
