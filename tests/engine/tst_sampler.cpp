// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/sampler.h"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace onsa;
using namespace onsa::engine;

namespace {

Sampling settings(double temperature, double topP = 1)
{
    Sampling sampling;
    sampling.temperature = temperature;
    sampling.topP = topP;
    return sampling;
}

// How often each token is taken, of `draws` first tokens of different seeds.
std::vector<int> histogram(const Sampling &sampling, const std::vector<float> &logits, int draws)
{
    std::vector<int> counts(logits.size());
    for (int seed = 0; seed < draws; ++seed) {
        Sampler sampler(sampling, false, static_cast<std::uint64_t>(seed), 0);
        std::vector<float> copy = logits;
        ++counts[static_cast<std::size_t>(sampler.pick(copy))];
    }
    return counts;
}

// Pearson's chi-square of the counts against softmax(logits / temperature) over the tokens in `kept`.
double chiSquare(const std::vector<int> &counts, const std::vector<float> &logits, double temperature, std::size_t kept)
{
    double sum = 0, total = 0, chi = 0;
    for (std::size_t i = 0; i < kept; ++i) {
        sum += std::exp(static_cast<double>(logits[i]) / temperature);
        total += counts[i];
    }
    for (std::size_t i = 0; i < kept; ++i) {
        const double expected = total * std::exp(static_cast<double>(logits[i]) / temperature) / sum;
        chi += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return chi;
}

int pickOnce(Sampler &sampler, std::vector<float> logits)
{
    return sampler.pick(logits);
}

} // namespace

TEST_CASE("Temperature 0 takes the likeliest, the lowest id of equals")
{
    Sampler sampler(settings(0), false, 1, 0);
    CHECK(pickOnce(sampler, {1, 5, 2, 5}) == 1);
    Sampler greedy(settings(2), true, 1, 0);
    CHECK(pickOnce(greedy, {1, 5, 2, 5}) == 1);
    Sampler nucleus(settings(1, 0), false, 1, 0);
    CHECK(pickOnce(nucleus, {1, 5, 2, 5}) == 1);
}

TEST_CASE("Draws follow the softmax of the temperature")
{
    const std::vector<float> logits = {2.0F, 1.5F, 1.0F, 0.5F, 0.0F, -0.5F};
    for (const double temperature : {0.5, 1.0, 2.0}) {
        CAPTURE(temperature);
        // 5 degrees of freedom: above 20.5 by chance once in a thousand; the seeds are fixed
        CHECK(chiSquare(histogram(settings(temperature), logits, 20000), logits, temperature, 6) < 20.5);
    }
}

TEST_CASE("top_p keeps the smallest set of the likeliest")
{
    // probabilities 0.5, 0.25, 0.125, 0.125
    const std::vector<float> logits = {std::log(0.5F), std::log(0.25F), std::log(0.125F), std::log(0.125F)};
    auto counts = histogram(settings(1, 0.7), logits, 4000);
    CHECK(counts[2] + counts[3] == 0);
    CHECK(chiSquare(counts, logits, 1, 2) < 10.8); // 1 degree of freedom
    counts = histogram(settings(1, 0.8), logits, 4000);
    CHECK(counts[2] > 0);
    CHECK(counts[3] == 0); // the tie goes to the lower id
}

TEST_CASE("Penalties count what this answer has already said")
{
    Sampling sampling = settings(0);
    sampling.frequencyPenalty = 0.6;
    Sampler frequency(sampling, false, 1, 0);
    const std::vector<float> logits = {1.0F, 0.5F};
    std::vector<int> said;
    for (int i = 0; i < 5; ++i)
        said.push_back(pickOnce(frequency, logits));
    // 1.0/0.5, 0.4/0.5, 0.4/-0.1, -0.2/-0.1, -0.2/-0.7
    CHECK(said == std::vector<int>{0, 1, 0, 1, 0});

    sampling = settings(0);
    sampling.presencePenalty = 0.6;
    Sampler presence(sampling, false, 1, 0);
    said.clear();
    for (int i = 0; i < 5; ++i)
        said.push_back(pickOnce(presence, logits));
    CHECK(said == std::vector<int>{0, 1, 0, 0, 0}); // once only
}

TEST_CASE("A bias can force or forbid a token")
{
    Sampling sampling = settings(1);
    sampling.logitBias = {{2, 100}, {7, 5}, {-1, 5}}; // tokens that are not there do nothing
    CHECK(histogram(sampling, {3, 2, 1}, 50) == std::vector<int>{0, 0, 50});
    sampling.logitBias = {{0, -100}};
    CHECK(histogram(sampling, {3, 2, 1}, 50)[0] == 0);
}

TEST_CASE("The same seed gives the same tokens, answers of one request differ")
{
    const std::vector<float> logits(100, 0.0F);
    const auto stream = [&](std::uint64_t seed, int index) {
        Sampler sampler(settings(1), false, seed, index);
        std::vector<int> tokens;
        for (int i = 0; i < 20; ++i)
            tokens.push_back(pickOnce(sampler, logits));
        return tokens;
    };
    CHECK(stream(5, 0) == stream(5, 0));
    CHECK(stream(5, 0) != stream(6, 0));
    CHECK(stream(5, 0) != stream(5, 1));
    auto shifted = stream(5, 1); // no answer is another one, begun later
    shifted.pop_back();
    const auto first = stream(5, 0);
    CHECK_FALSE(std::equal(shifted.begin(), shifted.end(), first.begin() + 1));
}

TEST_CASE("Numbers that are not finite are noticed")
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinite = std::numeric_limits<float>::infinity();
    for (const double temperature : {0.0, 1.0}) {
        Sampler sampler(settings(temperature), false, 1, 0);
        CHECK(pickOnce(sampler, {0, nan, 1}) == -1);
        CHECK(pickOnce(sampler, {0, 1, infinite}) == -1);
        CHECK(pickOnce(sampler, {}) == -1);
        CHECK(pickOnce(sampler, {-1e30F, 1e30F}) == 1);
    }
}

TEST_CASE("Log probabilities are those of the model")
{
    const std::vector<float> logits = {1000.0F, 1000.0F + std::log(3.0F), 900.0F};
    const LogProbabilities probabilities(logits);
    CHECK(probabilities.of(0) == doctest::Approx(std::log(0.25)).epsilon(1e-4));
    CHECK(probabilities.of(1) == doctest::Approx(std::log(0.75)).epsilon(1e-4));
    const auto best = probabilities.best(2);
    REQUIRE(best.size() == 2);
    CHECK(best[0].first == 1);
    CHECK(best[1].first == 0);
    CHECK(probabilities.best(10).size() == 3);
    CHECK(probabilities.best(0).empty());
}
