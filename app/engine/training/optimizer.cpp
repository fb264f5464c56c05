// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/optimizer.h"

#include <cmath>

namespace onsa::engine {

namespace {

constexpr int matricesPerLayer = 14;

// Matrix `index` of all, A before B.
template <class Layers> auto &matrixAt(Layers &layers, int index)
{
    auto &pair = layers[static_cast<std::size_t>(index / matricesPerLayer)]
                       [static_cast<std::size_t>(index % matricesPerLayer / 2)];
    return index % 2 == 0 ? pair.a : pair.b;
}

} // namespace

Optimizer::Optimizer(const Adapter &adapter, const OptimizerOptions &options)
    : m_options(options)
    , m_means(makeGradients(adapter))
    , m_squares(makeGradients(adapter))
{
}

double Optimizer::step(Pool &pool, CpuLevel level, const AdapterGradients &gradients, double learningRate,
                       Adapter &adapter)
{
    const Ops<float> &ops = opsFor<float>(level);
    const int count = static_cast<int>(gradients.size()) * matricesPerLayer;
    std::vector<double> sums(static_cast<std::size_t>(count));
    pool.run(count, [&](int i, int) {
        const auto &gradient = matrixAt(gradients, i);
        sums[static_cast<std::size_t>(i)] = ops.sumSquares(gradient.data(), static_cast<int>(gradient.size()));
    });
    double total = 0;
    for (const double sum : sums)
        total += sum;
    const double norm = std::sqrt(total);

    ++m_steps;
    AdamwNumbers numbers;
    numbers.learningRate = static_cast<float>(learningRate);
    numbers.beta1 = static_cast<float>(m_options.beta1);
    numbers.beta2 = static_cast<float>(m_options.beta2);
    numbers.epsilon = static_cast<float>(m_options.epsilon);
    numbers.weightDecay = static_cast<float>(m_options.weightDecay);
    numbers.correction1 = static_cast<float>(1 / (1 - std::pow(m_options.beta1, static_cast<double>(m_steps))));
    numbers.correction2 = static_cast<float>(1 / (1 - std::pow(m_options.beta2, static_cast<double>(m_steps))));
    numbers.gradientScale = static_cast<float>(std::min(1.0, m_options.maxNorm / (norm + 1e-6)));
    if (!std::isfinite(norm))
        return norm; // such a gradient would spoil every weight; the caller decides
    pool.run(count, [&](int i, int) {
        auto &values = matrixAt(adapter.layers, i);
        ops.adamw(numbers, matrixAt(gradients, i).data(), matrixAt(m_means, i).data(), matrixAt(m_squares, i).data(),
                  values.data(), static_cast<int>(values.size()));
    });
    return norm;
}

} // namespace onsa::engine
