// SPDX-License-Identifier: GPL-3.0-or-later
// The request for a fine-tuning job. Bounds: openai/openai-openapi, CreateFineTuningJobRequest.
#include "core/api_json.h"
#include "core/json_fields.h"
#include "core/utf8.h"

#include <nlohmann/json.hpp>

namespace onsa {

namespace {

constexpr double anyNumber = std::numeric_limits<double>::max();

bool isAuto(const Json *value)
{
    return value && value->is_string() && value->get_ref<const std::string &>() == "auto";
}

void readInteger(RequestFields &fields, std::string_view key, std::int64_t high, std::optional<int> &out)
{
    if (isAuto(fields.given(key)))
        return;
    if (const std::optional<std::int64_t> value = fields.integer(key, 1, high))
        out = static_cast<int>(*value);
}

void readHyperparameters(RequestFields fields, RequestFields &request, Hyperparameters &out)
{
    readInteger(fields, "n_epochs", 50, out.epochs);
    readInteger(fields, "batch_size", 256, out.batchSize);
    readInteger(fields, "lora_rank", 256, out.loraRank);
    if (!isAuto(fields.given("learning_rate_multiplier"))) {
        const std::optional<double> value = fields.number("learning_rate_multiplier", 0, anyNumber);
        if (value == 0.0)
            fields.refuse("learning_rate_multiplier", "decimal_below_min_value",
                          "learning_rate_multiplier must be greater than 0.");
        else if (value)
            out.learningRateMultiplier = value;
    }
    if (!isAuto(fields.given("prompt_loss_weight")))
        if (const std::optional<double> value = fields.number("prompt_loss_weight", 0, 1))
            out.promptLossWeight = value;
    request.adopt(fields);
}

void readMethod(RequestFields &request, Hyperparameters &out)
{
    const Json *method = request.object("method");
    if (!method)
        return;
    RequestFields fields(*method, "method.");
    const std::string type = fields.text("type").value_or("supervised");
    if (type == "dpo" || type == "reinforcement")
        fields.refuse("type", "unsupported_method",
                      "This server trains with the method \"supervised\" only, not with \"" + type + "\".",
                      ErrorKind::Unsupported);
    else if (type != "supervised")
        fields.refuse("type", "invalid_value", "method.type must be \"supervised\".");
    // What belongs to another type than the chosen one is ignored: test suites send all three.
    else if (const Json *supervised = fields.object("supervised")) {
        RequestFields inner(*supervised, "method.supervised.");
        if (const Json *hyperparameters = inner.object("hyperparameters"))
            readHyperparameters(RequestFields(*hyperparameters, "method.supervised.hyperparameters."), request, out);
        fields.adopt(inner);
    }
    request.adopt(fields);
}

void readMetadata(RequestFields &request, std::map<std::string, std::string> &out)
{
    const Json *metadata = request.object("metadata");
    if (!metadata)
        return;
    if (metadata->size() > 16)
        return request.refuse("metadata", "object_above_max_properties", "metadata must have at most 16 pairs.");
    for (const auto &[key, value] : metadata->items()) {
        if (!value.is_string())
            return request.refuse("metadata." + key, "invalid_type", "The values of metadata must be texts.");
        const auto &text = value.get_ref<const std::string &>();
        if (countCodePoints(key) > 64 || countCodePoints(text) > 512)
            return request.refuse("metadata." + key, "string_above_max_length",
                                  "In metadata a key may have 64 characters and a value 512.");
        out.emplace(key, text);
    }
}

OrderedJson hyperparametersOf(const Hyperparameters &from)
{
    OrderedJson json = OrderedJson::object();
    if (from.epochs)
        json["n_epochs"] = *from.epochs;
    if (from.batchSize)
        json["batch_size"] = *from.batchSize;
    if (from.learningRateMultiplier)
        json["learning_rate_multiplier"] = *from.learningRateMultiplier;
    if (from.promptLossWeight)
        json["prompt_loss_weight"] = *from.promptLossWeight;
    if (from.loraRank)
        json["lora_rank"] = *from.loraRank;
    return json;
}

} // namespace

Result<FineTuneRequest> parseFineTuneRequest(std::string_view body)
{
    const Result<Json> json = parseObject(body, "request");
    if (!json)
        return tl::unexpected(json.error());

    FineTuneRequest request;
    RequestFields fields(*json);
    request.model = fields.requiredText("model");
    request.trainingFile = fields.requiredText("training_file");
    request.validationFile = fields.text("validation_file");
    request.suffix = fields.text("suffix");
    if (request.suffix && request.suffix->empty())
        fields.refuse("suffix", "empty_string", "suffix must have at least 1 character.");
    else if (request.suffix && countCodePoints(*request.suffix) > 64)
        fields.refuse("suffix", "string_above_max_length", "suffix must have at most 64 characters.");
    request.seed = fields.integer("seed", 0, 2147483647);
    // The deprecated place first, so that `method` wins where both are given.
    if (const Json *hyperparameters = fields.object("hyperparameters"))
        readHyperparameters(RequestFields(*hyperparameters, "hyperparameters."), fields, request.hyperparameters);
    readMethod(fields, request.hyperparameters);
    readMetadata(fields, request.metadata);
    if (fields.error())
        return tl::unexpected(*fields.error());
    return request;
}

std::string toJson(const FineTuneRequest &request)
{
    OrderedJson json;
    json["model"] = request.model;
    json["training_file"] = request.trainingFile;
    if (request.validationFile)
        json["validation_file"] = *request.validationFile;
    if (request.suffix)
        json["suffix"] = *request.suffix;
    if (request.seed)
        json["seed"] = *request.seed;
    if (request.hyperparameters != Hyperparameters())
        json["method"] = {{"type", "supervised"},
                          {"supervised", {{"hyperparameters", hyperparametersOf(request.hyperparameters)}}}};
    if (!request.metadata.empty())
        json["metadata"] = request.metadata;
    return dumpAscii(json);
}

} // namespace onsa
