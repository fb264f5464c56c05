// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/auto_settings.h"

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
        ResolvedPlan plan;
        resolveSettings({}, 6'000'000, rows, plan);
        CAPTURE(rows);
        CHECK(plan.epochs >= 3);
        CHECK(plan.epochs <= 50);
        CHECK(plan.batchSize <= rows);
        CHECK(plan.steps == plan.epochs * ((rows + plan.batchSize - 1) / plan.batchSize));
        CHECK(plan.warmupSteps >= 1);
        CHECK(autoEpochs(rows + 50) <= autoEpochs(rows));
    }
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
    resolveSettings(wanted, 6'294'784, 10, plan);
    CHECK(plan.epochs == 7);
    CHECK(plan.batchSize == 3);
    CHECK(plan.steps == 28);
    CHECK(plan.learningRate == doctest::Approx(1e-3).epsilon(0.01));
    CHECK(plan.promptLossWeight == 0.25);
    CHECK(plan.lora.rank == 5);
    CHECK(plan.lora.alpha == 10);
}
