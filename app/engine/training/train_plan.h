// SPDX-License-Identifier: GPL-3.0-or-later
// What a training run is told and what it tells.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "engine/model/lora.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace onsa::engine {

enum class Precision { Auto, F32, BF16 };

struct TrainPlan {
    std::filesystem::path trainingFile; // JSONL
    std::optional<std::filesystem::path> validationFile;
    std::filesystem::path baseFolder; // Hugging Face folder
    std::filesystem::path workFolder; // checkpoints; a run found here is resumed exactly
    std::filesystem::path outputFolder; // the adapter of the end
    Hyperparameters wanted; // nothing set = auto
    std::uint64_t seed = 0;
    Precision precision = Precision::Auto;
    int threads = 0; // 0 = as many as there are cores
};

// The numbers that "auto" became; known before the first step.
struct ResolvedPlan {
    int examples = 0, validationExamples = 0;
    int epochs = 0, batchSize = 0, steps = 0, warmupSteps = 0;
    double learningRate = 0; // peak
    double learningRateMultiplier = 1; // learningRate / the base rate for this model's size
    double promptLossWeight = 0;
    LoraOptions lora;
    std::int64_t tokensPerEpoch = 0; // without padding
    int longestExample = 0, truncatedExamples = 0; // tokens; examples that were cut at the context
    std::int64_t peakBytes = 0; // forecast
    Precision precision = Precision::F32; // what will be used
    int resumedAtStep = 0; // 0 = from the start
};

struct StepReport {
    StepMetrics metrics; // validation numbers only where measured
    int epoch = 0; // of this step, from 1
    double learningRate = 0, gradientNorm = 0; // norm before clipping
    double tokensPerSecond = 0;
    std::int64_t trainedTokens = 0; // so far, without padding
};

struct CheckpointInfo {
    int epoch = 0;
    StepMetrics metrics;
    std::filesystem::path adapterFolder; // complete and synced when this is told
};

// Called from the thread that trains.
class TrainObserver
{
public:
    virtual ~TrainObserver() = default;
    virtual void planned(const ResolvedPlan &) { }
    virtual void stepDone(const StepReport &) = 0;
    // Before the state is written from which a resumed run goes on, so that nothing of it is told a second time: what
    // was told up to here has to be kept now.
    virtual void savingState() { }
    // Before that state too: a run that is cut off in between saves and tells the checkpoint once more.
    virtual void checkpointSaved(const CheckpointInfo &) { }
};

// How much there was to compute, all rounds together: what the time of a run depends on.
struct RunSize {
    int steps = 0, epochs = 0, rank = 0;
    std::int64_t tokens = 0, counted = 0; // of training; counted: that the loss looks at
    std::int64_t validationTokens = 0, validationCounted = 0;
    Precision precision = Precision::F32;
};

struct TrainOutcome {
    std::int64_t trainedTokens = 0;
    int steps = 0;
    std::optional<double> finalTrainLoss, finalValidLoss;
    double seconds = 0;
    // Only of a run that was not resumed:
    std::optional<RunSize> size; // what `seconds` were spent on
    std::optional<std::int64_t> peakBytes; // of memory, as the forecast counts it
};

// Errors: InvalidInput (code invalid_training_file / invalid_validation_file, param names file and line), OutOfMemory
// (forecast: need and free bytes in words), Cancelled (state is saved, the same plan resumes), Io, DiskFull, Corrupt.
Result<TrainOutcome> train(const TrainPlan &plan, TrainObserver &observer, std::stop_token stop);
using TrainFunction = std::function<Result<TrainOutcome>(const TrainPlan &, TrainObserver &, std::stop_token)>;

} // namespace onsa::engine
