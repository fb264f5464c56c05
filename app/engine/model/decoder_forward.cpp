// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/decoder.h"

#include <cmath>
#include <cstring>

namespace onsa::engine {

namespace {

std::ptrdiff_t at(int row, int width)
{
    return std::ptrdiff_t(row) * width;
}

} // namespace

template <class T>
template <class U>
void Decoder<T>::groupForwardTo(std::size_t layer, GroupIndex index, Buffer<T> &input, Matrix<U> output)
{
    const GroupShape &group = shape(index);
    const PackedGroup<T> &packed = m_weights.groups[layer][index];
    const Matrix<T> all{input.data(), m_rows, group.inputStride(), group.inputStride()};
    m_gemm.multiply<T, T>(all.columns(0, group.inputs), *packed.down, all.columns(group.inputsPadded, group.low));
    m_gemm.multiply<T, U>(all, *packed.forward, output);
}

template <class T>
void Decoder<T>::groupForward(std::size_t layer, GroupIndex index, Buffer<T> &input, Matrix<T> output)
{
    groupForwardTo<T>(layer, index, input, output);
}

// Biases, norms of heads (Qwen3), rotation by position.
template <class T> void Decoder<T>::positionHeads(std::size_t index, const PackedBatch &)
{
    Layer &layer = m_layers[index];
    const LayerWeights &small = m_weights.small[index];
    const ModelConfig &config = m_weights.config;
    const int width = shape(QkvGroup).outputs;
    const int heads = config.heads + config.kvHeads;
    const int queries = config.heads * config.headSize;
    const int keys = config.kvHeads * config.headSize;
    const float epsilon = static_cast<float>(config.normEpsilon);
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            T *row = layer.qkv.data() + at(t, width);
            if (config.attentionBias) {
                m_ops.addBias(row, small.qBias.data(), queries);
                m_ops.addBias(row + queries, small.kBias.data(), keys);
                m_ops.addBias(row + queries + keys, small.vBias.data(), keys);
            }
            if (config.qkNorm)
                std::memcpy(static_cast<void *>(layer.plainQk.data() + at(t, queries + keys)), row,
                            std::size_t(queries + keys) * sizeof(T));
            const int position = m_positions[std::size_t(t)];
            for (int h = 0; h < heads; ++h) {
                T *head = row + at(h, config.headSize);
                if (config.qkNorm)
                    layer.headInverses[std::size_t(at(t, heads) + h)] = m_ops.headNorm(
                        head, (h < config.heads ? small.qNorm : small.kNorm).data(), config.headSize, epsilon);
                m_ops.rope(head, m_rope.cosinesAt(position), m_rope.sinesAt(position), m_rope.half, 1.0F);
            }
        }
    });
}

template <class T> void Decoder<T>::forwardLayer(std::size_t index, const PackedBatch &batch)
{
    Layer &layer = m_layers[index];
    const LayerWeights &small = m_weights.small[index];
    const ModelConfig &config = m_weights.config;
    const float epsilon = static_cast<float>(config.normEpsilon);
    const int hidden = config.hidden;

    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t)
            layer.inputInverse[std::size_t(t)] =
                m_ops.rmsNorm(layer.input.data() + at(t, hidden), small.attentionNorm.data(), hidden, epsilon,
                              layer.attentionInput.data() + at(t, shape(QkvGroup).inputStride()));
    });
    const int width = shape(QkvGroup).outputs;
    groupForward(index, QkvGroup, layer.attentionInput, {layer.qkv.data(), m_rows, width, width});
    positionHeads(index, batch);

    // One task is a sequence and a key-value head.
    const int group = config.heads / config.kvHeads;
    const int queries = config.heads * config.headSize;
    const int keys = config.kvHeads * config.headSize;
    const int outStride = shape(OutGroup).inputStride();
    m_gemm.pool().run(static_cast<int>(batch.starts.size()) * config.kvHeads, [&](int task, int worker) {
        const std::size_t sequence = static_cast<std::size_t>(task / config.kvHeads);
        const int head = task % config.kvHeads;
        const int start = batch.starts[sequence];
        const int end = sequence + 1 < batch.starts.size() ? batch.starts[sequence + 1] : batch.size();
        const AttentionShape form{end - start, config.headSize, group, 1.0F / std::sqrt(float(config.headSize)),
                                  width,       outStride};
        T *row = layer.qkv.data() + at(start, width);
        m_ops.attention(form, row + head * group * config.headSize, row + queries + head * config.headSize,
                        row + queries + keys + head * config.headSize,
                        layer.attentionOutput.data() + at(start, outStride) + head * group * config.headSize,
                        layer.logSums.data() + at(start, config.heads) + (end - start) * group * head,
                        m_attentionScratch[static_cast<std::size_t>(worker)].data());
    });
    for (int t = batch.size(); t < m_rows; ++t)
        std::memset(static_cast<void *>(layer.attentionOutput.data() + at(t, outStride)), 0,
                    std::size_t(outStride) * sizeof(T));

    // middle = input + attention · Wo, and its norm
    const Matrix<float> added{m_added.data(), m_rows, hidden, hidden};
    groupForwardTo<float>(index, OutGroup, layer.attentionOutput, added);
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            float *middle = layer.middle.data() + at(t, hidden);
            std::memcpy(middle, layer.input.data() + at(t, hidden), std::size_t(hidden) * sizeof(float));
            m_floatOps.add(middle, m_added.data() + at(t, hidden), hidden);
            layer.middleInverse[std::size_t(t)] =
                m_ops.rmsNorm(middle, small.feedForwardNorm.data(), hidden, epsilon,
                              layer.feedForwardInput.data() + at(t, shape(GateUpGroup).inputStride()));
        }
    });
    const int inner = config.intermediate;
    groupForward(index, GateUpGroup, layer.feedForwardInput, {layer.gateUp.data(), m_rows, 2 * inner, 2 * inner});
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            const T *gate = layer.gateUp.data() + at(t, 2 * inner);
            m_ops.swiglu(gate, gate + inner, inner, layer.product.data() + at(t, shape(DownGroup).inputStride()));
        }
    });
    groupForwardTo<float>(index, DownGroup, layer.product, added);
    float *next = index + 1 < m_layers.size() ? m_layers[index + 1].input.data() : m_last.data();
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            std::memcpy(next + at(t, hidden), layer.middle.data() + at(t, hidden), std::size_t(hidden) * sizeof(float));
            m_floatOps.add(next + at(t, hidden), m_added.data() + at(t, hidden), hidden);
        }
    });
}

template <class T> void Decoder<T>::forward(const PackedBatch &batch)
{
    const ModelConfig &config = m_weights.config;
    m_rows = paddedRows(batch.size());
    m_positions.assign(static_cast<std::size_t>(m_rows), 0);
    for (std::size_t i = 0; i < batch.starts.size(); ++i) {
        const int end = i + 1 < batch.starts.size() ? batch.starts[i + 1] : batch.size();
        for (int t = batch.starts[i]; t < end; ++t)
            m_positions[static_cast<std::size_t>(t)] = t - batch.starts[i];
    }
    Buffer<float> &first = m_layers.front().input;
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            float *row = first.data() + at(t, config.hidden);
            if (t < batch.size())
                m_weights.embedding.rowAsFloat(batch.tokens[static_cast<std::size_t>(t)], row);
            else
                std::memset(row, 0, std::size_t(config.hidden) * sizeof(float));
        }
    });
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        forwardLayer(i, batch);
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t)
            m_lastInverse[std::size_t(t)] =
                m_ops.rmsNorm(m_last.data() + at(t, config.hidden), m_weights.finalNorm.data(), config.hidden,
                              static_cast<float>(config.normEpsilon), m_normed.data() + at(t, config.hidden));
    });
}

template <class T> LossSums Decoder<T>::loss(const PackedBatch &batch)
{
    forward(batch);
    return lossOf(batch, false, 0);
}

template <class T> std::vector<float> Decoder<T>::hidden(int index, int tokens) const
{
    const std::size_t count = std::size_t(tokens) * std::size_t(m_weights.config.hidden);
    std::vector<float> values(count);
    const bool last = static_cast<std::size_t>(index) >= m_layers.size();
    for (std::size_t i = 0; i < count; ++i)
        values[i] = last ? toFloat(m_normed[i]) : m_layers[static_cast<std::size_t>(index)].input[i];
    return values;
}

template <class T> std::vector<float> Decoder<T>::logits(const PackedBatch &batch, int token)
{
    const ModelConfig &config = m_weights.config;
    forward(batch);
    std::memset(static_cast<void *>(m_chunkHidden.data()), 0, std::size_t(32) * std::size_t(config.hidden) * sizeof(T));
    std::memcpy(static_cast<void *>(m_chunkHidden.data()), m_normed.data() + at(token, config.hidden),
                std::size_t(config.hidden) * sizeof(T));
    m_gemm.multiply<T, float>({m_chunkHidden.data(), 32, config.hidden, config.hidden}, *m_weights.logits,
                              {m_logits.data(), 32, config.vocabulary, config.vocabulary});
    return {m_logits.data(), m_logits.data() + config.vocabulary};
}

template class Decoder<float>;
template class Decoder<BFloat16>;

} // namespace onsa::engine
