// SPDX-License-Identifier: GPL-3.0-or-later
// What lengths alone foretell, held against what the trainer counts in the same rows.
#include "engine/engine_fixture.h"
#include "engine/training/auto_settings.h"
#include "engine/training/forecast.h"
#include "engine/training/run_time.h"
#include "engine/training/training_data.h"

#include <doctest/doctest.h>

#include <fstream>
#include <map>

using namespace onsa;
using namespace onsa::engine;
using namespace onsa::test;

namespace {

const std::filesystem::path starter = ONSA_SOURCE "/resources/starter/onsa-starter";

ExampleLength lengthOfPair(const Example &example)
{
    ExampleLength length;
    const auto count = [](const std::string &text, int &ascii, int &other) {
        for (const unsigned char byte : text) {
            ascii += byte < 0x80 ? 1 : 0;
            other += byte >= 0xC0 ? 1 : 0;
        }
    };
    count(example.prompt, length.promptAscii, length.promptOther);
    count(example.completion, length.completionAscii, length.completionOther);
    return length;
}

EstimateRequest requestFor(const std::filesystem::path &file)
{
    EstimateRequest request;
    request.model = "onsa-starter";
    std::map<std::string, int> answers;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const Example example = *parseExample(line);
        request.lengths.push_back(lengthOfPair(example));
        request.lengths.back().answer =
            answers.emplace(example.completion, static_cast<int>(answers.size())).first->second;
    }
    request.examples = static_cast<int>(request.lengths.size());
    return request;
}

} // namespace

TEST_CASE("estimator: tokens and memory are near what the trainer plans")
{
    const TempFolder folder;
    const auto store = *Store::open(folder.path() / "onsa.db");
    TrainingSpeeds speeds(*store, [](Precision) { return 100.0; });
    JobEstimator estimator(speeds);
    const auto base = BaseModelEntry{"onsa-starter", starter, 6'294'784, 12'600'000, 512};
    const auto config = *loadModelConfig(starter / "config.json");
    const auto format = *PromptFormat::load(starter, config);
    for (const char *language : {"en", "ja"}) {
        CAPTURE(language);
        const std::filesystem::path file =
            std::filesystem::path(ONSA_SOURCE) / "resources" / "samples" / (std::string(language) + ".jsonl");
        const auto data = *loadTrainingData(file, format, config.context, 0, DataRole::Training);
        const auto estimate = *estimator.estimate(base, requestFor(file));
        const int epochs = *estimate.hyperparameters.epochs;
        CHECK(epochs == autoEpochs(teachingLoad(data))); // what the trainer will choose
        CHECK(double(estimate.trainedTokens) == doctest::Approx(double(data.tokens) * epochs).epsilon(0.15));
        CHECK(estimate.longestExample == doctest::Approx(data.longest).epsilon(0.25));
        auto limits = limitsOf(data, *estimate.hyperparameters.batchSize, 1, epochs, maxTokensAtOnce);
        limits.longest = data.longest;
        const auto planned = forecastPeak(config, base.bytes, 16, limits, choosePrecision(Precision::Auto),
                                          static_cast<int>(std::thread::hardware_concurrency()));
        CHECK(double(estimate.peakMemoryBytes) == doctest::Approx(double(planned)).epsilon(0.1));
    }
}

TEST_CASE("run time: everything that is more takes longer, a faster processor less")
{
    const auto config = *loadModelConfig(starter / "config.json");
    const RunSize size{100, 10, 16, 100'000, 50'000, 10'000, 5'000, Precision::F32};
    const double seconds = runSeconds(config, 12'600'000, size, 100);
    const auto with = [&](auto change) {
        RunSize other = size;
        change(other);
        return runSeconds(config, 12'600'000, other, 100);
    };
    CHECK(with([](RunSize &s) { s.tokens *= 2; }) > seconds);
    CHECK(with([](RunSize &s) { s.counted *= 2; }) > seconds);
    CHECK(with([](RunSize &s) { s.validationTokens *= 2; }) > seconds);
    CHECK(with([](RunSize &s) { s.steps *= 2; }) > seconds);
    CHECK(with([](RunSize &s) { s.rank *= 4; }) > seconds);
    CHECK(runSeconds(config, 12'600'000, size, 200) < seconds);
    CHECK(runSeconds(config, 1'000'000'000, size, 100) > seconds + 1);
}

TEST_CASE("speeds: the middle of what this model took corrects, another model's only where there is nothing else")
{
    const TempFolder folder;
    const auto store = *Store::open(folder.path() / "onsa.db");
    int measured = 0;
    TrainingSpeeds speeds(*store, [&](Precision) { return ++measured, 100.0; });
    const auto config = *loadModelConfig(starter / "config.json");
    const BaseModelEntry mine{"mine", starter, 1, 12'600'000, 512}, other{"other", starter, 1, 12'600'000, 512};
    const RunSize size{100, 10, 16, 100'000, 50'000, 0, 0, Precision::F32};
    const double plain = speeds.forecast(mine, config, size)->seconds;
    const auto took = [&](const BaseModelEntry &base, double times) {
        TrainOutcome outcome;
        outcome.seconds = plain * times;
        outcome.size = size;
        REQUIRE(speeds.learn(base, outcome));
    };
    took(other, 8);
    auto now = *speeds.forecast(mine, config, size);
    CHECK(now.from == "other_jobs");
    CHECK(now.seconds == doctest::Approx(plain * 8));
    for (const double times : {2.0, 3.0, 100.0})
        took(mine, times);
    now = *speeds.forecast(mine, config, size);
    CHECK(now.from == "earlier_jobs");
    CHECK(now.seconds == doctest::Approx(plain * 3));
    TrainOutcome resumed;
    resumed.seconds = 1e6;
    REQUIRE(speeds.learn(mine, resumed));
    CHECK(speeds.forecast(mine, config, size)->seconds == doctest::Approx(plain * 3));
    CHECK(measured == 1); // once on each processor
    TrainingSpeeds later(*store, [&](Precision) { return ++measured, 1.0; });
    CHECK(later.forecast(mine, config, size)->seconds == doctest::Approx(plain * 3));
    CHECK(measured == 1);
}
