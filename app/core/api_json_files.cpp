// SPDX-License-Identifier: GPL-3.0-or-later
// Files and models.
#include "core/api_json.h"
#include "core/api_json_objects.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace onsa {

OrderedJson jsonOf(const UploadedFile &file)
{
    OrderedJson json;
    json["id"] = file.id;
    json["object"] = "file";
    json["bytes"] = file.bytes;
    json["created_at"] = file.createdAt;
    if (file.expiresAt)
        json["expires_at"] = *file.expiresAt;
    json["filename"] = file.filename;
    json["purpose"] = file.purpose;
    json["status"] = file.status;
    if (!file.statusDetails.empty())
        json["status_details"] = file.statusDetails; // a null here is against the official schema
    return json;
}

Result<UploadedFile> fileOf(const Json &json)
{
    UploadedFile file;
    file.id = textOr(json, "id");
    if (file.id.empty())
        return fail(ErrorKind::InvalidInput, "The server's answer describes a file without an id.", {}, "id");
    // "size_bytes" is Mistral's name.
    file.bytes = optionalInteger(json, "bytes").value_or(optionalInteger(json, "size_bytes").value_or(0));
    file.createdAt = optionalTime(json, "created_at").value_or(0);
    file.expiresAt = optionalTime(json, "expires_at");
    file.filename = textOr(json, "filename");
    file.purpose = textOr(json, "purpose");
    file.status = textOr(json, "status", "processed");
    file.statusDetails = textOr(json, "status_details");
    return file;
}

OrderedJson jsonOf(const Model &model)
{
    OrderedJson json;
    json["id"] = model.id;
    json["object"] = "model";
    json["created"] = model.created;
    json["owned_by"] = model.ownedBy;
    // No longer in the specification, but scripts of 2023 print them.
    json["root"] = model.root.empty() ? model.id : model.root;
    json["parent"] = model.parent.empty() ? OrderedJson() : OrderedJson(model.parent);
    if (model.contextLength > 0)
        json["context_length"] = model.contextLength;
    if (model.parameters > 0)
        json["parameters"] = model.parameters;
    if (model.bytes > 0)
        json["bytes"] = model.bytes;
    if (!model.languages.empty())
        json["languages"] = model.languages;
    if (!model.license.empty())
        json["license"] = model.license;
    return json;
}

Result<Model> modelOf(const Json &json)
{
    Model model;
    model.id = textOr(json, "id");
    if (model.id.empty())
        return fail(ErrorKind::InvalidInput, "The server's answer describes a model without an id.", {}, "id");
    model.created = optionalTime(json, "created").value_or(0);
    model.ownedBy = textOr(json, "owned_by");
    model.root = textOr(json, "root");
    model.parent = textOr(json, "parent");
    model.contextLength = std::max(smallInteger(json, "context_length"), 0);
    model.parameters = std::max<std::int64_t>(optionalInteger(json, "parameters").value_or(0), 0);
    model.bytes = std::max<std::int64_t>(optionalInteger(json, "bytes").value_or(0), 0);
    if (const Json *languages = memberOf(json, "languages"); languages && languages->is_array())
        for (const Json &language : *languages)
            if (language.is_string())
                model.languages.push_back(language.get<std::string>());
    model.license = textOr(json, "license");
    return model;
}

std::string toJson(const UploadedFile &file)
{
    return dumpAscii(jsonOf(file));
}

std::string toJson(const Model &model)
{
    return dumpAscii(jsonOf(model));
}

std::string toJsonDeleted(std::string_view id, std::string_view object)
{
    return dumpAscii({{"id", id}, {"object", object}, {"deleted", true}});
}

Result<UploadedFile> parseFile(std::string_view body)
{
    const Result<Json> json = parseObject(body, "server's answer");
    return json ? fileOf(*json) : tl::unexpected(json.error());
}

Result<Model> parseModel(std::string_view body)
{
    const Result<Json> json = parseObject(body, "server's answer");
    return json ? modelOf(*json) : tl::unexpected(json.error());
}

} // namespace onsa
