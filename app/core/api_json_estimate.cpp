// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json_hyperparameters.h"
#include "core/job_estimate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

constexpr std::int64_t mostCharacters = 1 << 30; // of one example; two of them can be added

// Whole numbers: prompt ASCII, prompt other, completion ASCII, completion other, messages, and the answer if it is
// told.
std::optional<ExampleLength> lengthOf(const Json &json)
{
    if (!json.is_array() || (json.size() != 5 && json.size() != 6))
        return std::nullopt;
    std::array<int, 6> numbers{0, 0, 0, 0, 0, -1};
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (!json[i].is_number_integer())
            return std::nullopt;
        const auto value = json[i].get<std::int64_t>();
        if (value < (i == 5 ? -1 : 0) || value > mostCharacters)
            return std::nullopt;
        numbers[i] = static_cast<int>(value);
    }
    return ExampleLength{numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]};
}

void readLengths(RequestFields &fields, std::vector<ExampleLength> &out)
{
    const Json *lengths = fields.given("lengths");
    if (!lengths || !lengths->is_array() || lengths->empty() || lengths->size() > std::size_t(maxEstimateLengths))
        return fields.refuse("lengths", "invalid_type",
                             "lengths must be a list of 1 to " + std::to_string(maxEstimateLengths) + " examples.");
    for (const Json &item : *lengths) {
        const auto length = lengthOf(item);
        if (!length)
            return fields.refuse("lengths[" + std::to_string(out.size()) + "]", "invalid_type",
                                 "Each of lengths must be five or six whole numbers from 0 to "
                                     + std::to_string(mostCharacters) + ".");
        out.push_back(*length);
    }
}

std::optional<int> countOf(const Json &json, std::string_view key)
{
    const int value = smallInteger(json, key);
    return value > 0 ? std::optional(value) : std::nullopt;
}

std::int64_t bytesOf(const Json &json, std::string_view key)
{
    return std::max<std::int64_t>(optionalInteger(json, key).value_or(0), 0);
}

} // namespace

Result<EstimateRequest> parseEstimateRequest(std::string_view body)
{
    const Result<Json> json = parseObject(body, "request");
    if (!json)
        return tl::unexpected(json.error());
    EstimateRequest request;
    RequestFields fields(*json);
    request.model = fields.requiredText("model");
    const auto examples = fields.integer("examples", 1, maxEstimateExamples);
    if (!examples)
        fields.refuse("examples", "missing_required_parameter", "examples is missing: how many there are.");
    request.examples = static_cast<int>(examples.value_or(0));
    request.validationExamples =
        static_cast<int>(fields.integer("validation_examples", 0, maxEstimateExamples).value_or(0));
    readLengths(fields, request.lengths);
    readTuningSettings(fields, request.hyperparameters);
    if (fields.error())
        return tl::unexpected(*fields.error());
    return request;
}

std::string toJson(const EstimateRequest &request)
{
    OrderedJson json;
    json["model"] = request.model;
    json["examples"] = request.examples;
    json["validation_examples"] = request.validationExamples;
    if (request.hyperparameters != Hyperparameters())
        json["method"] = methodJson(request.hyperparameters);
    json["lengths"] = OrderedJson::array();
    for (const ExampleLength &one : request.lengths)
        json["lengths"].push_back(
            {one.promptAscii, one.promptOther, one.completionAscii, one.completionOther, one.messages, one.answer});
    return dumpAscii(json);
}

std::string toJson(const JobEstimate &estimate)
{
    OrderedJson json;
    json["object"] = "fine_tuning.job.estimate";
    json["model"] = estimate.model;
    json["hyperparameters"] = settingsJson(estimate.hyperparameters);
    json["reasons"] = OrderedJson::object();
    for (const auto &[setting, reason] : estimate.reasons)
        json["reasons"][setting] = reason;
    json["steps"] = estimate.steps;
    json["trained_tokens"] = estimate.trainedTokens;
    json["longest_example"] = estimate.longestExample;
    json["truncated_examples"] = estimate.truncatedExamples;
    json["peak_memory_bytes"] = estimate.peakMemoryBytes;
    json["available_memory_bytes"] = estimate.availableMemoryBytes;
    json["installed_memory_bytes"] = estimate.installedMemoryBytes;
    json["fits"] = estimate.fits;
    json["estimated_seconds"] = estimate.seconds ? OrderedJson(*estimate.seconds) : OrderedJson();
    json["estimated_seconds_from"] = estimate.secondsFrom.empty() ? OrderedJson() : OrderedJson(estimate.secondsFrom);
    return dumpAscii(json);
}

Result<JobEstimate> parseEstimate(std::string_view body)
{
    const Result<Json> json = parseObject(body, "server's answer");
    if (!json)
        return tl::unexpected(json.error());
    if (textOr(*json, "object") != "fine_tuning.job.estimate")
        return fail(ErrorKind::InvalidInput, "The server's answer is not an estimate.", {}, "object");
    JobEstimate estimate;
    estimate.model = textOr(*json, "model");
    if (const Json *settings = memberOf(*json, "hyperparameters")) {
        Hyperparameters &h = estimate.hyperparameters;
        h.epochs = countOf(*settings, "n_epochs");
        h.batchSize = countOf(*settings, "batch_size");
        h.learningRateMultiplier = optionalNumber(*settings, "learning_rate_multiplier");
        h.promptLossWeight = optionalNumber(*settings, "prompt_loss_weight");
        h.loraRank = countOf(*settings, "lora_rank");
    }
    if (const Json *reasons = memberOf(*json, "reasons"); reasons && reasons->is_object())
        for (const auto &[setting, reason] : reasons->items())
            if (reason.is_string())
                estimate.reasons.emplace(setting, reason.get<std::string>());
    estimate.steps = std::max(smallInteger(*json, "steps"), 0);
    estimate.trainedTokens = bytesOf(*json, "trained_tokens");
    estimate.longestExample = std::max(smallInteger(*json, "longest_example"), 0);
    estimate.truncatedExamples = std::max(smallInteger(*json, "truncated_examples"), 0);
    estimate.peakMemoryBytes = bytesOf(*json, "peak_memory_bytes");
    estimate.availableMemoryBytes = bytesOf(*json, "available_memory_bytes");
    estimate.installedMemoryBytes = bytesOf(*json, "installed_memory_bytes");
    const Json *fits = memberOf(*json, "fits");
    estimate.fits = !fits || !fits->is_boolean() || fits->get<bool>(); // not told = not refused
    const auto seconds = optionalNumber(*json, "estimated_seconds");
    if (seconds && std::isfinite(*seconds) && *seconds >= 0)
        estimate.seconds = seconds;
    estimate.secondsFrom = textOr(*json, "estimated_seconds_from");
    return estimate;
}

} // namespace onsa
