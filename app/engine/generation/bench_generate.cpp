// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/bench_generate.h"

#include "engine/compute/cpu_features.h"
#include "engine/compute/random.h"
#include "engine/generation/decode_kernels.h"
#include "engine/generation/decode_weights.h"
#include "engine/model/base_model_loader.h"
#include "engine/model/memory.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

namespace onsa::engine {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t readBytes = std::size_t{256} << 20U; // more than the caches of a desktop computer
constexpr int readPasses = 5;

// A cache line as one value.
using Line = std::uint64_t __attribute__((vector_size(64)));

// Reads everything and does next to nothing with it.
std::uint64_t readAll(const Line *lines, std::size_t count)
{
    constexpr std::size_t ahead = 32; // lines; the same distance as in the kernels
    Line a{}, b{};
    for (std::size_t i = 0; i + 1 < count; i += 2) {
        __builtin_prefetch(lines + i + ahead);
        __builtin_prefetch(lines + i + ahead + 1);
        a |= lines[i];
        b |= lines[i + 1];
    }
    a |= b;
    std::uint64_t sum = 0;
    for (int i = 0; i < 8; ++i)
        sum |= a[i];
    return sum;
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return values.empty() ? 0 : *middle;
}

const char *nameOf(MatrixFormat format)
{
    return format == MatrixFormat::F32 ? "f32" : format == MatrixFormat::BF16 ? "bf16" : "int8";
}

Result<> check(const BenchGenerateOptions &options, const ModelConfig &config)
{
    if (options.promptTokens < 1 || options.tokens < 1 || options.streams < 1)
        return fail(ErrorKind::InvalidInput, "the numbers of tokens and streams must be at least 1", {}, "tokens");
    if (options.promptTokens > config.context - options.tokens)
        return fail(ErrorKind::InvalidInput,
                    "prompt and answer do not fit the model's context of " + std::to_string(config.context), {},
                    "tokens");
    return {};
}

} // namespace

Result<double> measureReadBandwidth(Pool &pool)
{
    const auto memory = allocateWeights(readBytes);
    if (!memory)
        return fail(ErrorKind::OutOfMemory, "there is not enough memory to measure how fast it is", "out_of_memory");
    constexpr std::size_t piece = std::size_t{256} << 10U;
    std::vector<double> seconds;
    std::vector<std::uint64_t> sums(readBytes / piece); // so that nothing is optimised away
    for (int pass = 0; pass < readPasses; ++pass) {
        const auto start = Clock::now();
        pool.run(static_cast<int>(sums.size()), [&](int task, int) {
            const auto at = static_cast<std::size_t>(task);
            sums[at] = readAll(reinterpret_cast<const Line *>(memory.get() + at * piece), piece / sizeof(Line));
        });
        seconds.push_back(secondsSince(start));
    }
    if (std::any_of(sums.begin(), sums.end(), [](std::uint64_t sum) { return sum != 0; }))
        return fail(ErrorKind::Internal, "memory that was zero is not zero any more");
    return static_cast<double>(readBytes) / median(std::move(seconds));
}

Result<BenchGenerateResult> benchGenerate(const BenchGenerateOptions &options)
{
    const auto loadStart = Clock::now();
    auto base = options.shape.empty() ? readBaseModel(options.baseFolder) : makeRandomModel(options.shape, 1);
    if (!base)
        return tl::unexpected(base.error());
    if (auto checked = check(options, (*base)->config); !checked)
        return tl::unexpected(checked.error());
    auto weights = takeDecodeWeights(**base, options.precision);
    if (!weights)
        return tl::unexpected(weights.error());

    BenchGenerateResult result;
    result.model = options.shape.empty() ? options.baseFolder.filename().string() : options.shape;
    result.precision = nameOf((*weights)->format);
    result.promptTokens = options.promptTokens;
    result.tokens = options.tokens;
    result.streams = options.streams;
    result.threads = (*weights)->threads->pool.threads();
    result.cpu = cpuDescription();
    result.kernels = fastestKernels().name;
    result.loadSeconds = secondsSince(loadStart);
    result.weightBytes = (*weights)->bytesPerToken();

    LoadedModel model; // without a tokenizer nothing ends an answer early
    model.base = *base;
    model.weights = *weights;
    GenerateRequest request;
    Random random(1);
    for (int i = 0; i < options.promptTokens; ++i)
        request.prompt.push_back(
            static_cast<int>(random.below(static_cast<std::uint64_t>((*base)->config.vocabulary))));
    request.sampling.n = options.streams;
    request.sampling.maxTokens = options.tokens;
    request.sampling.seed = 1;
    request.greedyOnly = true;

    std::vector<double> steps; // when the first stream got a token
    auto last = Clock::now();
    const auto outcome = generate(model, request, [&](const GeneratedPiece &piece) {
        if (piece.index == 0) {
            steps.push_back(secondsSince(last));
            last = Clock::now();
        }
        return true;
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    steps.erase(steps.begin()); // that was the prompt
    result.promptTokensPerSecond = options.promptTokens / outcome->promptSeconds;
    // The first token of each answer comes from the prompt.
    const int timed = options.streams * (options.tokens - 1);
    result.tokensPerSecond = timed > 0 ? timed / outcome->answerSeconds : 0;
    result.medianStepSeconds = median(steps);
    result.peakResidentBytes = peakResidentBytes();
    const auto bandwidth = measureReadBandwidth((*weights)->threads->pool);
    if (!bandwidth)
        return tl::unexpected(bandwidth.error());
    result.readBandwidth = *bandwidth;
    if (result.medianStepSeconds > 0)
        result.bandwidthShare = static_cast<double>(result.weightBytes) / result.medianStepSeconds / *bandwidth;
    return result;
}

std::string toJson(const BenchGenerateResult &r)
{
    const nlohmann::ordered_json json = {
        {"model", r.model},
        {"precision", r.precision},
        {"prompt_tokens", r.promptTokens},
        {"tokens", r.tokens},
        {"streams", r.streams},
        {"threads", r.threads},
        {"cpu", r.cpu},
        {"kernels", r.kernels},
        {"load_seconds", r.loadSeconds},
        {"prompt_tokens_per_second", r.promptTokensPerSecond},
        {"tokens_per_second", r.tokensPerSecond},
        {"median_step_seconds", r.medianStepSeconds},
        {"weight_bytes", r.weightBytes},
        {"peak_resident_bytes", r.peakResidentBytes},
        {"read_bandwidth_gb_per_second", r.readBandwidth / 1e9},
        {"bandwidth_share", r.bandwidthShare},
    };
    return json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

} // namespace onsa::engine
