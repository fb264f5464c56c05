// SPDX-License-Identifier: GPL-3.0-or-later
// Forward and backward of a decoder (Llama, Qwen2, Qwen3) with frozen weights and an adapter on every linear layer.
// Sequences of a batch lie one after another without padding; the residual stream, norms, softmax and loss are float.
#pragma once

#include "engine/compute/gemm.h"
#include "engine/model/decoder_weights.h"
#include "engine/model/rope.h"

#include <memory>
#include <vector>

namespace onsa::engine {

// Tokens of all sequences, one after another. weights[i] is how much the loss counts tokens[i] given those before it
// in its sequence; the first of each has none.
struct PackedBatch {
    std::vector<int> tokens;
    std::vector<float> weights;
    std::vector<int> starts; // of each sequence
    int longest = 0;

    void append(const std::vector<int> &sequence, const std::vector<float> &sequenceWeights);
    int size() const { return static_cast<int>(tokens.size()); }
    double totalWeight() const;
};

struct LossSums {
    double loss = 0; // sum of weight · nats
    double weight = 0;
    std::int64_t counted = 0, correct = 0; // tokens of weight 1: how many, how many were the likeliest

    double mean() const { return weight > 0 ? loss / weight : 0; }
    double accuracy() const { return counted > 0 ? double(correct) / double(counted) : 0; }
    LossSums &operator+=(const LossSums &other);
};

// The shapes of an adapter's pairs.
using AdapterGradients = std::vector<std::array<LoraPair, 7>>;
AdapterGradients makeGradients(const Adapter &adapter);

// Largest batches that buffers are made for.
struct BatchLimits {
    int tokens = 0; // of a batch
    int counted = 0; // tokens of a batch that the loss counts
    int longest = 0; // sequence
};
// Rows that so many tokens take: few different numbers, because every shape costs a primitive.
int paddedRows(int tokens);
template <class T>
std::int64_t decoderBatchBytes(const ModelConfig &config, int rank, const BatchLimits &limits, int threads);

template <class T> class Decoder
{
public:
    Decoder(Gemm &gemm, DecoderWeights<T> weights);

    // Errors: OutOfMemory.
    Result<> reserve(const BatchLimits &limits);
    void useAdapter(const Adapter &adapter);

    LossSums loss(const PackedBatch &batch); // forward only
    // Gradient of loss / totalWeight (0 = this batch's own weight), overwritten, or added for a step in several parts.
    LossSums lossAndGradients(const PackedBatch &batch, AdapterGradients &gradients, double totalWeight = 0,
                              bool add = false);

    // After a forward. hidden(0): embeddings; hidden(i): after layer i; the last one: after the final norm.
    std::vector<float> hidden(int index, int tokens) const;
    std::vector<float> logits(const PackedBatch &batch, int token); // of what follows `token`; runs the forward
    const ModelConfig &config() const { return m_weights.config; }

private:
    struct Layer {
        Buffer<float> input, middle; // residual before attention, before feed-forward
        Buffer<float> inputInverse, middleInverse, logSums, headInverses;
        Buffer<float> qkv, plainQk; // plainQk: before their norms, Qwen3 only
        Buffer<T> attentionInput, attentionOutput, feedForwardInput, gateUp, product;
    };
    // The query heads of one sequence that share a key-value head.
    struct HeadGroup {
        int start = 0; // token of the batch
        int q = 0, k = 0, v = 0; // their first columns
        std::ptrdiff_t logSums = 0; // where theirs are kept
        AttentionShape form; // of the forward
    };

    void forward(const PackedBatch &batch);
    void findHeadGroups(const PackedBatch &batch);
    void forwardLayer(std::size_t index, const PackedBatch &batch);
    void positionHeads(std::size_t index);
    void backwardLayer(std::size_t index, const PackedBatch &batch, AdapterGradients &gradients);
    void unpositionHeads(std::size_t index);
    LossSums lossOf(const PackedBatch &batch, bool withGradient, double totalWeight);

    template <class U> void groupForward(std::size_t layer, GroupIndex index, Buffer<T> &input, Matrix<U> output);
    // The gradient of the output stands in m_gradient; that of the input comes out in m_inputGradient.
    void groupBackward(std::size_t layer, GroupIndex index, const Buffer<T> &input, AdapterGradients &gradients);
    void weightGradients(std::size_t layer, GroupIndex index, const Buffer<T> &input, AdapterGradients &gradients);
    void residualToGradient(GroupIndex index);

    template <class Body> void rows(Body body) { m_gemm.pool().runRows(m_rows, 16, body); }
    const GroupShape &shape(GroupIndex index) const { return m_weights.shapes[static_cast<std::size_t>(index)]; }

    Gemm &m_gemm;
    DecoderWeights<T> m_weights;
    const Ops<T> &m_ops;
    const Ops<float> &m_floatOps;
    float m_scale = 1; // of the adapter
    bool m_add = false; // gradients are added to what is there
    RopeTable m_rope;
    BatchLimits m_limits;
    int m_rows = 0; // of the batch, padded
    std::vector<int> m_positions;
    std::vector<HeadGroup> m_headGroups;

    std::vector<Layer> m_layers;
    Buffer<float> m_last, m_lastInverse; // residual after the last layer
    Buffer<T> m_normed; // after the final norm
    Buffer<float> m_added; // what a block adds to the residual
    Buffer<float> m_residualGradient;
    Buffer<T> m_gradient, m_inputGradient; // of a group's output with its low-rank columns, of its input
    Buffer<T> m_lowT, m_lowGradientT; // (low, rows)
    Buffer<float> m_gradientA, m_gradientBT;
    std::vector<Buffer<float>> m_attentionScratch; // a worker each

    // Loss, a chunk of counted tokens at a time.
    int m_chunk = 0;
    std::vector<int> m_countedRows; // whose following token is counted
    Buffer<T> m_chunkHidden, m_chunkHiddenGradient, m_logitGradients;
    Buffer<float> m_logits, m_partialSums;
};

} // namespace onsa::engine
