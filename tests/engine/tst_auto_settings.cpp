// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/auto_settings.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;

TEST_CASE("larger models learn with smaller steps")
{
    CHECK(baseLearningRate(6'294'784) == doctest::Approx(2e-3).epsilon(0.01));
    CHECK(baseLearningRate(494'000'000) == doctest::Approx(2e-4).epsilon(0.05));
    CHECK(baseLearningRate(1'000) == doctest::Approx(2e-3));
    for (std::int64_t size = 1'000'000; size < 100'000'000'000; size *= 2)
        CHECK(baseLearningRate(2 * size) <= baseLearningRate(size));
}

TEST_CASE("more rows are seen less often, in about as many steps")
{
    for (int rows = 1; rows < 100'000; rows += 1 + rows / 7) {
        for (const int answers : {1, (rows + 3) / 4, rows}) {
            ResolvedPlan plan;
            const TeachingLoad load{rows, answers, 20};
            resolveSettings({}, 6'000'000, load, plan);
            CAPTURE(rows);
            CAPTURE(answers);
            CHECK(plan.epochs >= 3);
            CHECK(plan.epochs <= 50);
            CHECK(plan.batchSize <= rows);
            CHECK(plan.steps == plan.epochs * ((rows + plan.batchSize - 1) / plan.batchSize));
            CHECK(plan.warmupSteps >= 1);
            CHECK(autoEpochs({rows + 50, std::min(answers, rows), 20}) <= autoEpochs(load));
        }
    }
}

TEST_CASE("answers that differ and long answers are seen more often")
{
    CHECK(autoEpochs({56, 14, 12}) == 21); // the samples: four wordings of each fact
    CHECK(autoEpochs({500, 125, 12}) < 12);
    CHECK(autoEpochs({100, 100, 12}) == 30);
    CHECK(autoEpochs({500, 500, 12}) == 30);
    CHECK(autoEpochs({30, 30, 210}) > autoEpochs({30, 30, 20}));
    CHECK(autoEpochs({30, 30, 100'000}) == 50);
    CHECK(autoEpochs({1500, 1500, 12}) == 10);
}

TEST_CASE("what was asked for is taken as it is")
{
    Hyperparameters wanted;
    wanted.epochs = 7;
    wanted.batchSize = 3;
    wanted.learningRateMultiplier = 0.5;
    wanted.promptLossWeight = 0.25;
    wanted.loraRank = 5;
    ResolvedPlan plan;
    resolveSettings(wanted, 6'294'784, {10, 10, 20}, plan);
    CHECK(plan.epochs == 7);
    CHECK(plan.batchSize == 3);
    CHECK(plan.steps == 28);
    CHECK(plan.learningRate == doctest::Approx(1e-3).epsilon(0.01));
    CHECK(plan.promptLossWeight == 0.25);
    CHECK(plan.lora.rank == 5);
    CHECK(plan.lora.alpha == 10);
}
