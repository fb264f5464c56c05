// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json_hyperparameters.h"

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

} // namespace

void readTuningSettings(RequestFields &request, Hyperparameters &out)
{
    // The deprecated place first, so that `method` wins where both are given.
    if (const Json *hyperparameters = request.object("hyperparameters"))
        readHyperparameters(RequestFields(*hyperparameters, "hyperparameters."), request, out);
    readMethod(request, out);
}

OrderedJson settingsJson(const Hyperparameters &from)
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

OrderedJson methodJson(const Hyperparameters &from)
{
    return {{"type", "supervised"}, {"supervised", {{"hyperparameters", settingsJson(from)}}}};
}

} // namespace onsa
