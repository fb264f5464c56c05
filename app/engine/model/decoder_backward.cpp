// SPDX-License-Identifier: GPL-3.0-or-later
// The forward read from its end. Frozen weights get no gradient: two products of a linear layer instead of three.
#include "engine/model/decoder.h"

#include <cmath>
#include <cstring>

namespace onsa::engine {

namespace {

std::ptrdiff_t at(int row, int width)
{
    return std::ptrdiff_t(row) * width;
}

template <class T> void transpose(Matrix<T> from, T *to, int toStride, int begin, int end)
{
    for (int t = begin; t < end; ++t) {
        for (int i = 0; i < from.cols; ++i)
            to[at(i, toStride) + t] = from.row(t)[i];
    }
}

} // namespace

// With scale s inside the packed B:  dB = s gᵀ low,  dA = dLowᵀ x.
template <class T>
void Decoder<T>::weightGradients(std::size_t layer, GroupIndex index, const Buffer<T> &input,
                                 AdapterGradients &gradients)
{
    const GroupShape &group = shape(index);
    const Matrix<T> x{input.data(), m_rows, group.inputStride(), group.inputStride()};
    const Matrix<T> g{m_gradient.data(), m_rows, group.outputStride(), group.outputStride()};
    rows([&](int begin, int end, int) {
        transpose(x.columns(group.inputsPadded, group.low), m_lowT.data(), m_rows, begin, end);
        transpose(g.columns(group.outputsPadded, group.low), m_lowGradientT.data(), m_rows, begin, end);
    });
    const int rank = m_weights.rank;
    const int parts = static_cast<int>(group.parts.size());
    m_gemm.multiply<T, float>({m_lowGradientT.data(), rank * parts, m_rows, m_rows}, x.columns(0, group.inputs),
                              {m_gradientA.data(), rank * parts, group.inputs, group.inputs});
    for (int part = 0; part < parts; ++part) {
        const std::size_t i = static_cast<std::size_t>(part);
        const int outputs = shapeOf(m_weights.config, group.parts[i]).outputs;
        m_gemm.multiply<T, float>({m_lowT.data() + at(part * rank, m_rows), rank, m_rows, m_rows},
                                  g.columns(group.partOffsets[i], outputs),
                                  {m_gradientBT.data() + group.partOffsets[i], rank, outputs, group.outputs});
    }
    m_gemm.pool().run(parts, [&](int part, int) {
        const std::size_t i = static_cast<std::size_t>(part);
        LoraPair &pair = gradients[layer][static_cast<std::size_t>(group.parts[i])];
        const float *gradientA = m_gradientA.data() + at(part * rank, group.inputs);
        if (m_add)
            m_floatOps.add(pair.a.data(), gradientA, static_cast<int>(pair.a.size()));
        else
            std::memcpy(pair.a.data(), gradientA, pair.a.size() * sizeof(float));
        const int outputs = shapeOf(m_weights.config, group.parts[i]).outputs;
        for (int r = 0; r < rank; ++r) {
            const float *row = m_gradientBT.data() + at(r, group.outputs) + group.partOffsets[i];
            for (int n = 0; n < outputs; ++n) {
                float &value = pair.b[static_cast<std::size_t>(at(n, rank) + r)];
                value = (m_add ? value : 0.0F) + row[n] * m_scale;
            }
        }
    });
}

template <class T>
void Decoder<T>::groupBackward(std::size_t layer, GroupIndex index, const Buffer<T> &input, AdapterGradients &gradients)
{
    const GroupShape &group = shape(index);
    const PackedGroup<T> &packed = m_weights.groups[layer][index];
    const Matrix<T> all{m_gradient.data(), m_rows, group.outputStride(), group.outputStride()};
    m_gemm.multiply<T, T>(all.columns(0, group.outputs), *packed.up, all.columns(group.outputsPadded, group.low));
    m_gemm.multiply<T, T>(all, *packed.backward, {m_inputGradient.data(), m_rows, group.inputs, group.inputs});
    weightGradients(layer, index, input, gradients);
}

template <class T> void Decoder<T>::residualToGradient(GroupIndex index)
{
    const int hidden = m_weights.config.hidden;
    const int stride = shape(index).outputStride();
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t)
            m_ops.convert(m_residualGradient.data() + at(t, hidden), m_gradient.data() + at(t, stride), hidden);
    });
}

template <class T> void Decoder<T>::unpositionHeads(std::size_t index)
{
    Layer &layer = m_layers[index];
    const LayerWeights &small = m_weights.small[index];
    const ModelConfig &config = m_weights.config;
    const int stride = shape(QkvGroup).outputStride();
    const int heads = config.heads + config.kvHeads;
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            const int position = m_positions[std::size_t(t)];
            for (int h = 0; h < heads; ++h) {
                T *head = m_gradient.data() + at(t, stride) + at(h, config.headSize);
                m_ops.rope(head, m_rope.cosinesAt(position), m_rope.sinesAt(position), m_rope.half, -1.0F);
                if (config.qkNorm)
                    m_ops.headNormBackward(head, layer.plainQk.data() + at(t * heads + h, config.headSize),
                                           layer.headInverses[std::size_t(at(t, heads) + h)],
                                           (h < config.heads ? small.qNorm : small.kNorm).data(), config.headSize);
            }
        }
    });
}

template <class T>
void Decoder<T>::backwardLayer(std::size_t index, const PackedBatch &batch, AdapterGradients &gradients)
{
    Layer &layer = m_layers[index];
    const LayerWeights &small = m_weights.small[index];
    const ModelConfig &config = m_weights.config;
    const int hidden = config.hidden;
    const int inner = config.intermediate;

    // Feed-forward. m_residualGradient is that of the layer's output, and passes on unchanged along the residual.
    residualToGradient(DownGroup);
    groupBackward(index, DownGroup, layer.product, gradients);
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            const T *gate = layer.gateUp.data() + at(t, 2 * inner);
            T *gradient = m_gradient.data() + at(t, shape(GateUpGroup).outputStride());
            m_ops.swigluBackward(gate, gate + inner, m_inputGradient.data() + at(t, inner), inner, gradient,
                                 gradient + inner);
        }
    });
    groupBackward(index, GateUpGroup, layer.feedForwardInput, gradients);
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t)
            m_ops.rmsNormBackward(m_inputGradient.data() + at(t, hidden), layer.middle.data() + at(t, hidden),
                                  layer.middleInverse[std::size_t(t)], small.feedForwardNorm.data(), hidden,
                                  m_residualGradient.data() + at(t, hidden));
    });

    // Attention.
    residualToGradient(OutGroup);
    groupBackward(index, OutGroup, layer.attentionOutput, gradients);
    const int gradientStride = shape(QkvGroup).outputStride();
    m_gemm.pool().run(static_cast<int>(m_headGroups.size()), [&](int task, int worker) {
        const HeadGroup &heads = m_headGroups[static_cast<std::size_t>(task)];
        AttentionShape form = heads.form;
        form.outStride = shape(OutGroup).inputs;
        form.gradientStride = gradientStride;
        const float *row = layer.qkv.data() + at(heads.start, shape(QkvGroup).outputs);
        T *gradient = m_gradient.data() + at(heads.start, gradientStride);
        m_ops.attentionBackward(form, row + heads.q, row + heads.k, row + heads.v,
                                m_inputGradient.data() + at(heads.start, shape(OutGroup).inputs) + heads.q,
                                layer.logSums.data() + heads.logSums, gradient + heads.q, gradient + heads.k,
                                gradient + heads.v, m_attentionScratch[static_cast<std::size_t>(worker)].data());
    });
    for (int t = batch.size(); t < m_rows; ++t)
        std::memset(static_cast<void *>(m_gradient.data() + at(t, gradientStride)), 0,
                    std::size_t(gradientStride) * sizeof(T));
    unpositionHeads(index);
    groupBackward(index, QkvGroup, layer.attentionInput, gradients);
    if (index == 0)
        return; // embeddings are frozen
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t)
            m_ops.rmsNormBackward(m_inputGradient.data() + at(t, hidden), layer.input.data() + at(t, hidden),
                                  layer.inputInverse[std::size_t(t)], small.attentionNorm.data(), hidden,
                                  m_residualGradient.data() + at(t, hidden));
    });
}

template <class T>
LossSums Decoder<T>::lossAndGradients(const PackedBatch &batch, AdapterGradients &gradients, double totalWeight,
                                      bool add)
{
    m_add = add;
    const int hidden = m_weights.config.hidden;
    forward(batch);
    const LossSums sums = lossOf(batch, true, totalWeight);
    rows([&](int begin, int end, int) {
        for (int t = begin; t < end; ++t) {
            float *gradient = m_residualGradient.data() + at(t, hidden);
            std::memset(gradient, 0, std::size_t(hidden) * sizeof(float));
            m_ops.rmsNormBackward(m_inputGradient.data() + at(t, hidden), m_last.data() + at(t, hidden),
                                  m_lastInverse[std::size_t(t)], m_weights.finalNorm.data(), hidden, gradient);
        }
    });
    for (std::size_t i = m_layers.size(); i > 0; --i)
        backwardLayer(i - 1, batch, gradients);
    return sums;
}

template class Decoder<float>;
template class Decoder<BFloat16>;

} // namespace onsa::engine
