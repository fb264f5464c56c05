// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/tune_plan.h"

#include "ui/jobs/fine_tune_wizard.h"
#include "ui/jobs/masked_rows.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/pairs_as_chats.h"

#include <algorithm>
#include <cmath>

namespace onsa::ui {

namespace {

constexpr std::size_t enoughToShare = 20; // so that 10 stay for training, which services demand
constexpr double measuringRows = 500; // more make every validation slower and hardly more exact
constexpr qsizetype longestName = 500; // metadata values may have 512 characters

} // namespace

double automaticValidationShare(const TunePlan &plan)
{
    if (plan.ownValidation || plan.usableRows < enoughToShare)
        return 0;
    return std::min(0.1, measuringRows / double(plan.usableRows));
}

double validationShare(const TunePlan &plan)
{
    if (plan.ownValidation)
        return 0;
    return std::clamp(plan.validationShare.value_or(automaticValidationShare(plan)), 0.0, 0.5);
}

std::size_t validationRows(const TunePlan &plan)
{
    if (plan.ownValidation)
        return plan.ownValidationRows;
    return std::size_t(std::llround(double(plan.usableRows) * validationShare(plan)));
}

std::size_t trainingRows(const TunePlan &plan)
{
    return plan.ownValidation ? plan.usableRows : plan.usableRows - validationRows(plan);
}

bool takesPairsOnly(const std::string &hostedModel)
{
    const QString base = tunedName(QString::fromStdString(hostedModel)).base;
    for (const char *old : {"babbage-002", "davinci-002", "davinci", "curie", "babbage", "ada"}) {
        if (base == QLatin1String(old))
            return true;
    }
    return false;
}

bool sendsPairsAsChats(const TunePlan &plan)
{
    return !plan.isLocal() && plan.pairRows > 0 && !takesPairsOnly(plan.model);
}

Hyperparameters settingsFor(const TunePlan &plan)
{
    Hyperparameters settings = plan.settings;
    if (!plan.isLocal()) {
        settings.promptLossWeight.reset();
        settings.loraRank.reset();
    }
    return settings;
}

std::optional<EstimateRequest> estimateRequest(const TunePlan &plan, const std::string &model)
{
    if (plan.lengths.empty() || model.empty() || plan.usableRows == 0 || trainingRows(plan) == 0)
        return std::nullopt;
    EstimateRequest request;
    request.model = model;
    request.examples = int(std::min(trainingRows(plan), std::size_t(maxEstimateExamples)));
    request.validationExamples = int(std::min(validationRows(plan), std::size_t(maxEstimateExamples)));
    request.lengths = plan.lengths;
    request.hyperparameters = settingsFor(plan);
    return request;
}

LaunchRequest launchRequest(const TunePlan &plan, const TuneStart &start, const std::optional<JobEstimate> &told)
{
    LaunchRequest request;
    const bool asChats = sendsPairsAsChats(plan);
    const auto asSent = [&](std::shared_ptr<const DatasetSnapshot> rows) {
        if (!rows)
            return rows;
        if (!plan.isLocal() && plan.personalChoice == PersonalChoice::Mask && plan.masks)
            rows = maskedRows(std::move(rows), plan.masks);
        return asChats ? pairsAsChats(std::move(rows)) : rows;
    };
    request.rows = asSent(start.rows);
    request.validationRows = asSent(start.validationRows);
    request.datasetName = start.datasetName;
    request.validationShare = validationShare(plan);
    request.job.model = plan.model;
    request.job.seed = plan.seed;
    request.job.hyperparameters = settingsFor(plan);
    if (const QString suffix = suffixOf(plan.name, !plan.isLocal()); !suffix.isEmpty())
        request.job.suffix = suffix.toStdString();
    if (const QString name = plan.name.isEmpty() ? start.datasetName : plan.name; !name.isEmpty())
        request.job.metadata[datasetKey] = name.left(longestName).toStdString();
    request.job.metadata[kindKey] = asChats || plan.chatRows > plan.pairRows ? "chats" : "pairs";
    if (told && told->seconds)
        request.job.metadata[forecastSecondsKey] = std::to_string(std::llround(std::ceil(*told->seconds)));
    if (told && told->peakMemoryBytes > 0)
        request.job.metadata[forecastBytesKey] = std::to_string(told->peakMemoryBytes);
    return request;
}

} // namespace onsa::ui
