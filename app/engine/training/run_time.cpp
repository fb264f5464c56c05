// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/run_time.h"

#include "engine/model/lora.h"

#include <algorithm>
#include <chrono>

namespace onsa::engine {

namespace {

using Clock = std::chrono::steady_clock;

struct Weights {
    double frozen = 0, adapter = 0; // of one layer
};

Weights weightsOf(const ModelConfig &config, int rank)
{
    Weights weights;
    for (const LinearLayer layer : allLinearLayers) {
        const LinearShape shape = shapeOf(config, layer);
        weights.frozen += double(shape.inputs) * shape.outputs;
        weights.adapter += double(rank) * (shape.inputs + shape.outputs);
    }
    return weights;
}

template <class T> double measure(Gemm &gemm)
{
    constexpr int size = 1024;
    const auto packed = gemm.makePacked<T>(size, size);
    const Buffer<T> a(size * size);
    const Buffer<T> c(size * size);
    packed->fill(0, size, 0, size, [](int, int) { return fromFloat<T>(0.01F); });
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] = fromFloat<T>(0.5F);
    double best = 0;
    for (int i = 0; i < 12; ++i) {
        const auto begin = Clock::now();
        gemm.multiply<T, T>({a.data(), size, size, size}, *packed, {c.data(), size, size, size});
        const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        best = std::max(best, 2.0 * size * size * size / seconds / 1e9);
    }
    return best;
}

} // namespace

double trainingOperations(const ModelConfig &config, int rank, double tokens, double counted)
{
    const Weights weights = weightsOf(config, rank);
    return config.layers * (4 * weights.frozen + 6 * weights.adapter) * tokens
        + 4.0 * config.vocabulary * config.hidden * counted;
}

double validationOperations(const ModelConfig &config, int rank, double tokens, double counted)
{
    const Weights weights = weightsOf(config, rank);
    return config.layers * 2 * (weights.frozen + weights.adapter) * tokens
        + 2.0 * config.vocabulary * config.hidden * counted;
}

double measureProduct(Gemm &gemm, Precision precision)
{
    return precision == Precision::BF16 ? measure<BFloat16>(gemm) : measure<float>(gemm);
}

double measureProduct(Precision precision)
{
    Pool pool(0);
    Gemm gemm(pool, cpuLevel());
    return measureProduct(gemm, precision);
}

double runSeconds(const ModelConfig &config, std::int64_t modelBytes, const RunSize &size, double gigaflops)
{
    // Fitted to idle runs on two cores: the samples on the starter (4.7 s), steps of 4 x 128 tokens on the shapes of
    // SmolLM2-135M (0.53 s) and Qwen2.5-0.5B (1.4 s), each within 15 %.
    constexpr double productShare = 0.75; // of a large product's speed, attention and row operations included
    constexpr double layerSeconds = 0.9e-3; // of a step: what is not products, and small ones do not fill the processor
    constexpr double startSeconds = 0.4; // first steps make their primitives
    constexpr double packedBytesPerSecond = 0.8e9;
    constexpr double roundSeconds = 0.03; // a saved state at the end of each
    const double operations = trainingOperations(config, size.rank, double(size.tokens), double(size.counted))
        + validationOperations(config, size.rank, double(size.validationTokens), double(size.validationCounted));
    return startSeconds + double(modelBytes) / packedBytesPerSecond + size.epochs * roundSeconds
        + size.steps * config.layers * layerSeconds + operations / (productShare * std::max(gigaflops, 0.1) * 1e9);
}

} // namespace onsa::engine
