// SPDX-License-Identifier: GPL-3.0-or-later
// What "auto" means: numbers that teach, for data that nobody has seen. Why these: app/decisions/0003.
#pragma once

#include "core/api_types.h"
#include "engine/training/train_plan.h"

#include <cstdint>

namespace onsa::engine {

// What there is to be remembered.
struct TeachingLoad {
    int examples = 0;
    int answers = 0; // different ones among them, 1…examples: ten wordings of one question teach one answer
    double answerTokens = 0; // of one, on average
};

double autoPromptLossWeight();
double baseLearningRate(std::int64_t parameters); // that multiplier 1 stands for
int autoBatchSize(int examples);
int autoEpochs(const TeachingLoad &load);

Precision choosePrecision(Precision wanted); // bf16 only where the processor multiplies it

// Fills epochs, batchSize, steps, warmupSteps, learningRate and multiplier, promptLossWeight, lora.
void resolveSettings(const Hyperparameters &wanted, std::int64_t parameters, const TeachingLoad &load,
                     ResolvedPlan &plan);

} // namespace onsa::engine
