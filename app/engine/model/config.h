// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a decoder, from a Hugging Face config.json (Transformers 5 keys and those of earlier versions).
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

enum class Architecture { Llama, Qwen2, Qwen3 };

struct RopeConfig {
    double theta = 10000;
    bool llama3 = false; // rope_type "llama3": the four numbers below
    double factor = 1, lowFreqFactor = 1, highFreqFactor = 1;
    int originalContext = 0;

    bool operator==(const RopeConfig &) const = default;
};

struct ModelConfig {
    Architecture architecture = Architecture::Llama;
    int vocabulary = 0;
    int hidden = 0;
    int intermediate = 0;
    int layers = 0;
    int heads = 0;
    int kvHeads = 0;
    int headSize = 0; // need not be hidden / heads
    int context = 0; // max_position_embeddings
    double normEpsilon = 1e-5;
    bool tiedEmbeddings = false;
    bool attentionBias = false; // q, k, v (always in Qwen2)
    bool qkNorm = false; // Qwen3
    RopeConfig rope;
    std::vector<int> endTokens; // eos_token_id, one or several

    bool operator==(const ModelConfig &) const = default;
};

// Errors: Io, Corrupt (bad JSON, impossible numbers), Unsupported (architecture, rope type, activation: named).
Result<ModelConfig> parseModelConfig(std::string_view json);
Result<ModelConfig> loadModelConfig(const std::filesystem::path &configJson);

} // namespace onsa::engine
