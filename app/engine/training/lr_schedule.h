// SPDX-License-Identifier: GPL-3.0-or-later
// How large each step is: up from zero, then down to zero.
#pragma once

#include <cmath>
#include <numbers>

namespace onsa::engine {

enum class Decay { Cosine, Linear };

struct LrSchedule {
    double peak = 0;
    int steps = 0, warmup = 0; // warmup counts in steps
    Decay decay = Decay::Cosine;

    double at(int step) const // from 0
    {
        if (step < warmup)
            return peak * (step + 1) / warmup;
        if (steps <= warmup)
            return peak;
        const double done = static_cast<double>(step - warmup) / (steps - warmup);
        return decay == Decay::Linear ? peak * (1 - done) : peak * 0.5 * (1 + std::cos(std::numbers::pi * done));
    }
};

} // namespace onsa::engine
