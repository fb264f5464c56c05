// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/bench_train.h"

#include "engine/compute/random.h"
#include "engine/model/base_model_loader.h"
#include "engine/model/memory.h"
#include "engine/training/forecast.h"
#include "engine/training/optimizer.h"
#include "engine/training/run_time.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace onsa::engine {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Random tokens; the loss counts the last share of each sequence, as it does for completions.
PackedBatch randomBatch(const BenchTrainOptions &options, int vocabulary, Random &random)
{
    PackedBatch batch;
    for (int i = 0; i < options.batch; ++i) {
        std::vector<int> tokens(static_cast<std::size_t>(options.tokens));
        std::vector<float> weights(tokens.size(), 0.0F);
        for (int &token : tokens)
            token = static_cast<int>(random.below(static_cast<std::uint64_t>(vocabulary)));
        const auto counted = static_cast<std::size_t>(options.lossShare * static_cast<double>(options.tokens));
        std::fill(weights.end() - static_cast<std::ptrdiff_t>(std::min(counted, weights.size())), weights.end(), 1.0F);
        batch.append(tokens, weights);
    }
    return batch;
}

template <class T>
Result<BenchTrainResult> measure(const BenchTrainOptions &options, BaseModel &model, BenchTrainResult result,
                                 Clock::time_point begin)
{
    Pool pool(options.threads);
    Gemm gemm(pool, cpuLevel());
    result.threads = pool.threads();
    LoraOptions lora;
    lora.rank = options.rank;
    lora.alpha = 2.0 * options.rank;
    Adapter adapter = newAdapter(model.config, lora, 1);
    Random random(1);
    const PackedBatch batch = randomBatch(options, model.config.vocabulary, random);
    const BatchLimits limits{batch.size(), static_cast<int>(batch.totalWeight()), batch.longest};
    result.forecastBytes =
        forecastPeak(model.config, modelBytesOf(model.config, model.embedding.type == DataType::F32 ? 4 : 2), lora.rank,
                     limits, sizeof(T) == 2 ? Precision::BF16 : Precision::F32, result.threads);
    if (const auto enough = checkMemory(result.forecastBytes, "This measurement"); !enough)
        return tl::unexpected(enough.error());
    auto weights = DecoderWeights<T>::create(gemm, model, lora.rank);
    if (!weights)
        return tl::unexpected(weights.error());
    Decoder<T> decoder(gemm, std::move(*weights));
    if (const auto reserved = decoder.reserve(limits); !reserved)
        return tl::unexpected(reserved.error());
    decoder.useAdapter(adapter);
    result.loadSeconds = secondsSince(begin);

    Optimizer optimizer(adapter, OptimizerOptions());
    AdapterGradients gradients = makeGradients(adapter);
    std::vector<double> seconds;
    constexpr int before = 2; // steps that make primitives and touch memory for the first time
    for (int i = 0; i < before + options.steps; ++i) {
        const auto start = Clock::now();
        result.loss = decoder.lossAndGradients(batch, gradients).mean();
        optimizer.step(pool, gemm.level(), gradients, 1e-4, adapter);
        decoder.useAdapter(adapter);
        if (i >= before)
            seconds.push_back(secondsSince(start));
    }
    std::sort(seconds.begin(), seconds.end());
    const double median = seconds[seconds.size() / 2];
    result.tokensPerSecond = batch.size() / median;
    result.bestTokensPerSecond = batch.size() / seconds.front();
    result.peakResidentBytes = peakResidentBytes();
    result.gemmGflops = measureProduct(gemm, sizeof(T) == 2 ? Precision::BF16 : Precision::F32);
    result.stepGflops =
        trainingOperations(decoder.config(), lora.rank, batch.size(), batch.totalWeight()) / median / 1e9;
    result.gemmShare = result.stepGflops / result.gemmGflops;
    return result;
}

Result<> checkOptions(const BenchTrainOptions &options)
{
    const auto bad = [](const char *option, const char *what) {
        return fail(ErrorKind::InvalidInput, std::string(option) + " must be " + what + ".", {}, option);
    };
    if (options.batch < 1 || options.batch > 4096)
        return bad("batch", "from 1 to 4096");
    if (options.tokens < 2 || options.tokens > 1 << 17)
        return bad("tokens", "from 2 to 131072");
    if (options.steps < 1)
        return bad("steps", "at least 1");
    if (!(options.lossShare >= 0 && options.lossShare <= 1))
        return bad("loss-share", "from 0 to 1");
    return {};
}

} // namespace

Result<BenchTrainResult> benchTrain(const BenchTrainOptions &options)
{
    if (const auto valid = checkOptions(options); !valid)
        return tl::unexpected(valid.error());
    const auto begin = Clock::now();
    auto model = options.shape.empty() ? readBaseModel(options.baseFolder) : makeRandomModel(options.shape, 1);
    if (!model)
        return tl::unexpected(model.error());
    if (options.tokens > (*model)->config.context)
        return fail(ErrorKind::InvalidInput,
                    "The model reads at most " + std::to_string((*model)->config.context) + " tokens.", {}, "tokens");
    const bool bf16 = options.precision == Precision::Auto ? cpuLevel() >= CpuLevel::Avx512Bf16
                                                           : options.precision == Precision::BF16;
    BenchTrainResult result;
    result.model = options.shape.empty() ? options.baseFolder.filename().string() : options.shape;
    result.precision = bf16 ? "bf16" : "f32";
    result.batch = options.batch;
    result.tokens = options.tokens;
    result.steps = options.steps;
    result.cpu = cpuDescription();
    return bf16 ? measure<BFloat16>(options, **model, std::move(result), begin)
                : measure<float>(options, **model, std::move(result), begin);
}

std::string toJson(const BenchTrainResult &result)
{
    const nlohmann::ordered_json json = {{"model", result.model},
                                         {"precision", result.precision},
                                         {"batch", result.batch},
                                         {"tokens", result.tokens},
                                         {"steps", result.steps},
                                         {"threads", result.threads},
                                         {"cpu", result.cpu},
                                         {"load_seconds", result.loadSeconds},
                                         {"tokens_per_second", result.tokensPerSecond},
                                         {"best_tokens_per_second", result.bestTokensPerSecond},
                                         {"loss", result.loss},
                                         {"peak_resident_bytes", result.peakResidentBytes},
                                         {"forecast_bytes", result.forecastBytes},
                                         {"gemm_gflops", result.gemmGflops},
                                         {"step_gflops", result.stepGflops},
                                         {"gemm_share", result.gemmShare}};
    return json.dump();
}

} // namespace onsa::engine
