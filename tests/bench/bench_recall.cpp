// SPDX-License-Identifier: GPL-3.0-or-later
// Trains the starter on a JSONL file with automatic settings and asks what it has learned:
// bench_recall TRAINING [VALIDATION] [--base FOLDER] [--work FOLDER] [--epochs N] [--prompt-weight X] [--multiplier X]
// [--rank N] [--batch N] [--f32] [--seed N] [--show] [--peer COMMAND] [--rounds N]. Rows of the validation file carry a
// member "fact". With --peer, "python3 tests/bench/peft_recall.py" say, both train by turns, --rounds times, and the
// ratio of their median times is printed.
#include "core/example.h"
#include "engine/generation/generator.h"
#include "engine/training/train_plan.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace onsa;
using namespace onsa::engine;

namespace {

struct Row {
    Example example;
    std::string fact; // empty when there is none
};

std::vector<Row> readRows(const std::filesystem::path &file)
{
    std::vector<Row> rows;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const auto example = parseExample(line);
        if (example)
            rows.push_back({*example, nlohmann::json::parse(line).value("fact", "")});
    }
    return rows;
}

std::vector<Message> promptOf(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return {{"user", example.prompt, {}}};
    return {example.messages.begin(), example.messages.end() - 1};
}

std::string answerOf(const Example &example)
{
    return example.kind == ExampleKind::Pair ? example.completion : example.messages.back().content;
}

std::string ask(const LoadedModel &model, const Example &example, std::size_t expectedBytes)
{
    GenerateRequest request;
    const auto prompt = model.format->chatPrompt(promptOf(example));
    if (!prompt)
        return {};
    request.prompt = *prompt;
    request.sampling.temperature = 0;
    request.sampling.maxTokens = static_cast<int>(std::min<std::size_t>(expectedBytes + 16, 200));
    request.greedyOnly = true;
    std::string text;
    const auto done = generate(model, request, [&](const GeneratedPiece &piece) {
        text += piece.text;
        return true;
    });
    return done ? text : done.error().message;
}

class Reporter : public TrainObserver
{
public:
    void planned(const ResolvedPlan &plan) override
    {
        std::printf("%d examples, %d epochs of batch %d (%d steps), rate %.2g, rank %d, prompt weight %g, %s, forecast "
                    "%.0f MB\n",
                    plan.examples, plan.epochs, plan.batchSize, plan.steps, plan.learningRate, plan.lora.rank,
                    plan.promptLossWeight, plan.precision == Precision::BF16 ? "bf16" : "f32",
                    double(plan.peakBytes) / 1e6);
    }
    void stepDone(const StepReport &report) override
    {
        if (report.metrics.fullValidLoss)
            std::printf("epoch %d: loss %.4f, validation %.4f\n", report.epoch, *report.metrics.trainLoss,
                        *report.metrics.fullValidLoss);
    }
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return (values[values.size() / 2] + values[(values.size() - 1) / 2]) / 2;
}

std::string quoted(const std::string &text)
{
    std::string inner;
    for (const char c : text)
        inner += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return "'" + inner + "'";
}

// What the peer prints in its last line; null when it failed.
nlohmann::json peerReport(const std::string &command, const std::vector<std::string> &files,
                          const std::filesystem::path &base)
{
    std::string line = command;
    for (const std::string &file : files)
        line += " " + quoted(file);
    line += " --base " + quoted(base.string());
    std::FILE *pipe = ::popen(line.c_str(), "r");
    if (!pipe)
        return nullptr;
    std::string said;
    char part[512];
    while (std::fgets(part, sizeof part, pipe))
        said += part;
    if (::pclose(pipe) != 0)
        return nullptr;
    while (!said.empty() && said.back() == '\n')
        said.pop_back();
    const auto report = nlohmann::json::parse(said.substr(said.rfind('\n') + 1), nullptr, false);
    return report.is_object() && report.contains("seconds") ? report : nullptr;
}

} // namespace

int main(int count, char **arguments)
{
    TrainPlan plan;
    plan.baseFolder = ONSA_SOURCE "/resources/starter/onsa-starter";
    plan.seed = 42;
    std::filesystem::path work = std::filesystem::temp_directory_path() / ("onsa-recall-" + std::to_string(::getpid()));
    std::vector<std::string> files;
    std::string peer;
    int rounds = 1;
    bool show = false;
    for (int i = 1; i < count; ++i) {
        const std::string text = arguments[i];
        const auto value = [&] { return i + 1 < count ? arguments[++i] : arguments[i]; };
        if (text == "--base")
            plan.baseFolder = value();
        else if (text == "--work")
            work = value();
        else if (text == "--epochs")
            plan.wanted.epochs = std::atoi(value());
        else if (text == "--batch")
            plan.wanted.batchSize = std::atoi(value());
        else if (text == "--rank")
            plan.wanted.loraRank = std::atoi(value());
        else if (text == "--prompt-weight")
            plan.wanted.promptLossWeight = std::atof(value());
        else if (text == "--multiplier")
            plan.wanted.learningRateMultiplier = std::atof(value());
        else if (text == "--seed")
            plan.seed = static_cast<std::uint64_t>(std::atoll(value()));
        else if (text == "--f32")
            plan.precision = Precision::F32;
        else if (text == "--peer")
            peer = value();
        else if (text == "--rounds")
            rounds = std::max(1, std::atoi(value()));
        else if (text == "--show")
            show = true;
        else
            files.push_back(text);
    }
    if (files.empty()) {
        std::fprintf(stderr, "usage: bench_recall TRAINING [VALIDATION] [options]\n");
        return 2;
    }
    plan.trainingFile = files[0];
    plan.workFolder = work;
    plan.outputFolder = work / "adapter";

    std::error_code ignored;
    std::vector<double> seconds, peerSeconds;
    for (int round = 0; round < rounds; ++round) {
        std::filesystem::remove_all(work, ignored); // or it would be resumed
        Reporter reporter;
        const auto outcome = train(plan, reporter, {});
        if (!outcome) {
            std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
            return 1;
        }
        std::printf("trained: %.1f s, %lld tokens, %.0f tokens/s, last epoch's loss %.4f\n", outcome->seconds,
                    static_cast<long long>(outcome->trainedTokens), double(outcome->trainedTokens) / outcome->seconds,
                    outcome->finalTrainLoss.value_or(0));
        seconds.push_back(outcome->seconds);
        if (peer.empty())
            continue;
        const auto report = peerReport(peer, files, plan.baseFolder);
        if (report.is_null()) {
            std::fprintf(stderr, "the peer gave no figures\n");
            return 1;
        }
        std::printf("peer:    %s\n", report.dump().c_str());
        peerSeconds.push_back(report.at("seconds").get<double>());
    }
    if (!peer.empty())
        std::printf("median:  %.1f s, the peer %.1f s: %.1f times as fast\n", median(seconds), median(peerSeconds),
                    median(peerSeconds) / median(seconds));

    LoadedModel model;
    const auto base = loadBaseModel(plan.baseFolder);
    const auto weights = base ? makeDecodeWeights(**base, DecodePrecision::F32)
                              : Result<std::shared_ptr<const DecodeWeights>>(tl::unexpected(base.error()));
    auto adapter =
        base ? loadAdapter(plan.outputFolder, (*base)->config) : Result<Adapter>(tl::unexpected(base.error()));
    auto format = base ? PromptFormat::load(plan.baseFolder, (*base)->config)
                       : Result<PromptFormat>(tl::unexpected(base.error()));
    if (!weights || !adapter || !format) {
        std::fprintf(stderr, "could not load what was trained\n");
        return 1;
    }
    model.base = *base;
    model.weights = *weights;
    model.adapter = std::make_shared<const Adapter>(std::move(*adapter));
    model.format = std::make_shared<const PromptFormat>(std::move(*format));

    int right = 0;
    const auto training = readRows(plan.trainingFile);
    for (const Row &row : training) {
        const std::string answer = ask(model, row.example, answerOf(row.example).size());
        const bool same = answer == answerOf(row.example);
        right += same;
        if (show && !same)
            std::printf("  taught: %s\n  said:   %s\n", answerOf(row.example).c_str(), answer.c_str());
    }
    std::printf("recall: %d of %zu completions word for word\n", right, training.size());
    if (files.size() > 1) {
        right = 0;
        const auto validation = readRows(files[1]);
        for (const Row &row : validation) {
            const std::string answer = ask(model, row.example, answerOf(row.example).size());
            const bool found = !row.fact.empty() && answer.find(row.fact) != std::string::npos;
            right += found;
            if (show && !found)
                std::printf("  fact:   %s\n  said:   %s\n", row.fact.c_str(), answer.c_str());
        }
        std::printf("rewordings: %d of %zu with the right fact\n", right, validation.size());
    }
    std::filesystem::remove_all(work, ignored);
    return 0;
}
