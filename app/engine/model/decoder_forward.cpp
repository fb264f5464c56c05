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
void Decoder<T>::groupForward(std::size_t layer, GroupIndex index, Buffer<T> &input, Matrix<U> output)
{
    const GroupShape &group = shape(index);
    const PackedGroup<T> &packed = m_weights.groups[layer][index];
    const Matrix<T> all{input.data(), m_rows, group.inputStride(), group.inputStride()};
    m_gemm.multiply<T, T>(all.columns(0, group.inputs), *packed.down, all.columns(group.inputsPadded, group.low));
    m_gemm.multiply<T, U>(all, *packed.forward, output);
}

// Biases, norms of heads (Qwen3), rotation by position.
template <class T> void Decoder<T>::positionHeads(std::size_t index)
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
            float *row = layer.qkv.data() + at(t, width);
            if (config.attentionBias) {
                m_floatOps.add(row, small.qBias.data(), queries);
                m_floatOps.add(row + queries, small.kBias.data(), keys);
                m_floatOps.add(row + queries + keys, small.vBias.data(), keys);
            }
            if (config.qkNorm)
                std::memcpy(layer.plainQk.data() + at(t, queries + keys), row,
                            std::size_t(queries + keys) * sizeof(float));
            const int position = m_positions[std::size_t(t)];
            for (int h = 0; h < heads; ++h) {
                float *head = row + at(h, config.headSize);
                if (config.qkNorm)
                    layer.headInverses[std::size_t(at(t, heads) + h)] = m_ops.headNorm(
                        head, (h < config.heads ? small.qNorm : small.kNorm).data(), config.headSize, epsilon);
                m_floatOps.rope(head, m_rope.cosinesAt(position), m_rope.sinesAt(position), m_rope.half, 1.0F);
            }
        }
    });
}

template <class T> void Decoder<T>::findHeadGroups(const PackedBatch &batch)
{
    const ModelConfig &config = m_weights.config;
    const int group = config.heads / config.kvHeads;
    const int queries = config.heads * config.headSize;
    const int keys = config.kvHeads * config.headSize;
    m_headGroups.clear();
    for (std::size_t sequence = 0; sequence < batch.starts.size(); ++sequence) {
        const int start = batch.starts[sequence];
        const int end = sequence + 1 < batch.starts.size() ? batch.starts[sequence + 1] : batch.size();
        for (int head = 0; head < config.kvHeads; ++head) {
            HeadGroup heads;
            heads.start = start;
            heads.q = head * group * config.headSize;
            heads.k = queries + head * config.headSize;
            heads.v = heads.k + keys;
            heads.logSums = at(start, config.heads) + at(end - start, group * head);
            heads.form.tokens = end - start;
            heads.form.headSize = config.headSize;
            heads.form.group = group;
            heads.form.scale = 1.0F / std::sqrt(float(config.headSize));
            heads.form.stride = shape(QkvGroup).outputs;
            heads.form.outStride = shape(OutGroup).inputStride();
            m_headGroups.push_back(heads);
        }
    }
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
    groupForward<float>(index, QkvGroup, layer.attentionInput, {layer.qkv.data(), m_rows, width, width});
    positionHeads(index);

    const int outStride = shape(OutGroup).inputStride();
    m_gemm.pool().run(static_cast<int>(m_headGroups.size()), [&](int task, int worker) {
        const HeadGroup &heads = m_headGroups[static_cast<std::size_t>(task)];
        const float *row = layer.qkv.data() + at(heads.start, width);
        m_ops.attention(heads.form, row + heads.q, row + heads.k, row + heads.v,
                        layer.attentionOutput.data() + at(heads.start, outStride) + heads.q,
                        layer.logSums.data() + heads.logSums,
                        m_attentionScratch[static_cast<std::size_t>(worker)].data());
    });
    for (int t = batch.size(); t < m_rows; ++t)
        std::memset(static_cast<void *>(layer.attentionOutput.data() + at(t, outStride)), 0,
                    std::size_t(outStride) * sizeof(T));

    // middle = input + attention · Wo, and its norm
    const Matrix<float> added{m_added.data(), m_rows, hidden, hidden};
    groupForward<float>(index, OutGroup, layer.attentionOutput, added);
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
    groupForward<T>(index, GateUpGroup, layer.feedForwardInput, {layer.gateUp.data(), m_rows, 2 * inner, 2 * inner});
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            const T *gate = layer.gateUp.data() + at(t, 2 * inner);
            m_ops.swiglu(gate, gate + inner, inner, layer.product.data() + at(t, shape(DownGroup).inputStride()));
        }
    });
    groupForward<float>(index, DownGroup, layer.product, added);
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
    findHeadGroups(batch);
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
