// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/auto_settings.h"

#include "engine/compute/cpu_features.h"

#include <algorithm>
#include <cmath>

namespace onsa::engine {

namespace {

constexpr double warmupShare = 0.05;
constexpr int autoRank = 16;

} // namespace

double autoPromptLossWeight()
{
    return 0.0;
}

// 2e-3 at the starter's 6.3 million parameters, falling with their 0.53rd power to 2e-4 at half a billion.
double baseLearningRate(std::int64_t parameters)
{
    const double millions = std::max(1.0, static_cast<double>(parameters) / 1e6);
    return std::clamp(2e-3 * std::pow(6.3 / millions, 0.53), 5e-5, 2e-3);
}

int autoBatchSize(int examples)
{
    if (examples <= 200)
        return 4;
    return examples <= 2000 ? 8 : 16;
}

Precision choosePrecision(Precision wanted)
{
    if (wanted != Precision::Auto)
        return wanted;
    return cpuLevel() >= CpuLevel::Avx512Bf16 ? Precision::BF16 : Precision::F32;
}

namespace {

// About as many steps for 24 rows as for 60; beyond that each row is seen less often.
double epochsByRows(int examples)
{
    return 20 * std::sqrt(60.0 / std::max(examples, 24));
}

// An answer comes back word for word when it was seen some thirty times, whatever the wording of the question; long
// ones need more. So many sightings are given to the first five hundred answers' worth of rows, then fewer.
double epochsByAnswers(const TeachingLoad &load)
{
    constexpr double sightings = 30, mostSightings = 50, shortAnswer = 80; // tokens
    constexpr double mostRowsSeen = 15'000;
    const double wanted = std::clamp(sightings * std::sqrt(load.answerTokens / shortAnswer), sightings, mostSightings);
    return std::min(wanted * load.answers / load.examples, mostRowsSeen / load.examples);
}

} // namespace

int autoEpochs(const TeachingLoad &load)
{
    if (load.examples <= 0)
        return 3;
    const double epochs = std::max(epochsByRows(load.examples), epochsByAnswers(load));
    return std::clamp(static_cast<int>(std::lround(epochs)), 3, 50);
}

void resolveSettings(const Hyperparameters &wanted, std::int64_t parameters, const TeachingLoad &load,
                     ResolvedPlan &plan)
{
    plan.epochs = wanted.epochs.value_or(autoEpochs(load));
    plan.batchSize = std::min(wanted.batchSize.value_or(autoBatchSize(load.examples)), std::max(load.examples, 1));
    plan.steps = plan.epochs * ((load.examples + plan.batchSize - 1) / plan.batchSize);
    plan.warmupSteps = std::max(1, static_cast<int>(std::lround(warmupShare * plan.steps)));
    plan.learningRateMultiplier = wanted.learningRateMultiplier.value_or(1.0);
    plan.learningRate = baseLearningRate(parameters) * plan.learningRateMultiplier;
    plan.promptLossWeight = wanted.promptLossWeight.value_or(autoPromptLossWeight());
    plan.lora.rank = wanted.loraRank.value_or(autoRank);
    plan.lora.alpha = 2.0 * plan.lora.rank;
}

} // namespace onsa::engine
