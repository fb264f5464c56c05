// SPDX-License-Identifier: GPL-3.0-or-later
// The frozen weights of a model folder, shared by training and generation. Immutable after loading; any thread.
#pragma once

#include "core/result.h"
#include "engine/model/config.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace onsa::engine {

enum class DataType { F32, F16, BF16 };

// A row-major matrix (rows = outputs, cols = inputs, as in the file) in the type it was stored in.
struct WeightMatrix {
    int rows = 0, cols = 0;
    DataType type = DataType::F32;
    std::shared_ptr<const std::byte> data; // 64-byte aligned, rows * cols values

    void rowAsFloat(int row, float *out) const; // cols values
    void asFloat(float *out) const; // rows * cols values
    std::size_t bytes() const;
};

struct LayerWeights {
    WeightMatrix q, k, v, o, gate, up, down;
    std::vector<float> qBias, kBias, vBias; // empty when there is none
    std::vector<float> attentionNorm, feedForwardNorm; // (hidden)
    std::vector<float> qNorm, kNorm; // (headSize), Qwen3 only
};

struct BaseModel {
    ModelConfig config;
    WeightMatrix embedding; // (vocabulary, hidden)
    WeightMatrix output; // (vocabulary, hidden); the same data as `embedding` when tied
    std::vector<float> finalNorm; // (hidden)
    std::vector<LayerWeights> layers;
    std::int64_t parameters = 0;
};

// Reads config.json and model.safetensors (or model.safetensors.index.json and its parts).
// Errors: NotFound, Io, Corrupt (names file and tensor), Unsupported, OutOfMemory (says need and free).
Result<std::shared_ptr<const BaseModel>> loadBaseModel(const std::filesystem::path &folder);

// Random weights (bf16) of a known shape for benchmarks: "smollm2-135m", "qwen-0.5b".
Result<std::shared_ptr<const BaseModel>> randomModel(std::string_view shapeName, std::uint64_t seed);

} // namespace onsa::engine
