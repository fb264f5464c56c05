// SPDX-License-Identifier: GPL-3.0-or-later
// The starter against what Hugging Face Transformers makes of it (tests/data/starter).
#include "engine/generation/decode_weights.h"
#include "engine/model_host.h"

#include <cmath>
#include <cstdio>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace onsa;
using namespace onsa::engine;
namespace fs = std::filesystem;

namespace {

const fs::path starter = fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter";
constexpr double clearMargin = 0.05; // below it another order of the sums may choose the other token

nlohmann::json reference()
{
    std::ifstream file(fs::path(ONSA_TEST_DATA) / "starter/reference.json");
    return nlohmann::json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
}

LoadedModel loaded(DecodePrecision precision)
{
    auto base = loadBaseForGeneration(starter, precision);
    REQUIRE_MESSAGE(base.has_value(), (base ? std::string() : base.error().message));
    LoadedModel model;
    model.id = "onsa-starter";
    model.base = base->base;
    model.weights = base->weights;
    model.format = base->format;
    return model;
}

struct Answered {
    std::string text, finish;
    std::vector<int> tokens;
    GenerateOutcome outcome;
};

Answered ask(const LoadedModel &model, GenerateRequest request)
{
    Answered answered;
    const auto outcome = generate(model, request, [&](const GeneratedPiece &piece) {
        answered.text += piece.text;
        answered.tokens.insert(answered.tokens.end(), piece.tokens.begin(), piece.tokens.end());
        answered.finish = piece.finishReason.value_or(answered.finish);
        return true;
    });
    REQUIRE_MESSAGE(outcome.has_value(), (outcome ? std::string() : outcome.error().message));
    answered.outcome = *outcome;
    return answered;
}

double worstLogprob(const LoadedModel &model, const nlohmann::json &asked)
{
    GenerateRequest request;
    request.prompt = asked["prompt_ids"].get<std::vector<int>>();
    request.echoLogprobs = true;
    request.sampling.maxTokens = 0;
    const auto answered = ask(model, request);
    const auto &got = answered.outcome.promptLogprobs;
    REQUIRE(got.size() == request.prompt.size());
    CHECK(std::isnan(got.front().logprob));
    double worst = 0;
    for (std::size_t i = 1; i < got.size(); ++i)
        worst = std::max(worst, std::abs(got[i].logprob - asked["prompt_logprobs"][i - 1].get<double>()));
    return worst;
}

} // namespace

TEST_CASE("The starter's prompts have the token ids of the reference")
{
    const auto model = loaded(DecodePrecision::Auto);
    const auto numbers = reference();
    for (const auto &asked : numbers["asked"]) {
        const auto question = asked["question"].get<std::string>();
        CHECK(*model.format->chatPrompt({{"user", question, {}}}) == asked["prompt_ids"].get<std::vector<int>>());
    }
}

TEST_CASE("The starter gives the log probabilities of the reference")
{
    const auto numbers = reference();
    for (const DecodePrecision precision : {DecodePrecision::F32, DecodePrecision::BF16, DecodePrecision::Auto}) {
        const auto model = loaded(precision);
        for (const auto &asked : numbers["asked"])
            CHECK(worstLogprob(model, asked) < 1e-4);
    }
    const auto small = loaded(DecodePrecision::Int8);
    for (const auto &asked : numbers["asked"])
        CHECK(worstLogprob(small, asked) < 0.3); // eight bits in a model of 256 columns: near, not the same
}

TEST_CASE("The starter's greedy answers are those of the reference")
{
    const auto numbers = reference();
    for (const DecodePrecision precision : {DecodePrecision::F32, DecodePrecision::BF16, DecodePrecision::Auto}) {
        const auto model = loaded(precision);
        for (const auto &asked : numbers["asked"]) {
            GenerateRequest request;
            request.prompt = asked["prompt_ids"].get<std::vector<int>>();
            request.sampling.temperature = 0;
            request.sampling.maxTokens = 40;
            const auto answered = ask(model, request);
            const auto ids = asked["greedy_ids"].get<std::vector<int>>();
            bool clear = true;
            for (std::size_t i = 0; i < ids.size() && clear; ++i) {
                clear = asked["margins"][i].get<double>() > clearMargin;
                if (clear) {
                    REQUIRE(i < answered.tokens.size());
                    CHECK(answered.tokens[i] == ids[i]);
                }
            }
            if (!clear)
                continue;
            CHECK(answered.tokens == ids);
            CHECK(answered.text == asked["greedy_text"].get<std::string>());
            CHECK(answered.finish == (asked["ended"].get<bool>() ? "stop" : "length"));
            CHECK(answered.outcome.usage.completionTokens == static_cast<int>(ids.size()));
        }
    }
}
