// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"
#include "core/api_json_objects.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

template <class T> OrderedJson orNull(const std::optional<T> &value)
{
    return value ? OrderedJson(*value) : OrderedJson();
}

template <class T> OrderedJson orAuto(const std::optional<T> &value)
{
    return value ? OrderedJson(*value) : OrderedJson("auto");
}

OrderedJson jsonOf(const Hyperparameters &from)
{
    OrderedJson json;
    json["n_epochs"] = orAuto(from.epochs);
    json["batch_size"] = orAuto(from.batchSize);
    json["learning_rate_multiplier"] = orAuto(from.learningRateMultiplier);
    if (from.promptLossWeight)
        json["prompt_loss_weight"] = *from.promptLossWeight;
    if (from.loraRank)
        json["lora_rank"] = *from.loraRank;
    return json;
}

// A number counts; "auto" and whatever else a server writes there does not.
std::optional<int> countOf(const Json &json, std::string_view key)
{
    const std::optional<std::int64_t> value = optionalInteger(json, key);
    return value && *value > 0 && *value <= std::numeric_limits<int>::max() ? std::optional(static_cast<int>(*value))
                                                                            : std::nullopt;
}

Hyperparameters hyperparametersOf(const Json &json)
{
    Hyperparameters read;
    read.epochs = countOf(json, "n_epochs");
    read.batchSize = countOf(json, "batch_size");
    read.learningRateMultiplier = optionalNumber(json, "learning_rate_multiplier");
    read.promptLossWeight = optionalNumber(json, "prompt_loss_weight");
    read.loraRank = countOf(json, "lora_rank");
    return read;
}

// Where the servers put them: at the top (today's and most others), in the method, or as "hyperparams" (2023).
Hyperparameters findHyperparameters(const Json &job)
{
    if (const Json *found = memberOf(job, "hyperparameters"))
        return hyperparametersOf(*found);
    if (const Json *method = memberOf(job, "method"))
        if (const Json *supervised = memberOf(*method, "supervised"))
            if (const Json *found = memberOf(*supervised, "hyperparameters"))
                return hyperparametersOf(*found);
    if (const Json *found = memberOf(job, "hyperparams"))
        return hyperparametersOf(*found);
    return {};
}

// "file-…", {"id":"file-…"} (2023) or {"file_id":"file-…"} (Mistral).
std::string fileIdOf(const Json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    return textOr(value, "id", textOr(value, "file_id"));
}

std::vector<std::string> fileIdsOf(const Json &job, std::string_view key)
{
    std::vector<std::string> ids;
    const Json *list = memberOf(job, key);
    if (!list || !list->is_array())
        return ids;
    for (const Json &item : *list)
        if (std::string id = fileIdOf(item); !id.empty())
            ids.push_back(std::move(id));
    return ids;
}

std::optional<std::string> firstOf(const std::vector<std::string> &ids)
{
    return ids.empty() ? std::nullopt : std::optional(ids.front());
}

std::optional<std::string> givenText(const Json &json, std::string_view key)
{
    std::optional<std::string> text = optionalText(json, key);
    return text && text->empty() ? std::nullopt : text;
}

// A healthy job has null, {} or an object of nulls there.
std::optional<JobError> jobErrorOf(const Json &job)
{
    const Json *json = memberOf(job, "error");
    if (!json)
        return std::nullopt;
    JobError error;
    if (json->is_string())
        error.message = json->get<std::string>();
    else
        error = {textOr(*json, "code"), textOr(*json, "message"), textOr(*json, "param")};
    return error.message.empty() && error.code.empty() ? std::nullopt : std::optional(error);
}

std::map<std::string, std::string> metadataOf(const Json &job)
{
    std::map<std::string, std::string> metadata;
    const Json *json = memberOf(job, "metadata");
    if (json && json->is_object())
        for (const auto &[key, value] : json->items())
            if (value.is_string())
                metadata.emplace(key, value.get<std::string>());
    return metadata;
}

// What was not measured, and what came out as no number, is left out.
void writeMetrics(const StepMetrics &from, OrderedJson &json)
{
    const auto write = [&](const char *key, const std::optional<double> &value) {
        if (value && std::isfinite(*value))
            json[key] = *value;
    };
    write("train_loss", from.trainLoss);
    write("train_mean_token_accuracy", from.trainAccuracy);
    write("valid_loss", from.validLoss);
    write("valid_mean_token_accuracy", from.validAccuracy);
    write("full_valid_loss", from.fullValidLoss);
    write("full_valid_mean_token_accuracy", from.fullValidAccuracy);
}

StepMetrics metricsOf(const Json &json)
{
    StepMetrics read;
    read.step = std::max(smallInteger(json, "step"), 0);
    read.totalSteps = std::max(smallInteger(json, "total_steps"), 0);
    read.trainLoss = optionalNumber(json, "train_loss");
    read.trainAccuracy = optionalNumber(json, "train_mean_token_accuracy");
    read.validLoss = optionalNumber(json, "valid_loss");
    read.validAccuracy = optionalNumber(json, "valid_mean_token_accuracy");
    read.fullValidLoss = optionalNumber(json, "full_valid_loss");
    read.fullValidAccuracy = optionalNumber(json, "full_valid_mean_token_accuracy");
    return read;
}

} // namespace

OrderedJson jsonOf(const FineTuneJob &job)
{
    OrderedJson json;
    json["id"] = job.id;
    json["object"] = "fine_tuning.job";
    json["created_at"] = job.createdAt;
    json["finished_at"] = orNull(job.finishedAt);
    json["estimated_finish"] = orNull(job.estimatedFinish);
    json["model"] = job.model;
    json["fine_tuned_model"] = orNull(job.fineTunedModel);
    json["organization_id"] = job.organizationId;
    json["status"] = job.rawStatus.empty() ? std::string(wordOf(job.status)) : job.rawStatus;
    json["training_file"] = job.trainingFile;
    json["validation_file"] = orNull(job.validationFile);
    json["result_files"] = job.resultFiles;
    json["trained_tokens"] = orNull(job.trainedTokens);
    json["seed"] = job.seed;
    json["hyperparameters"] = jsonOf(job.hyperparameters);
    json["method"] = {{"type", "supervised"}, {"supervised", {{"hyperparameters", jsonOf(job.hyperparameters)}}}};
    json["error"] = nullptr;
    if (job.error) {
        OrderedJson error;
        error["code"] = job.error->code;
        error["message"] = job.error->message;
        error["param"] = job.error->param.empty() ? OrderedJson() : OrderedJson(job.error->param);
        json["error"] = std::move(error);
    }
    json["user_provided_suffix"] = orNull(job.suffix);
    json["metadata"] = job.metadata.empty() ? OrderedJson() : OrderedJson(job.metadata);
    if (job.trainingSeconds)
        json["training_seconds"] = *job.trainingSeconds;
    if (job.peakMemoryBytes)
        json["peak_memory_bytes"] = *job.peakMemoryBytes;
    return json;
}

Result<FineTuneJob> jobOf(const Json &json)
{
    FineTuneJob job;
    job.id = textOr(json, "id");
    if (job.id.empty())
        return fail(ErrorKind::InvalidInput, "The server's answer describes a job without an id.", {}, "id");
    job.createdAt = optionalTime(json, "created_at").value_or(0);
    job.finishedAt = optionalTime(json, "finished_at");
    job.estimatedFinish = optionalTime(json, "estimated_finish");
    job.model = textOr(json, "model");
    job.fineTunedModel = givenText(json, "fine_tuned_model");
    if (!job.fineTunedModel)
        job.fineTunedModel = givenText(json, "model_output_name"); // Together
    job.organizationId = textOr(json, "organization_id", textOr(json, "organisation_id")); // the second is Azure's
    job.rawStatus = textOr(json, "status");
    job.status = jobStatusOf(job.rawStatus);
    job.trainingFile =
        textOr(json, "training_file", firstOf(fileIdsOf(json, "training_files")).value_or(std::string()));
    job.validationFile = givenText(json, "validation_file");
    if (!job.validationFile)
        job.validationFile = firstOf(fileIdsOf(json, "validation_files"));
    job.resultFiles = fileIdsOf(json, "result_files");
    job.hyperparameters = findHyperparameters(json);
    job.trainedTokens = optionalInteger(json, "trained_tokens");
    job.seed = optionalInteger(json, "seed").value_or(0);
    job.error = jobErrorOf(json);
    job.suffix = givenText(json, "user_provided_suffix");
    if (!job.suffix)
        job.suffix = givenText(json, "suffix");
    job.metadata = metadataOf(json);
    job.trainingSeconds = optionalNumber(json, "training_seconds");
    job.peakMemoryBytes = optionalInteger(json, "peak_memory_bytes");
    return job;
}

OrderedJson jsonOf(const JobEvent &event)
{
    OrderedJson json;
    json["id"] = event.id;
    json["object"] = "fine_tuning.job.event";
    json["created_at"] = event.createdAt;
    json["level"] = event.level;
    json["message"] = event.message;
    json["type"] = event.type;
    json["data"] = OrderedJson::object();
    if (event.metrics) {
        json["data"]["step"] = event.metrics->step;
        json["data"]["total_steps"] = event.metrics->totalSteps;
        writeMetrics(*event.metrics, json["data"]);
    }
    return json;
}

// The events of 2023 have no id; the text is what counts.
Result<JobEvent> eventOf(const Json &json)
{
    if (!json.is_object())
        return fail(ErrorKind::InvalidInput, "The server's answer has an event that is not an object.");
    JobEvent event;
    event.id = textOr(json, "id");
    event.createdAt = optionalTime(json, "created_at").value_or(0);
    event.level = textOr(json, "level", "info");
    if (event.level == "warning") // Azure
        event.level = "warn";
    event.message = textOr(json, "message");
    event.type = textOr(json, "type", "message");
    if (const Json *data = memberOf(json, "data"); data && optionalInteger(*data, "step"))
        event.metrics = metricsOf(*data);
    return event;
}

OrderedJson jsonOf(const Checkpoint &checkpoint)
{
    OrderedJson json;
    json["id"] = checkpoint.id;
    json["object"] = "fine_tuning.job.checkpoint";
    json["created_at"] = checkpoint.createdAt;
    json["fine_tuned_model_checkpoint"] = checkpoint.model;
    json["fine_tuning_job_id"] = checkpoint.jobId;
    json["step_number"] = checkpoint.metrics.step;
    json["metrics"] = {{"step", checkpoint.metrics.step}};
    writeMetrics(checkpoint.metrics, json["metrics"]);
    return json;
}

Result<Checkpoint> checkpointOf(const Json &json)
{
    Checkpoint checkpoint;
    checkpoint.id = textOr(json, "id");
    checkpoint.model = textOr(json, "fine_tuned_model_checkpoint");
    if (checkpoint.id.empty() && checkpoint.model.empty())
        return fail(ErrorKind::InvalidInput, "The server's answer describes a checkpoint without an id.", {}, "id");
    checkpoint.createdAt = optionalTime(json, "created_at").value_or(0);
    checkpoint.jobId = textOr(json, "fine_tuning_job_id");
    if (const Json *metrics = memberOf(json, "metrics"))
        checkpoint.metrics = metricsOf(*metrics);
    checkpoint.metrics.step = std::max(smallInteger(json, "step_number", checkpoint.metrics.step), 0);
    return checkpoint;
}

std::string toJson(const FineTuneJob &job)
{
    return dumpAscii(jsonOf(job));
}

std::string toJson(const JobEvent &event)
{
    return dumpAscii(jsonOf(event));
}

std::string toJson(const Checkpoint &checkpoint)
{
    return dumpAscii(jsonOf(checkpoint));
}

Result<FineTuneJob> parseJob(std::string_view body)
{
    const Result<Json> json = parseObject(body, "server's answer");
    return json ? jobOf(*json) : tl::unexpected(json.error());
}

} // namespace onsa
