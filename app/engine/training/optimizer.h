// SPDX-License-Identifier: GPL-3.0-or-later
// AdamW (Loshchilov, Hutter 2017, arXiv 1711.05101) with the gradient's length limited.
#pragma once

#include "engine/compute/gemm.h"
#include "engine/model/decoder.h"

namespace onsa::engine {

struct OptimizerOptions {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double weightDecay = 0;
    double maxNorm = 1; // of the gradient of all matrices together
};

class Optimizer
{
public:
    Optimizer(const Adapter &adapter, const OptimizerOptions &options);

    // One step; returns the gradient's norm before it was limited. The same result with any number of threads.
    double step(Pool &pool, CpuLevel level, const AdapterGradients &gradients, double learningRate, Adapter &adapter);

    // For checkpoints.
    AdapterGradients &means() { return m_means; }
    AdapterGradients &squares() { return m_squares; }
    std::int64_t steps() const { return m_steps; }
    void setSteps(std::int64_t steps) { m_steps = steps; }

private:
    OptimizerOptions m_options;
    AdapterGradients m_means, m_squares;
    std::int64_t m_steps = 0;
};

} // namespace onsa::engine
