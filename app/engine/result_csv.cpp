// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/result_csv.h"

#include <array>
#include <charconv>

namespace onsa::engine {

namespace {

std::string cell(const std::optional<double> &value)
{
    if (!value)
        return {};
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), *value, std::chars_format::general, 8).ptr;
    return {text.data(), end};
}

} // namespace

std::string resultCsv(const std::vector<StepMetrics> &steps)
{
    std::string csv = "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n";
    for (const auto &step : steps) {
        const auto validLoss = step.fullValidLoss ? step.fullValidLoss : step.validLoss;
        const auto validAccuracy = step.fullValidAccuracy ? step.fullValidAccuracy : step.validAccuracy;
        csv += std::to_string(step.step) + "," + cell(step.trainLoss) + "," + cell(step.trainAccuracy) + ","
            + cell(validLoss) + "," + cell(validAccuracy) + "\n";
    }
    return csv;
}

} // namespace onsa::engine
