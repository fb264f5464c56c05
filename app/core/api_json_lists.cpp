// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"
#include "core/api_json_objects.h"

#include <nlohmann/json.hpp>

namespace onsa {

namespace {

template <class T> using ReadOne = Result<T> (*)(const Json &);

// {"data":[…]} or the bare list that some servers send. An element that cannot be used is passed over: one strange
// job must not hide the others.
template <class T> Result<Page<T>> parseList(std::string_view body, ReadOne<T> readOne)
{
    const Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (json.is_discarded())
        return fail(ErrorKind::InvalidInput, "The server's answer is not valid JSON.", "invalid_json");
    Page<T> page;
    const Json *data = json.is_array() ? &json : memberOf(json, "data");
    if (!data && json.is_object() && json.contains("data"))
        return page; // null is how some servers write an empty list
    if (!data || !data->is_array())
        return fail(ErrorKind::InvalidInput, "The server's answer is not a list.", {}, "data");
    for (const Json &item : *data)
        if (Result<T> one = readOne(item))
            page.data.push_back(std::move(*one));
    const Json *more = memberOf(json, "has_more");
    page.hasMore = more && more->is_boolean() && more->get<bool>();
    return page;
}

} // namespace

template <class T> std::string toJsonList(const Page<T> &page, ListStyle style)
{
    OrderedJson json;
    json["object"] = "list";
    json["data"] = OrderedJson::array();
    for (const T &item : page.data)
        json["data"].push_back(jsonOf(item));
    if (style == ListStyle::WithIds) {
        // The schema wants texts even when the list is empty.
        json["first_id"] = page.data.empty() ? std::string() : page.data.front().id;
        json["last_id"] = page.data.empty() ? std::string() : page.data.back().id;
    }
    json["has_more"] = page.hasMore;
    return dumpAscii(json);
}

template std::string toJsonList(const Page<UploadedFile> &, ListStyle);
template std::string toJsonList(const Page<FineTuneJob> &, ListStyle);
template std::string toJsonList(const Page<JobEvent> &, ListStyle);
template std::string toJsonList(const Page<Checkpoint> &, ListStyle);
template std::string toJsonList(const Page<Model> &, ListStyle);

Result<Page<UploadedFile>> parseFileList(std::string_view body)
{
    return parseList<UploadedFile>(body, fileOf);
}

Result<Page<FineTuneJob>> parseJobList(std::string_view body)
{
    return parseList<FineTuneJob>(body, jobOf);
}

Result<Page<JobEvent>> parseEventList(std::string_view body)
{
    return parseList<JobEvent>(body, eventOf);
}

Result<Page<Checkpoint>> parseCheckpointList(std::string_view body)
{
    return parseList<Checkpoint>(body, checkpointOf);
}

Result<Page<Model>> parseModelList(std::string_view body)
{
    return parseList<Model>(body, modelOf);
}

} // namespace onsa
