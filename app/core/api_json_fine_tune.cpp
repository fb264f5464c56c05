// SPDX-License-Identifier: GPL-3.0-or-later
// The request for a fine-tuning job. Bounds: openai/openai-openapi, CreateFineTuningJobRequest.
#include "core/api_json.h"
#include "core/api_json_hyperparameters.h"
#include "core/json_fields.h"
#include "core/utf8.h"

#include <nlohmann/json.hpp>

namespace onsa {

namespace {

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
    readTuningSettings(fields, request.hyperparameters);
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
        json["method"] = methodJson(request.hyperparameters);
    if (!request.metadata.empty())
        json["metadata"] = request.metadata;
    return dumpAscii(json);
}

} // namespace onsa
