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
    if (examples <= 500)
        return 4;
    return examples <= 2000 ? 8 : 16;
}

Precision choosePrecision(Precision wanted)
{
    if (wanted != Precision::Auto)
        return wanted;
    return cpuLevel() >= CpuLevel::Avx512Bf16 ? Precision::BF16 : Precision::F32;
}

// About as many steps for 24 rows as for 60; beyond that each row is seen less often, but never less than three times.
int autoEpochs(int examples)
{
    const double epochs =
        examples <= 60 ? 20 * std::sqrt(60.0 / std::max(examples, 24)) : 20 * std::sqrt(60.0 / examples);
    return std::clamp(static_cast<int>(std::lround(epochs)), 3, 30);
}

void resolveSettings(const Hyperparameters &wanted, std::int64_t parameters, int examples, ResolvedPlan &plan)
{
    plan.epochs = wanted.epochs.value_or(autoEpochs(examples));
    plan.batchSize = std::min(wanted.batchSize.value_or(autoBatchSize(examples)), std::max(examples, 1));
    plan.steps = plan.epochs * ((examples + plan.batchSize - 1) / plan.batchSize);
    plan.warmupSteps = std::max(1, static_cast<int>(std::lround(warmupShare * plan.steps)));
    plan.learningRateMultiplier = wanted.learningRateMultiplier.value_or(1.0);
    plan.learningRate = baseLearningRate(parameters) * plan.learningRateMultiplier;
    plan.promptLossWeight = wanted.promptLossWeight.value_or(autoPromptLossWeight());
    plan.lora.rank = wanted.loraRank.value_or(autoRank);
    plan.lora.alpha = 2.0 * plan.lora.rank;
}

} // namespace onsa::engine
