// SPDX-License-Identifier: GPL-3.0-or-later
// Logits, cross entropy and their way back, only at the tokens that the loss counts and a chunk of them at a time:
// logits of a whole batch would be the largest thing in memory.
#include "engine/model/decoder.h"

#include <cstring>

namespace onsa::engine {

namespace {

std::ptrdiff_t at(int row, int width)
{
    return std::ptrdiff_t(row) * width;
}

} // namespace

template <class T> LossSums Decoder<T>::lossOf(const PackedBatch &batch, bool withGradient, double totalWeight)
{
    const ModelConfig &config = m_weights.config;
    const int hidden = config.hidden;
    const int vocabulary = config.vocabulary;
    LossSums sums;
    m_countedRows.clear();
    for (int t = 0; t < batch.size(); ++t) {
        const double weight = double(batch.weights[static_cast<std::size_t>(t)]);
        if (weight <= 0)
            continue;
        m_countedRows.push_back(t - 1); // the first token of a sequence has no weight
        sums.weight += weight;
    }
    const double divisor = totalWeight > 0 ? totalWeight : sums.weight;
    const float share = divisor > 0 ? static_cast<float>(1.0 / divisor) : 0;
    if (withGradient)
        std::memset(static_cast<void *>(m_inputGradient.data()), 0, std::size_t(at(m_rows, hidden)) * sizeof(T));

    const int counted = static_cast<int>(m_countedRows.size());
    const int slices = static_cast<int>(m_weights.logitsBackward.size());
    std::vector<TokenLoss> losses(static_cast<std::size_t>(m_chunk));
    for (int first = 0; first < counted; first += m_chunk) {
        const int used = std::min(m_chunk, counted - first);
        const int padded = std::min(m_chunk, roundUp(used, 32));
        const auto rowOf = [&](int i) { return m_countedRows[static_cast<std::size_t>(first + i)]; };
        for (int i = 0; i < padded; ++i) {
            T *to = m_chunkHidden.data() + at(i, hidden);
            if (i < used)
                std::memcpy(static_cast<void *>(to), m_normed.data() + at(rowOf(i), hidden),
                            std::size_t(hidden) * sizeof(T));
            else
                std::memset(static_cast<void *>(to), 0, std::size_t(hidden) * sizeof(T));
        }
        m_gemm.multiply<T, float>({m_chunkHidden.data(), padded, hidden, hidden}, *m_weights.logits,
                                  {m_logits.data(), padded, vocabulary, vocabulary});
        m_gemm.pool().runRows(padded, 4, [&](int begin, int end, int) {
            for (int i = begin; i < end; ++i) {
                T *gradient = withGradient ? m_logitGradients.data() + at(i, vocabulary) : nullptr;
                if (i < used) {
                    const std::size_t token = static_cast<std::size_t>(rowOf(i)) + 1;
                    losses[static_cast<std::size_t>(i)] =
                        m_ops.crossEntropy(m_logits.data() + at(i, vocabulary), vocabulary, batch.tokens[token],
                                           batch.weights[token] * share, gradient);
                } else if (gradient) {
                    std::memset(static_cast<void *>(gradient), 0, std::size_t(vocabulary) * sizeof(T));
                }
            }
        });
        for (int i = 0; i < used; ++i) {
            const float weight = batch.weights[static_cast<std::size_t>(rowOf(i)) + 1];
            const TokenLoss &token = losses[static_cast<std::size_t>(i)];
            sums.loss += double(weight) * double(token.loss);
            sums.counted += weight >= 1 ? 1 : 0;
            sums.correct += weight >= 1 && token.correct ? 1 : 0;
        }
        if (!withGradient)
            continue;
        for (int s = 0; s < slices; ++s) {
            const PackedMatrix<T> &packed = *m_weights.logitsBackward[static_cast<std::size_t>(s)];
            const Matrix<T> part{m_logitGradients.data() + s * DecoderWeights<T>::slice, padded, packed.rows(),
                                 vocabulary};
            m_gemm.multiply<T, float>(part, packed,
                                      {m_partialSums.data() + at(s * m_chunk, hidden), padded, hidden, hidden});
        }
        m_gemm.pool().runRows(used, 8, [&](int begin, int end, int) {
            for (int i = begin; i < end; ++i) {
                float *sum = m_partialSums.data() + at(i, hidden);
                for (int s = 1; s < slices; ++s)
                    m_floatOps.add(sum, m_partialSums.data() + at(s * m_chunk + i, hidden), hidden);
                m_ops.convert(sum, m_inputGradient.data() + at(rowOf(i), hidden), hidden);
            }
        });
    }
    return sums;
}

template class Decoder<float>;
template class Decoder<BFloat16>;

} // namespace onsa::engine
