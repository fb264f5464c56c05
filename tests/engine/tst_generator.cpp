// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of the starter: pieces, ends, limits, and that nothing else changes them.
#include "engine/generation/bench_generate.h"
#include "engine/generation/decode_forward.h"
#include "engine/model_host.h"

#include "core/utf8.h"
#include "engine/compute/random.h"
#include "engine/model/base_model_loader.h"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <map>
#include <thread>

using namespace onsa;
using namespace onsa::engine;
namespace fs = std::filesystem;

namespace {

const fs::path starter = fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter";

const LoadedModel &model()
{
    static const LoadedModel loaded = [] {
        auto base = loadBaseForGeneration(starter, DecodePrecision::Auto);
        REQUIRE(base);
        LoadedModel made;
        made.base = base->base;
        made.weights = base->weights;
        made.format = base->format;
        return made;
    }();
    return loaded;
}

std::vector<int> promptOf(const std::string &question)
{
    return *model().format->chatPrompt({{"user", question, {}}});
}

GenerateRequest asking(const std::string &question, double temperature = 0, int maxTokens = 40)
{
    GenerateRequest request;
    request.prompt = promptOf(question);
    request.sampling.temperature = temperature;
    request.sampling.maxTokens = maxTokens;
    request.sampling.seed = 11;
    return request;
}

struct Answers {
    std::map<int, std::string> text, finish;
    std::map<int, std::vector<int>> tokens;
    std::map<int, std::vector<TokenLogprob>> logprobs;
    int pieces = 0;
    GenerateOutcome outcome;
};

Answers ask(const LoadedModel &of, const GenerateRequest &request)
{
    Answers answers;
    const auto outcome = generate(of, request, [&](const GeneratedPiece &piece) {
        CHECK(isUtf8(piece.text));
        CHECK_FALSE(answers.finish.contains(piece.index)); // nothing after the end
        answers.text[piece.index] += piece.text;
        auto &tokens = answers.tokens[piece.index];
        tokens.insert(tokens.end(), piece.tokens.begin(), piece.tokens.end());
        auto &logprobs = answers.logprobs[piece.index];
        logprobs.insert(logprobs.end(), piece.logprobs.begin(), piece.logprobs.end());
        if (piece.finishReason)
            answers.finish[piece.index] = *piece.finishReason;
        ++answers.pieces;
        return true;
    });
    REQUIRE_MESSAGE(outcome.has_value(), (outcome ? std::string() : outcome.error().message));
    answers.outcome = *outcome;
    return answers;
}

Error errorOf(const GenerateRequest &request)
{
    const auto outcome = generate(model(), request, [](const GeneratedPiece &) { return true; });
    REQUIRE_FALSE(outcome);
    return outcome.error();
}

} // namespace

TEST_CASE("An answer comes piece by piece and ends once")
{
    const auto answers = ask(model(), asking("What is your name?"));
    CHECK(answers.text.at(0) == "I am called the Onsa starter model.");
    CHECK(answers.finish.at(0) == "stop");
    CHECK(answers.pieces > 3);
    CHECK(answers.outcome.usage.promptTokens == 13);
    CHECK(answers.outcome.usage.completionTokens == static_cast<int>(answers.tokens.at(0).size()));
    CHECK(answers.logprobs.at(0).empty());
}

TEST_CASE("max_tokens ends an answer")
{
    auto request = asking("What is your name?", 0, 3);
    auto answers = ask(model(), request);
    CHECK(answers.finish.at(0) == "length");
    CHECK(answers.tokens.at(0).size() == 3);
    CHECK(answers.outcome.usage.completionTokens == 3);
    request.sampling.maxTokens = 0;
    answers = ask(model(), request);
    CHECK(answers.finish.at(0) == "length");
    CHECK(answers.text.at(0).empty());
}

TEST_CASE("Stop sequences end an answer, wherever tokens begin")
{
    const std::string whole = "I am called the Onsa starter model.";
    for (const std::string stop : {"Onsa", "nsa st", " ", "called the", ".", "I"}) {
        CAPTURE(stop);
        auto request = asking("What is your name?");
        request.sampling.stop = {"never said", stop};
        request.sampling.logprobs = 0;
        const auto answers = ask(model(), request);
        CHECK(answers.text.at(0) == whole.substr(0, whole.find(stop)));
        CHECK(answers.finish.at(0) == "stop");
        CHECK(answers.logprobs.at(0).size() == answers.tokens.at(0).size());
        CHECK(answers.outcome.usage.completionTokens >= static_cast<int>(answers.tokens.at(0).size()));
    }
    auto request = asking("あなたはだれですか。");
    request.sampling.stop = {"。"};
    CHECK(ask(model(), request).text.at(0) == "音叉スターターモデルです");
}

TEST_CASE("Several answers are what each would be alone")
{
    auto request = asking("Tell me about Anna.", 1.0, 24);
    request.sampling.n = 5;
    request.sampling.topP = 0.95;
    request.sampling.frequencyPenalty = 0.3;
    const auto together = ask(model(), request);
    REQUIRE(together.text.size() == 5);
    int total = 0;
    for (const auto &[index, tokens] : together.tokens)
        total += static_cast<int>(tokens.size());
    CHECK(together.outcome.usage.completionTokens == total);
    CHECK(together.outcome.usage.promptTokens == static_cast<int>(request.prompt.size()));

    request.sampling.n = 1;
    CHECK(ask(model(), request).text.at(0) == together.text.at(0));
    request.sampling.n = 3;
    const auto fewer = ask(model(), request);
    for (int i = 0; i < 3; ++i)
        CHECK(fewer.text.at(i) == together.text.at(i));
    CHECK(together.text.at(0) != together.text.at(1));

    request.sampling.n = 70; // more than are worked on at a time
    request.sampling.maxTokens = 2;
    CHECK(ask(model(), request).finish.size() == 70);
}

TEST_CASE("A seed gives the same answer, also while others are asked")
{
    const auto request = asking("Tell me a story.", 1.2, 30);
    const std::string expected = ask(model(), request).text.at(0);
    CHECK(ask(model(), request).text.at(0) == expected);
    std::vector<std::string> texts(4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < texts.size(); ++i)
            threads.emplace_back([&, i] {
                const auto outcome = generate(model(), request, [&](const GeneratedPiece &piece) {
                    texts[i] += piece.text;
                    return true;
                });
                CHECK(outcome.has_value());
            });
    }
    for (const auto &text : texts)
        CHECK(text == expected);
    auto other = request;
    other.sampling.seed = 12;
    CHECK(ask(model(), other).text.at(0) != expected);
    other.sampling.seed.reset();
    const auto free = ask(model(), other).text.at(0);
    CHECK(ask(model(), other).text.at(0) != free); // 30 tokens at 1.2: as good as never the same
}

TEST_CASE("A prompt read in parts is the prompt read token by token")
{
    std::string longText;
    while (promptOf(longText).size() < 150)
        longText += "Anna lives in Oakford and みどり食堂 opens at nine. ";
    const auto prompt = promptOf(longText);
    const auto &config = model().weights->config;
    const int keyWidth = config.kvHeads * config.headSize;
    const auto lastLogits = [&](std::size_t step, const DecodeKernels &kernels) {
        DecodeForward forward(*model().weights, nullptr, kernels);
        KvSequence sequence{nullptr, KvRows(config.layers, keyWidth)};
        for (std::size_t first = 0; first < prompt.size(); first += step) {
            std::vector<DecodeRow> rows;
            for (std::size_t i = first; i < std::min(prompt.size(), first + step); ++i)
                rows.push_back({prompt[i], &sequence, i + 1 == prompt.size()});
            REQUIRE(forward.run(rows, {}));
        }
        const auto logits = forward.logits(0);
        return std::vector<float>(logits.begin(), logits.end());
    };
    const auto expected = lastLogits(1, plainKernels());
    for (const DecodeKernels *kernels : availableKernels()) {
        CAPTURE(kernels->name);
        const auto single = lastLogits(1, *kernels);
        CHECK(lastLogits(64, *kernels) == single); // to the last bit
        CHECK(lastLogits(7, *kernels) == single);
        double worst = 0;
        for (std::size_t i = 0; i < single.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(single[i]) - static_cast<double>(expected[i])));
        CHECK(worst < 1e-3);
    }
}

TEST_CASE("Log probabilities of the answer")
{
    auto request = asking("What is your name?");
    request.sampling.logprobs = 3;
    const auto answers = ask(model(), request);
    const auto &logprobs = answers.logprobs.at(0);
    REQUIRE(logprobs.size() == answers.tokens.at(0).size());
    std::string text;
    for (const auto &entry : logprobs) {
        CHECK(entry.textOffset == static_cast<int>(countCodePoints(text)));
        text += entry.token;
        CHECK(entry.logprob <= 0);
        REQUIRE(entry.top.size() == 3);
        CHECK(entry.top[0].first == entry.token); // greedy takes the likeliest
        CHECK(entry.top[0].second == entry.logprob);
        CHECK(entry.top[1].second <= entry.top[0].second);
    }
    CHECK(text == answers.text.at(0));
    request.sampling.logitBias = {{answers.tokens.at(0)[0], -100}};
    CHECK(ask(model(), request).logprobs.at(0)[0].top[0].second == logprobs[0].logprob); // before any bias
}

TEST_CASE("Echoed log probabilities go with the prompt's text")
{
    auto request = asking("日本");
    request.echoLogprobs = true;
    request.sampling.logprobs = 2;
    request.sampling.maxTokens = 0;
    const auto answers = ask(model(), request);
    const auto &prompt = answers.outcome.promptLogprobs;
    REQUIRE(prompt.size() == request.prompt.size());
    CHECK(std::isnan(prompt[0].logprob));
    CHECK(prompt[0].top.empty());
    CHECK(prompt[1].top.size() == 2);
    CHECK(prompt[1].textOffset == 12); // <|im_start|>
    request.echoLogprobs = false;
    CHECK(ask(model(), request).outcome.promptLogprobs.empty());
}

TEST_CASE("What does not fit the context is refused with both numbers")
{
    auto request = asking("x");
    request.prompt.assign(512, 100);
    request.sampling.maxTokens.reset();
    auto error = errorOf(request);
    CHECK(error.code == "context_length_exceeded");
    CHECK(error.kind == ErrorKind::InvalidInput);
    CHECK(error.message.find("512") != std::string::npos);
    CHECK(error.message.find("513") != std::string::npos);

    request.prompt.assign(500, 100);
    request.sampling.maxTokens = 13;
    CHECK(errorOf(request).code == "context_length_exceeded");

    request.sampling.maxTokens = 12; // to the very end
    request.sampling.logitBias = {{100, 100}};
    auto answers = ask(model(), request);
    CHECK(answers.finish.at(0) == "length");
    CHECK(answers.tokens.at(0).size() == 12);
    request.sampling.maxTokens.reset(); // the rest of the context
    CHECK(ask(model(), request).tokens.at(0) == answers.tokens.at(0));
}

TEST_CASE("Bad requests are named")
{
    auto request = asking("x");
    request.prompt = {};
    CHECK(errorOf(request).param == "prompt");
    request.prompt = {1, 6144};
    CHECK(errorOf(request).param == "prompt");
    request.prompt = {-1};
    CHECK(errorOf(request).param == "prompt");
    request = asking("x");
    request.sampling.n = 0;
    CHECK(errorOf(request).param == "n");
    request = asking("x", 0, -1);
    CHECK(errorOf(request).param == "max_tokens");
}

TEST_CASE("Who goes away stops the work at once")
{
    auto request = asking("Tell me a story.", 1, 200);
    int pieces = 0;
    auto outcome = generate(model(), request, [&](const GeneratedPiece &) { return ++pieces < 3; });
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == ErrorKind::Cancelled);
    CHECK(pieces == 3);

    std::stop_source stop;
    pieces = 0;
    outcome = generate(
        model(), request,
        [&](const GeneratedPiece &) {
            if (++pieces == 2)
                stop.request_stop();
            return true;
        },
        stop.get_token());
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == ErrorKind::Cancelled);
    CHECK(pieces == 2);
    outcome = generate(
        model(), request, [&](const GeneratedPiece &) { return ++pieces < 0; }, stop.get_token());
    CHECK(outcome.error().kind == ErrorKind::Cancelled); // before the prompt is read
    CHECK(pieces == 2);
}

TEST_CASE("An adapter of zeros changes nothing, another one does, and a broken one is noticed")
{
    LoadedModel tuned = model();
    auto adapter = std::make_shared<Adapter>(newAdapter(model().weights->config, LoraOptions{}, 3));
    tuned.adapter = adapter;
    const auto request = asking("What is your name?");
    CHECK(ask(tuned, request).text == ask(model(), request).text);

    Random random(5);
    for (auto &layer : adapter->layers)
        for (LoraPair &pair : layer)
            for (float &value : pair.b)
                value = static_cast<float>(random.unit() - 0.5);
    CHECK(ask(tuned, request).text != ask(model(), request).text);

    adapter->layers[2][0].b[0] = std::numeric_limits<float>::quiet_NaN();
    const auto outcome = generate(tuned, request, [](const GeneratedPiece &) { return true; });
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == ErrorKind::Corrupt);
}

TEST_CASE("An unmerged adapter is the merged model")
{
    // The starter with B A added into its weights, in float, against the adapter beside them.
    const auto base = readBaseModel(starter);
    REQUIRE(base);
    const ModelConfig &config = (*base)->config;
    Adapter adapter = newAdapter(config, LoraOptions{8, 16, false}, 4);
    Random random(6);
    for (auto &layer : adapter.layers)
        for (LoraPair &pair : layer)
            for (float &value : pair.b)
                value = static_cast<float>(random.unit() - 0.5) * 0.02F;

    LoadedModel beside = model();
    beside.weights = *makeDecodeWeights(**base, DecodePrecision::F32);
    beside.adapter = std::make_shared<const Adapter>(adapter);
    for (std::size_t i = 0; i < (*base)->layers.size(); ++i) {
        LayerWeights &layer = (*base)->layers[i];
        WeightMatrix *matrices[] = {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down};
        for (std::size_t which = 0; which < 7; ++which) {
            WeightMatrix &w = *matrices[which];
            const auto count = static_cast<std::size_t>(w.rows) * static_cast<std::size_t>(w.cols);
            auto merged = allocateWeights(count * sizeof(float));
            auto *values = reinterpret_cast<float *>(merged.get());
            w.asFloat(values);
            const LoraPair &pair = adapter.layers[i][which];
            for (int row = 0; row < w.rows; ++row)
                for (int k = 0; k < w.cols; ++k)
                    for (int r = 0; r < 8; ++r)
                        values[row * w.cols + k] += 2.0F * pair.b[static_cast<std::size_t>(row * 8 + r)]
                            * pair.a[static_cast<std::size_t>(r * w.cols + k)];
            w.type = DataType::F32;
            w.data = merged;
        }
    }
    LoadedModel merged = model();
    merged.weights = *makeDecodeWeights(**base, DecodePrecision::F32);

    auto request = asking("日本の首都はどこですか。");
    request.echoLogprobs = true;
    request.sampling.maxTokens = 0;
    const auto a = ask(beside, request).outcome.promptLogprobs, b = ask(merged, request).outcome.promptLogprobs;
    const auto plain = ask(model(), request).outcome.promptLogprobs;
    double worst = 0, moved = 0;
    for (std::size_t i = 1; i < a.size(); ++i) {
        worst = std::max(worst, std::abs(a[i].logprob - b[i].logprob));
        moved = std::max(moved, std::abs(a[i].logprob - plain[i].logprob));
    }
    CHECK(worst < 1e-3);
    CHECK(moved > 0.01); // the adapter does something
}

TEST_CASE("Eight bits stay near the floats")
{
    // Random weights of a wide enough shape: relative error of the logits of one token.
    ModelConfig config;
    config.vocabulary = 1000;
    config.hidden = 256;
    config.intermediate = 512;
    config.layers = 4;
    config.heads = 4;
    config.kvHeads = 2;
    config.headSize = 64;
    config.context = 64;
    const auto base = makeRandomModel(config, 9);
    REQUIRE(base);
    const auto logitsOf = [&](DecodePrecision precision) {
        const auto weights = makeDecodeWeights(**base, precision);
        REQUIRE(weights);
        DecodeForward forward(**weights, nullptr);
        KvSequence sequence{nullptr, KvRows(4, 128)};
        const std::vector<DecodeRow> rows = {{1, &sequence, false}, {2, &sequence, false}, {3, &sequence, true}};
        REQUIRE(forward.run(rows, {}));
        const auto logits = forward.logits(0);
        return std::vector<float>(logits.begin(), logits.end());
    };
    const auto exact = logitsOf(DecodePrecision::F32);
    const auto relative = [&](const std::vector<float> &other) {
        double error = 0, size = 0;
        for (std::size_t i = 0; i < exact.size(); ++i) {
            error += std::pow(static_cast<double>(exact[i]) - static_cast<double>(other[i]), 2);
            size += std::pow(static_cast<double>(exact[i]), 2);
        }
        return std::sqrt(error / size);
    };
    CHECK(relative(logitsOf(DecodePrecision::BF16)) < 1e-5); // the random weights are bf16 already
    CHECK(relative(logitsOf(DecodePrecision::Int8)) < 0.08);
    CHECK(relative(logitsOf(DecodePrecision::Int8)) > 0);
}

TEST_CASE("The benchmark tells what it measured")
{
    BenchGenerateOptions options;
    options.baseFolder = starter;
    options.promptTokens = 5;
    options.tokens = 4;
    options.streams = 2;
    options.precision = DecodePrecision::Int8;
    const auto result = benchGenerate(options);
    REQUIRE(result);
    CHECK(result->model == "onsa-starter");
    CHECK(result->precision == "int8");
    CHECK(result->weightBytes > 6'000'000);
    CHECK(result->weightBytes < 7'000'000);
    CHECK(result->tokensPerSecond > 0);
    CHECK(result->promptTokensPerSecond > 0);
    CHECK(result->readBandwidth > 0);
    CHECK(result->bandwidthShare
          == doctest::Approx(static_cast<double>(result->weightBytes) / result->medianStepSeconds
                             / result->readBandwidth));
    const std::string json = toJson(*result);
    CHECK(json.find("\"tokens_per_second\":") != std::string::npos);
    CHECK(json.find('\n') == std::string::npos);

    options.tokens = 508; // with 5 of the prompt more than 512
    CHECK(benchGenerate(options).error().kind == ErrorKind::InvalidInput);
    options.tokens = 0;
    CHECK(benchGenerate(options).error().kind == ErrorKind::InvalidInput);
    options.shape = "gpt-4";
    CHECK_FALSE(benchGenerate(options));
}
