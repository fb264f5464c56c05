// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of a model that generation reads, in the order in which it is read. Immutable; any number of threads.
#pragma once

#include "engine/compute/pool.h"
#include "engine/generation/decode_matrix.h"
#include "engine/generation/generator.h"
#include "engine/model/config.h"
#include "engine/model/lora.h"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace onsa::engine {

// Matrices that read the same input stand in one: q, k, v below each other, then gate and up.
struct DecodeLayer {
    DecodeMatrix qkv, o, gateUp, down;
    std::vector<float> qkvBias; // empty when there is none
    std::vector<float> attentionNorm, feedForwardNorm; // (hidden)
    std::vector<float> qNorm, kNorm; // (headSize), Qwen3 only
};

// The threads that answer with these weights. Who finds them taken works alone for that token.
struct SharedPool {
    std::mutex taken;
    Pool pool;
};

struct DecodeWeights {
    ModelConfig config;
    MatrixFormat format = MatrixFormat::F32;
    DecodeMatrix embedding; // no rows when it is the same as `output`
    DecodeMatrix output; // (vocabulary, hidden)
    std::vector<float> finalNorm;
    std::vector<DecodeLayer> layers;
    std::vector<float> ropeFrequencies; // radians a position, (headSize / 2)
    std::int64_t bytes = 0;
    std::unique_ptr<SharedPool> threads = std::make_unique<SharedPool>();

    const DecodeMatrix &embeddingMatrix() const { return embedding.rows > 0 ? embedding : output; }
    // What is read for one token of one answer, without the cache.
    std::int64_t bytesPerToken() const;
};

// The low-rank pairs of one input: all A below each other, and the B of each part.
struct DecodeLoraGroup {
    DecodeMatrix a; // (parts · rank, inputs)
    std::vector<DecodeMatrix> b; // (outputs of the part, rank)
};

struct DecodeAdapterLayer {
    DecodeLoraGroup qkv, o, gateUp, down;
};

struct DecodeAdapter {
    int rank = 0;
    float scale = 0;
    std::vector<DecodeAdapterLayer> layers;
};

// Up to 50 million parameters Auto takes the weights as they are (a small model's answer turns on small differences),
// above that Int8, which reads half the bytes of BF16.
MatrixFormat formatFor(const BaseModel &base, DecodePrecision precision);
// The same as makeDecodeWeights, but lets go of each matrix once it is packed: `base` keeps its shape and sizes only.
Result<std::shared_ptr<const DecodeWeights>> takeDecodeWeights(BaseModel &base, DecodePrecision precision);
// In float, whatever the base is in. Errors: OutOfMemory.
Result<std::shared_ptr<const DecodeAdapter>> makeDecodeAdapter(const Adapter &adapter, const ModelConfig &config);

// Rotation per position of each pair of a head's values (Su et al. 2021), with the scaling of Llama 3.1 where asked.
std::vector<float> ropeFrequencies(const ModelConfig &config);

} // namespace onsa::engine
