// SPDX-License-Identifier: GPL-3.0-or-later
// How fast this computer trains, and how near that is to what its matrix products allow.
#pragma once

#include "core/result.h"
#include "engine/training/train_plan.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace onsa::engine {

struct BenchTrainOptions {
    std::string shape; // random weights: "smollm2-135m", "qwen-0.5b"; empty = the model in baseFolder
    std::filesystem::path baseFolder;
    Precision precision = Precision::Auto;
    int batch = 4; // sequences a step, at least 1
    int tokens = 128; // of each sequence, at least 2
    int steps = 4; // measured, at least 1; two more go before
    double lossShare = 1; // of the tokens that the loss counts, 0…1
    int rank = 16;
    int threads = 0; // 0 = as many as there are cores
};

struct BenchTrainResult {
    std::string model, precision; // f32, bf16
    int batch = 0, tokens = 0, steps = 0, threads = 0;
    std::string cpu;
    double loadSeconds = 0; // reading or making the weights, and packing them
    double tokensPerSecond = 0; // by the median step
    double bestTokensPerSecond = 0; // by the fastest step
    double loss = 0; // of the last step
    std::int64_t peakResidentBytes = 0; // of the process
    std::int64_t forecastBytes = 0; // what the forecast said
    double gemmGflops = 0; // of a large product, measured in this run with the same threads
    double stepGflops = 0; // of the median step, products only
    double gemmShare = 0; // stepGflops / gemmGflops
};

// Errors: those of loading; InvalidInput with param = the option; OutOfMemory.
Result<BenchTrainResult> benchTrain(const BenchTrainOptions &options);
// One line of JSON.
std::string toJson(const BenchTrainResult &result);

} // namespace onsa::engine
