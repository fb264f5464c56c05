// SPDX-License-Identifier: GPL-3.0-or-later
// Frozen weights as training reads them: packed for both directions, with room for the adapter in the same matrix.
//
// Linear layers that read the same input are one group (q k v, o, gate up, down). With x the input and A, B the
// adapters of the group side by side, forward and backward are one large product each:
//     low = x Aᵀ;        y  = [x | low] · [W | s B]ᵀ
//     dLow = g (s B);    dx = [g | dLow] · [W ; A]
// so that what the adapter adds costs a few more columns, not a second pass over the result.
#pragma once

#include "engine/compute/gemm.h"
#include "engine/model/base_model.h"
#include "engine/model/lora.h"

#include <array>
#include <memory>
#include <vector>

namespace onsa::engine {

enum GroupIndex { QkvGroup, OutGroup, GateUpGroup, DownGroup, groupCount };

struct GroupShape {
    int inputs = 0, outputs = 0; // outputs of all parts
    int inputsPadded = 0, outputsPadded = 0; // where the low-rank columns begin: a multiple of the packing's blocks
    int low = 0; // columns for the adapters' ranks, padded
    std::vector<LinearLayer> parts;
    std::vector<int> partOffsets; // of the outputs

    int inputStride() const { return inputsPadded + low; }
    int outputStride() const { return outputsPadded + low; }
};

GroupShape groupShape(const ModelConfig &config, GroupIndex index, int rank);

template <class T> struct PackedGroup {
    std::unique_ptr<PackedMatrix<T>> forward, backward; // (inputStride, outputs), (outputStride, inputs)
    std::unique_ptr<PackedMatrix<T>> down, up; // Aᵀ (inputs, low), s B (outputs, low)
};

template <class T> struct DecoderWeights {
    ModelConfig config;
    int rank = 0;
    std::array<GroupShape, groupCount> shapes;
    std::vector<std::array<PackedGroup<T>, groupCount>> groups; // a layer each
    std::vector<LayerWeights> small; // norms and biases; the matrices are gone
    WeightMatrix embedding;
    std::vector<float> finalNorm;
    std::unique_ptr<PackedMatrix<T>> logits; // (hidden, vocabulary)
    std::vector<std::unique_ptr<PackedMatrix<T>>> logitsBackward; // slices of (vocabulary, hidden)

    static constexpr int slice = 8192; // rows of one slice: partial sums are added in order

    // Packs the model and drops each matrix of it on the way: `model` has no other owner. Errors: OutOfMemory.
    static Result<DecoderWeights> create(Gemm &gemm, BaseModel &model, int rank);
    void useAdapter(Gemm &gemm, const Adapter &adapter);
};

// Bytes that create() keeps, and the largest passing need beside them.
template <class T> std::int64_t decoderWeightBytes(const ModelConfig &config, int rank);

} // namespace onsa::engine
