// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json_sampling.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

void readStop(RequestFields &fields, std::vector<std::string> &out)
{
    const Json *stop = fields.given("stop");
    if (!stop)
        return;
    const Json list = stop->is_array() ? *stop : Json::array({*stop});
    if (list.size() > 4)
        return fields.refuse("stop", "array_above_max_length", "stop must have at most 4 texts.");
    for (const Json &item : list) {
        if (!item.is_string())
            return fields.refuse("stop", "invalid_type", "stop must be a text or a list of texts.");
        if (item.get_ref<const std::string &>().empty())
            return fields.refuse("stop", "empty_string", "A text in stop must not be empty.");
        out.push_back(item.get<std::string>());
    }
}

void readLogitBias(RequestFields &fields, std::map<int, double> &out)
{
    const Json *bias = fields.object("logit_bias");
    if (!bias)
        return;
    for (const auto &[key, value] : bias->items()) {
        int id = -1;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
        if (error != std::errc() || end != key.data() + key.size() || id < 0)
            return fields.refuse("logit_bias", "invalid_value", "The keys of logit_bias must be token numbers.");
        if (!value.is_number() || value.get<double>() < -100 || value.get<double>() > 100)
            return fields.refuse("logit_bias", "invalid_value",
                                 "The values of logit_bias must be between -100 and 100.");
        out[id] = value.get<double>();
    }
}

} // namespace

void readSampling(RequestFields &fields, Sampling &out)
{
    out.temperature = fields.number("temperature", 0, 2).value_or(out.temperature);
    out.topP = fields.number("top_p", 0, 1).value_or(out.topP);
    out.n = static_cast<int>(fields.integer("n", 1, 128).value_or(1));
    out.frequencyPenalty = fields.number("frequency_penalty", -2, 2).value_or(0);
    out.presencePenalty = fields.number("presence_penalty", -2, 2).value_or(0);
    out.seed =
        fields.integer("seed", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    readStop(fields, out.stop);
    readLogitBias(fields, out.logitBias);
}

void readStreaming(RequestFields &fields, bool &stream, bool &includeUsage)
{
    stream = fields.flag("stream").value_or(false);
    if (const Json *options = fields.object("stream_options")) {
        RequestFields inner(*options, "stream_options.");
        includeUsage = inner.flag("include_usage").value_or(false) && stream;
        fields.adopt(inner);
    }
}

void writeSampling(const Sampling &from, OrderedJson &json)
{
    const Sampling usual;
    if (from.temperature != usual.temperature)
        json["temperature"] = from.temperature;
    if (from.topP != usual.topP)
        json["top_p"] = from.topP;
    if (from.maxTokens)
        json["max_tokens"] = *from.maxTokens;
    if (from.n != usual.n)
        json["n"] = from.n;
    if (!from.stop.empty())
        json["stop"] = from.stop;
    if (from.frequencyPenalty != 0)
        json["frequency_penalty"] = from.frequencyPenalty;
    if (from.presencePenalty != 0)
        json["presence_penalty"] = from.presencePenalty;
    if (from.seed)
        json["seed"] = *from.seed;
    for (const auto &[id, bias] : from.logitBias)
        json["logit_bias"][std::to_string(id)] = bias;
}

void writeStreaming(bool stream, bool includeUsage, OrderedJson &json)
{
    if (!stream)
        return;
    json["stream"] = true;
    if (includeUsage)
        json["stream_options"] = {{"include_usage", true}};
}

} // namespace onsa
