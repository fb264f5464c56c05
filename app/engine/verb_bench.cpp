// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine bench: how fast this computer trains and answers.
#include "engine/verbs.h"

#include "engine/generation/bench_generate.h"
#include "engine/model_catalog.h"
#include "engine/training/bench_train.h"

#include <array>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>

namespace onsa::engine {

namespace {

struct BenchOptions {
    std::string base = "smollm2-135m", data;
    BenchGenerateOptions generate;
    BenchTrainOptions train;
    bool json = false;
};

const std::map<std::string, DecodePrecision> decodePrecisions = {{"auto", DecodePrecision::Auto},
                                                                 {"f32", DecodePrecision::F32},
                                                                 {"bf16", DecodePrecision::BF16},
                                                                 {"int8", DecodePrecision::Int8}};

const std::map<std::string, Precision> trainPrecisions = {
    {"auto", Precision::Auto}, {"f32", Precision::F32}, {"bf16", Precision::BF16}};

bool isShape(const std::string &name)
{
    return name == "smollm2-135m" || name == "qwen-0.5b"; // random weights of these shapes
}

// Folder of a model on this computer; empty for a shape.
Result<std::filesystem::path> folderOf(const BenchOptions &options)
{
    if (isShape(options.base))
        return std::filesystem::path();
    const auto data = dataFolderOr(options.data);
    return findBaseModel(data, modelOrFolder(data, options.base)).map([](const BaseModelEntry &base) {
        return base.folder;
    });
}

std::string rounded(double value, const char *unit)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.1f %s", value, unit);
    return text.data();
}

void print(const BenchGenerateResult &result)
{
    std::cout << result.model << ", " << result.precision << ", " << result.threads << " threads, kernels "
              << result.kernels << "\n"
              << "prompt:  " << rounded(result.promptTokensPerSecond, "tokens/s") << " (" << result.promptTokens
              << " tokens)\n"
              << "answer:  " << rounded(result.tokensPerSecond, "tokens/s") << " (" << result.streams << " x "
              << result.tokens << " tokens, " << rounded(result.medianStepSeconds * 1e3, "ms") << " a token)\n"
              << "memory:  " << rounded(static_cast<double>(result.peakResidentBytes) / 1e6, "MB") << ", reads "
              << rounded(result.readBandwidth / 1e9, "GB/s") << ", of which "
              << rounded(result.bandwidthShare * 100, "%") << " are used" << std::endl;
}

void print(const BenchTrainResult &result)
{
    std::cout << result.model << ", " << result.precision << ", " << result.threads << " threads, " << result.cpu
              << "\n"
              << "training: " << rounded(result.tokensPerSecond, "tokens/s") << " (" << result.batch << " x "
              << result.tokens << " tokens a step, loss " << rounded(result.loss, "") << ")\n"
              << "products: " << rounded(result.stepGflops, "GFLOP/s") << " of "
              << rounded(result.gemmGflops, "GFLOP/s") << " that a large one reaches ("
              << rounded(result.gemmShare * 100, "%") << ")\n"
              << "memory:   " << rounded(static_cast<double>(result.peakResidentBytes) / 1e6, "MB") << ", forecast "
              << rounded(static_cast<double>(result.forecastBytes) / 1e6, "MB") << std::endl;
}

// Runs `bench` on the model or the shape that was asked for, and tells the figures.
template <class Wanted, class Bench> int benchVerb(const BenchOptions &options, Wanted wanted, Bench bench)
{
    const auto folder = folderOf(options);
    if (!folder)
        return sayError(folder.error());
    if (folder->empty())
        wanted.shape = options.base;
    else
        wanted.baseFolder = *folder;
    const auto result = bench(wanted);
    if (!result)
        return sayError(result.error());
    if (options.json)
        std::cout << toJson(*result) << std::endl;
    else
        print(*result);
    return 0;
}

void addCommonOptions(CLI::App &verb, BenchOptions &options)
{
    verb.add_option("--base", options.base, "A base model, or random weights: smollm2-135m, qwen-0.5b")
        ->capture_default_str();
    verb.add_option("--data", options.data, "Folder of models, files and jobs (default: in your home)");
    verb.add_flag("--json", options.json, "One line of JSON");
}

} // namespace

Verb addBenchVerb(CLI::App &program)
{
    auto options = std::make_shared<BenchOptions>();
    auto *bench = program.add_subcommand("bench", "Measure how fast this computer trains and answers");
    bench->require_subcommand(1);
    auto *generateBench = bench->add_subcommand("generate", "Measure answering");
    addCommonOptions(*generateBench, *options);
    auto &generate = options->generate;
    generateBench->add_option("--precision", generate.precision, "auto, f32, bf16 or int8")
        ->transform(CLI::CheckedTransformer(decodePrecisions, CLI::ignore_case));
    generateBench->add_option("--prompt-tokens", generate.promptTokens)
        ->check(CLI::Range(1, 1 << 20))
        ->capture_default_str();
    generateBench->add_option("--tokens", generate.tokens)->check(CLI::Range(1, 1 << 20))->capture_default_str();
    generateBench->add_option("--streams", generate.streams, "Answers at once")
        ->check(CLI::Range(1, 128))
        ->capture_default_str();
    auto *trainBench = bench->add_subcommand("train", "Measure training");
    addCommonOptions(*trainBench, *options);
    auto &train = options->train;
    trainBench->add_option("--precision", train.precision, "auto, f32 or bf16")
        ->transform(CLI::CheckedTransformer(trainPrecisions, CLI::ignore_case));
    trainBench->add_option("--batch-size", train.batch)->check(CLI::Range(1, 256))->capture_default_str();
    trainBench->add_option("--tokens", train.tokens, "Of each example")
        ->check(CLI::Range(2, 1 << 20))
        ->capture_default_str();
    trainBench->add_option("--steps", train.steps)->check(CLI::Range(1, 1000))->capture_default_str();
    trainBench->add_option("--rank", train.rank)->check(CLI::Range(1, 256))->capture_default_str();
    trainBench->add_option("--threads", train.threads, "0 = as many as cores")->check(CLI::Range(0, 1024));
    return [options, trainBench] {
        return trainBench->parsed() ? benchVerb(*options, options->train, benchTrain)
                                    : benchVerb(*options, options->generate, benchGenerate);
    };
}

} // namespace onsa::engine
