// SPDX-License-Identifier: GPL-3.0-or-later
// The forward pass of generation: many tokens of one prompt, or the next token of several answers. What comes out for a
// token does not depend on what else is in the batch.
#pragma once

#include "engine/generation/decode_kernels.h"
#include "engine/generation/decode_weights.h"
#include "engine/generation/kv_cache.h"

#include <span>
#include <stop_token>
#include <vector>

namespace onsa::engine {

// A token to be read: it attends to all of its sequence up to itself. Rows of one sequence come in order.
struct DecodeRow {
    int token = 0;
    KvSequence *sequence = nullptr;
    bool wantsLogits = false;
};

// Has the working memory of one request; one thread at a time.
class DecodeForward
{
public:
    static constexpr int maximumRows = 64; // of a batch: enough to be bound by arithmetic and not by memory

    // `adapter` may be null. All must outlive this.
    DecodeForward(const DecodeWeights &weights, const DecodeAdapter *adapter,
                  const DecodeKernels &kernels = fastestKernels());

    // Reads the tokens and appends them to their sequences. The logits of the rows that want them stand in logits().
    // Errors: Cancelled (within a layer; the sequences are then of no use), Corrupt when numbers are not finite.
    Result<> run(std::span<const DecodeRow> rows, const std::stop_token &stop);
    // Of the index-th row that wanted them, (vocabulary). Overwritten by the next run.
    std::span<float> logits(int index);

private:
    // A product of the same input with several matrices is one parallel loop.
    struct Product {
        const DecodeMatrix *matrix;
        InputRows in;
        OutputRows out;
    };
    struct Position {
        KvSequence *sequence;
        int position; // in its sequence
    };
    struct Inputs { // rows for a product, with their quantised form when the weights are Int8
        std::vector<float> values;
        std::vector<std::int8_t> quantised;
        std::vector<float> scales;
        std::vector<std::int32_t> corrections;
        std::size_t stride = 0;
    };

    static Inputs inputsFor(int cols);
    InputRows view(const Inputs &inputs, int rows) const;
    void quantise(Inputs &inputs, int row) const;
    template <class Body> void forEachRow(int rows, Body &&body);

    void place(std::span<const DecodeRow> rows);
    void layer(std::size_t index, int rows);
    void rotateAndStore(std::size_t index, int row);
    void attend(std::size_t index, int rows);
    void normalise(const float *in, const std::vector<float> &weight, float *out) const;
    void multiply(std::span<const Product> products);
    // out (+)= W in + scale B (A in); the parts of the adapter stand side by side in `out`, as those of W do.
    void linear(const DecodeMatrix &w, const DecodeLoraGroup *lora, const Inputs &in, int rows, const OutputRows &out);
    Result<> output(std::span<const DecodeRow> rows);

    const DecodeWeights &m_weights;
    const DecodeAdapter *m_adapter;
    const DecodeKernels &m_kernels;
    const ModelConfig &m_config;
    Pool m_alone{1};
    Pool *m_pool = &m_alone; // of this run

    int m_queryWidth, m_keyWidth;
    std::vector<Position> m_positions;
    std::vector<float> m_cosines, m_sines; // (rows, headSize / 2)
    std::vector<float> m_hidden; // (rows, hidden): the residual stream
    std::vector<float> m_qkv; // (rows, queryWidth + 2 keyWidth)
    std::vector<float> m_lowRank; // (rows, 3 rank)
    Inputs m_normed, m_attended, m_gated;
    std::vector<float> m_gateUp; // (rows, 2 intermediate)
    std::vector<float> m_logits; // (rows, vocabulary)
};

} // namespace onsa::engine
