// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job_rows.h"

#include "engine/ids.h"
#include "engine/table_rows.h"

#include <cstdio>

namespace onsa::engine {

namespace {

std::optional<int> maybeInt(const Statement &row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return static_cast<int>(row.integer(column));
}

Hyperparameters hyperparametersOf(const Statement &row, int first)
{
    return {maybeInt(row, first), maybeInt(row, first + 1), row.maybeReal(first + 2), row.maybeReal(first + 3),
            maybeInt(row, first + 4)};
}

Result<std::map<std::string, std::string>> metadataOf(Database &database, const std::string &jobId)
{
    std::map<std::string, std::string> metadata;
    const auto done = eachRow(database.query("SELECT key, value FROM job_metadata WHERE job_id = ?", jobId),
                              [&](const Statement &row) -> Result<bool> {
                                  metadata.emplace(row.text(0), row.text(1));
                                  return true;
                              });
    if (!done)
        return tl::unexpected(done.error());
    return metadata;
}

std::string shortNumber(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

} // namespace

Result<JobOrder> orderOf(Database &database, const Statement &row)
{
    FineTuneJob job;
    job.id = row.text(0);
    job.createdAt = row.integer(1);
    job.finishedAt = row.maybeInteger(2);
    job.estimatedFinish = row.maybeInteger(3);
    job.model = row.text(4);
    job.fineTunedModel = row.maybeText(5);
    job.status = jobStatusOf(row.text(6));
    job.trainingFile = row.text(7);
    job.validationFile = row.maybeText(8);
    if (auto result = row.maybeText(9))
        job.resultFiles.push_back(std::move(*result));
    const auto wanted = hyperparametersOf(row, 10);
    const auto used = hyperparametersOf(row, 15);
    job.hyperparameters = used.epochs ? used : wanted;
    job.trainedTokens = row.maybeInteger(20);
    job.seed = row.integer(21);
    job.suffix = row.maybeText(22);
    if (!row.isNull(23))
        job.error = JobError{row.text(23), row.text(24), row.text(25)};
    job.trainingSeconds = row.maybeReal(27);
    job.peakMemoryBytes = row.maybeInteger(28);
    job.organizationId = hostedBy();
    auto metadata = metadataOf(database, job.id);
    if (!metadata)
        return tl::unexpected(metadata.error());
    job.metadata = std::move(*metadata);
    return JobOrder{std::move(job), wanted, row.text(26)};
}

StepMetrics metricsOf(const Statement &row, int first)
{
    StepMetrics metrics;
    metrics.step = static_cast<int>(row.integer(first));
    metrics.totalSteps = static_cast<int>(row.integer(first + 1));
    metrics.trainLoss = row.maybeReal(first + 2);
    metrics.trainAccuracy = row.maybeReal(first + 3);
    metrics.validLoss = row.maybeReal(first + 4);
    metrics.validAccuracy = row.maybeReal(first + 5);
    metrics.fullValidLoss = row.maybeReal(first + 6);
    metrics.fullValidAccuracy = row.maybeReal(first + 7);
    return metrics;
}

Error jobNotFound(const std::string &id)
{
    return {ErrorKind::NotFound, "Could not find fine tune: " + id, "fine_tune_not_found", "fine_tuning_job_id"};
}

namespace {

// Times never run backwards within a job, even when the clock does.
constexpr std::string_view insertEvent =
    "INSERT INTO events (id, job_id, created_at, level, type, message, step, total_steps, train_loss, "
    "train_accuracy, valid_loss, valid_accuracy, full_valid_loss, full_valid_accuracy) VALUES (?, ?, max(?, "
    "coalesce((SELECT created_at FROM events WHERE job_id = ? ORDER BY seq DESC LIMIT 1), 0)), ?,?,?,?,?,?,?,?,?,?,?)";

} // namespace

Result<> addEvent(Database &database, const std::string &jobId, const EventText &event)
{
    return database
        .execute(insertEvent, newId("ftevent-"), jobId, unixNow(), jobId, event.level, "message", event.message,
                 nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr)
        .map([](int) {});
}

Result<> addStepEvent(Database &database, const std::string &jobId, const StepMetrics &metrics)
{
    return database
        .execute(insertEvent, newId("ftevent-"), jobId, unixNow(), jobId, "info", "metrics", stepMessage(metrics),
                 metrics.step, metrics.totalSteps, metrics.trainLoss, metrics.trainAccuracy, metrics.validLoss,
                 metrics.validAccuracy, metrics.fullValidLoss, metrics.fullValidAccuracy)
        .map([](int) {});
}

std::string stepMessage(const StepMetrics &metrics)
{
    std::string message = "Step " + std::to_string(metrics.step) + "/" + std::to_string(metrics.totalSteps);
    const char *before = ": ";
    const auto add = [&](const char *name, const std::optional<double> &value) {
        if (!value)
            return;
        message += before + std::string(name) + "=" + shortNumber(*value);
        before = ", ";
    };
    add("training loss", metrics.trainLoss);
    add("validation loss", metrics.validLoss);
    add("full validation loss", metrics.fullValidLoss);
    return message;
}

std::string statusIn(std::initializer_list<JobStatus> statuses)
{
    std::string list;
    for (const auto status : statuses)
        list += (list.empty() ? "'" : ",'") + std::string(wordOf(status)) + "'";
    return "status IN (" + list + ")";
}

} // namespace onsa::engine
