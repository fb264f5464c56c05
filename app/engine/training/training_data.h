// SPDX-License-Identifier: GPL-3.0-or-later
// A JSONL file as sequences of tokens, and the order in which they are shown.
#pragma once

#include "core/result.h"
#include "engine/model/chat_template.h"
#include "engine/model/decoder.h"
#include "engine/training/auto_settings.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace onsa::engine {

struct TrainingData {
    std::vector<TrainingSequence> sequences;
    int truncated = 0; // were cut at the context; those with nothing left to learn are not in `sequences`
    int longest = 0; // tokens, after cutting
    std::int64_t tokens = 0;
};

enum class DataRole { Training, Validation };

// Errors: InvalidInput with code invalid_training_file or invalid_validation_file and param "line N"; Io, NotFound.
Result<TrainingData> loadTrainingData(const std::filesystem::path &file, const PromptFormat &format, int context,
                                      double promptLossWeight, DataRole role);

// How much there is to be remembered: what "auto" goes by.
TeachingLoad teachingLoad(const TrainingData &data);

// The rows of every step of one epoch: shuffled by the seed, the last batch may be smaller.
std::vector<std::vector<int>> batchesOf(int rows, int batchSize, std::uint64_t seed, int epoch);

// A step with more tokens is computed in parts; the result is the same, and memory stays bounded.
inline constexpr int maxTokensAtOnce = 4096;

// The rows as batches that fit `maxTokens` each (one row always does); computed one after another as one step.
std::vector<PackedBatch> packBatches(const TrainingData &data, const std::vector<int> &rows, int maxTokens);

// The largest of all batches of a run.
BatchLimits limitsOf(const TrainingData &data, int batchSize, std::uint64_t seed, int epochs, int maxTokens);

} // namespace onsa::engine
