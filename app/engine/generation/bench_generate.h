// SPDX-License-Identifier: GPL-3.0-or-later
// How fast this computer generates, and how near that is to what its memory allows.
#pragma once

#include "core/result.h"
#include "engine/compute/pool.h"
#include "engine/generation/generator.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace onsa::engine {

struct BenchGenerateOptions {
    std::string shape; // random weights: "smollm2-135m", "qwen-0.5b"; empty = the model in baseFolder
    std::filesystem::path baseFolder;
    DecodePrecision precision = DecodePrecision::Auto;
    int promptTokens = 16; // at least 1
    int tokens = 64; // of each answer, at least 1
    int streams = 1; // answers at once, at least 1
};

struct BenchGenerateResult {
    std::string model, precision; // f32, bf16, int8
    int promptTokens = 0, tokens = 0, streams = 0, threads = 0;
    std::string cpu; // what the processor can do, and the kernels that were used
    std::string kernels;
    double loadSeconds = 0;
    double promptTokensPerSecond = 0;
    double tokensPerSecond = 0; // all streams together
    double medianStepSeconds = 0; // one token of each stream
    std::int64_t weightBytes = 0; // read for each step
    std::int64_t peakResidentBytes = 0; // of the process
    double readBandwidth = 0; // bytes a second, measured in this run with the same threads
    double bandwidthShare = 0; // weightBytes / medianStepSeconds / readBandwidth; above 1 when caches hold a part
};

// Errors: those of loading; InvalidInput with param = the option.
Result<BenchGenerateResult> benchGenerate(const BenchGenerateOptions &options);
// One line of JSON.
std::string toJson(const BenchGenerateResult &result);

// Bytes a second that all threads of `pool` read together from memory much larger than the caches of a core.
Result<double> measureReadBandwidth(Pool &pool);

} // namespace onsa::engine
