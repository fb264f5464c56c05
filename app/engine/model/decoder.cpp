// SPDX-License-Identifier: GPL-3.0-or-later
// Memory of the decoder: what a batch needs, and getting it.
#include "engine/model/decoder.h"

namespace onsa::engine {

namespace {

std::size_t area(int rows, int cols)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
}

// Tokens whose logits are held at once.
int chunkFor(int vocabulary, int counted)
{
    const int wanted = vocabulary > 32768 ? 128 : std::clamp((1 << 22) / vocabulary / 32 * 32, 32, 512);
    return std::min(wanted, roundUp(std::max(counted, 1), 32));
}

int slicesOf(int vocabulary)
{
    return (vocabulary + DecoderWeights<float>::slice - 1) / DecoderWeights<float>::slice;
}

} // namespace

void PackedBatch::append(const std::vector<int> &sequence, const std::vector<float> &sequenceWeights)
{
    starts.push_back(size());
    tokens.insert(tokens.end(), sequence.begin(), sequence.end());
    weights.insert(weights.end(), sequenceWeights.begin(), sequenceWeights.end());
    weights[static_cast<std::size_t>(starts.back())] = 0;
    longest = std::max(longest, static_cast<int>(sequence.size()));
}

double PackedBatch::totalWeight() const
{
    double sum = 0;
    for (const float weight : weights)
        sum += weight > 0 ? double(weight) : 0;
    return sum;
}

LossSums &LossSums::operator+=(const LossSums &other)
{
    loss += other.loss;
    weight += other.weight;
    counted += other.counted;
    correct += other.correct;
    return *this;
}

AdapterGradients makeGradients(const Adapter &adapter)
{
    AdapterGradients gradients = adapter.layers;
    for (auto &layer : gradients) {
        for (LoraPair &pair : layer) {
            std::fill(pair.a.begin(), pair.a.end(), 0.0F);
            std::fill(pair.b.begin(), pair.b.end(), 0.0F);
        }
    }
    return gradients;
}

int paddedRows(int tokens)
{
    if (tokens <= 256)
        return roundUp(std::max(tokens, 1), 32);
    return tokens <= 1024 ? roundUp(tokens, 64) : roundUp(tokens, 128);
}

template <class T>
std::int64_t decoderBatchBytes(const ModelConfig &config, int rank, const BatchLimits &limits, int threads)
{
    const std::int64_t rows = paddedRows(limits.tokens);
    const std::int64_t type = sizeof(T);
    std::int64_t layer = 2 * config.hidden * 4 + 2 * 4 + config.heads * 4;
    std::int64_t widestOut = 0, widestIn = 0, low = 0;
    for (int i = 0; i < groupCount; ++i) {
        const GroupShape shape = groupShape(config, static_cast<GroupIndex>(i), rank);
        layer += shape.inputStride() * type;
        if (i == QkvGroup)
            layer += shape.outputs * 4;
        if (i == GateUpGroup)
            layer += shape.outputs * type;
        widestOut = std::max<std::int64_t>(widestOut, shape.outputStride());
        widestIn = std::max<std::int64_t>(widestIn, shape.inputsPadded);
        low = std::max<std::int64_t>(low, shape.low);
    }
    if (config.qkNorm)
        layer += (config.heads + config.kvHeads) * (config.headSize * 4 + 4);
    const std::int64_t chunk = chunkFor(config.vocabulary, limits.counted);
    return layer * rows * config.layers
        + rows * (config.hidden * (3 * 4 + type) + (widestOut + widestIn + 2 * low) * type)
        + low * (widestIn + widestOut) * 4
        + std::int64_t(attentionScratch(limits.longest, config.headSize)) * 4 * threads
        + chunk * (config.vocabulary * (4 + type) + config.hidden * (2 * type + 4 * slicesOf(config.vocabulary)));
}

template <class T>
Decoder<T>::Decoder(Gemm &gemm, DecoderWeights<T> weights)
    : m_gemm(gemm)
    , m_weights(std::move(weights))
    , m_ops(opsFor<T>(gemm.level()))
    , m_floatOps(opsFor<float>(gemm.level()))
{
}

template <class T> Result<> Decoder<T>::reserve(const BatchLimits &limits)
{
    const ModelConfig &config = m_weights.config;
    m_limits = limits;
    m_rope = makeRopeTable(config.rope, config.headSize, limits.longest);
    const int rows = paddedRows(limits.tokens);
    bool complete = true;
    const auto get = [&](auto &buffer, int height, int width) {
        complete = complete && buffer.reserve(area(height, width));
    };

    m_layers.resize(m_weights.groups.size());
    for (Layer &layer : m_layers) {
        get(layer.input, rows, config.hidden);
        get(layer.middle, rows, config.hidden);
        get(layer.inputInverse, rows, 1);
        get(layer.middleInverse, rows, 1);
        get(layer.logSums, rows, config.heads);
        get(layer.attentionInput, rows, shape(QkvGroup).inputStride());
        get(layer.qkv, rows, shape(QkvGroup).outputs);
        get(layer.attentionOutput, rows, shape(OutGroup).inputStride());
        get(layer.feedForwardInput, rows, shape(GateUpGroup).inputStride());
        get(layer.gateUp, rows, shape(GateUpGroup).outputs);
        get(layer.product, rows, shape(DownGroup).inputStride());
        if (config.qkNorm) {
            get(layer.plainQk, rows, (config.heads + config.kvHeads) * config.headSize);
            get(layer.headInverses, rows, config.heads + config.kvHeads);
        }
    }
    get(m_last, rows, config.hidden);
    get(m_lastInverse, rows, 1);
    get(m_normed, rows, config.hidden);
    get(m_added, rows, config.hidden);
    get(m_residualGradient, rows, config.hidden);
    int widestOut = 0, widestIn = 0, low = 0;
    for (const GroupShape &group : m_weights.shapes) {
        widestOut = std::max(widestOut, group.outputStride());
        widestIn = std::max(widestIn, group.inputsPadded);
        low = std::max(low, group.low);
    }
    get(m_gradient, rows, widestOut);
    get(m_inputGradient, rows, widestIn);
    get(m_lowT, low, rows);
    get(m_lowGradientT, low, rows);
    get(m_gradientA, low, widestIn);
    get(m_gradientBT, low, widestOut);
    m_attentionScratch.resize(static_cast<std::size_t>(m_gemm.pool().threads()));
    for (Buffer<float> &scratch : m_attentionScratch)
        complete = complete && scratch.reserve(attentionScratch(limits.longest, config.headSize));

    m_chunk = chunkFor(config.vocabulary, limits.counted);
    get(m_chunkHidden, m_chunk, config.hidden);
    get(m_chunkHiddenGradient, m_chunk, config.hidden);
    get(m_logits, m_chunk, config.vocabulary);
    get(m_logitGradients, m_chunk, config.vocabulary);
    get(m_partialSums, m_chunk * slicesOf(config.vocabulary), config.hidden);
    if (complete)
        return {};
    return fail(ErrorKind::OutOfMemory,
                "There is not enough memory for batches of " + std::to_string(limits.tokens)
                    + " tokens. A smaller batch size needs less.",
                "out_of_memory");
}

template <class T> void Decoder<T>::useAdapter(const Adapter &adapter)
{
    m_scale = static_cast<float>(adapter.options.scale());
    m_weights.useAdapter(m_gemm, adapter);
}

template class Decoder<float>;
template class Decoder<BFloat16>;
template std::int64_t decoderBatchBytes<float>(const ModelConfig &, int, const BatchLimits &, int);
template std::int64_t decoderBatchBytes<BFloat16>(const ModelConfig &, int, const BatchLimits &, int);

} // namespace onsa::engine
