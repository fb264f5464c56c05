// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/forecast.h"

#include "engine/model/memory.h"

#include <algorithm>

namespace onsa::engine {

namespace {

constexpr std::int64_t programBytes = 20'000'000; // the engine itself, waiting
// Code that the library makes for each shape, tokens, files being written: 1 to 20 MB were seen.
constexpr std::int64_t besidesBytes = 10'000'000;

std::int64_t adapterValues(const ModelConfig &config, int rank)
{
    std::int64_t values = 0;
    for (const LinearLayer layer : allLinearLayers) {
        const LinearShape shape = shapeOf(config, layer);
        values += std::int64_t(rank) * (shape.inputs + shape.outputs);
    }
    return values * config.layers;
}

} // namespace

std::int64_t parametersOf(const ModelConfig &config)
{
    std::int64_t layer = 2 * std::int64_t(config.hidden);
    for (const LinearLayer which : allLinearLayers) {
        const LinearShape shape = shapeOf(config, which);
        layer += std::int64_t(shape.inputs) * shape.outputs;
        if (config.attentionBias && which <= LinearLayer::V)
            layer += shape.outputs;
    }
    if (config.qkNorm)
        layer += 2 * config.headSize;
    const std::int64_t tables = std::int64_t(config.vocabulary) * config.hidden * (config.tiedEmbeddings ? 1 : 2);
    return layer * config.layers + tables + config.hidden;
}

std::int64_t modelBytesOf(const ModelConfig &config, int bytesPerValue)
{
    return parametersOf(config) * bytesPerValue;
}

std::int64_t forecastPeak(const ModelConfig &config, std::int64_t modelBytes, int rank, const BatchLimits &limits,
                          Precision precision, int threads)
{
    const bool bf16 = precision == Precision::BF16;
    const std::int64_t packed =
        bf16 ? decoderWeightBytes<BFloat16>(config, rank) : decoderWeightBytes<float>(config, rank);
    const std::int64_t batch = bf16 ? decoderBatchBytes<BFloat16>(config, rank, limits, threads)
                                    : decoderBatchBytes<float>(config, rank, limits, threads);
    // Values, gradients, the optimizer's two moments.
    const std::int64_t adapter = adapterValues(config, rank) * 4 * 4;
    // The stored layers go one by one while the packed ones come; the embedding stays for looking up.
    const std::int64_t embedding =
        std::int64_t(config.vocabulary) * config.hidden * (modelBytes / parametersOf(config));
    const std::int64_t logits = 2
        * (bf16 ? Gemm::packedBytes<BFloat16>(config.hidden, config.vocabulary)
                : Gemm::packedBytes<float>(config.hidden, config.vocabulary));
    const std::int64_t whilePacking = std::max(modelBytes + logits, embedding + packed);
    // Writing the adapter or the state of a run makes one copy of it.
    const std::int64_t whileTraining = embedding + packed + batch + adapter + adapterValues(config, rank) * 4 * 3;
    return programBytes + besidesBytes + std::max(whilePacking, whileTraining);
}

PeakMemory::PeakMemory()
{
    if (forgetPeakResident())
        m_others = std::max<std::int64_t>(peakResidentBytes() - programBytes, 0);
}

std::optional<std::int64_t> PeakMemory::peak() const
{
    if (m_others < 0)
        return std::nullopt;
    return peakResidentBytes() - m_others;
}

} // namespace onsa::engine
