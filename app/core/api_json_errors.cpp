// SPDX-License-Identifier: GPL-3.0-or-later
// Error -> HTTP status and body, and back. Official clients retry 408, 409, 429 and 500 and above, so a status says
// first whether trying again makes sense.
#include "core/api_json.h"
#include "core/json_fields.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

struct KindRow {
    ErrorKind kind;
    int status;
    std::string_view word; // extension "kind" of the body: statuses are fewer than kinds
};

constexpr std::array<KindRow, 14> kinds{{
    {ErrorKind::InvalidInput, 400, "invalid_input"},
    {ErrorKind::NotFound, 404, "not_found"},
    {ErrorKind::Conflict, 400, "conflict"},
    {ErrorKind::Unauthorized, 401, "unauthorized"},
    {ErrorKind::RateLimited, 429, "rate_limited"},
    {ErrorKind::Timeout, 504, "timeout"},
    {ErrorKind::Network, 502, "network"},
    {ErrorKind::Cancelled, 499, "cancelled"}, // nginx's "client closed request"; not retried
    {ErrorKind::Io, 500, "io"},
    {ErrorKind::DiskFull, 507, "disk_full"},
    {ErrorKind::Corrupt, 500, "corrupt"},
    {ErrorKind::Unsupported, 400, "unsupported"},
    {ErrorKind::OutOfMemory, 503, "out_of_memory"},
    {ErrorKind::Internal, 500, "internal"},
}};

const KindRow &rowOf(ErrorKind kind)
{
    const auto row = std::find_if(kinds.begin(), kinds.end(), [&](const KindRow &r) { return r.kind == kind; });
    return row == kinds.end() ? kinds.back() : *row;
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
    case 403:
        return ErrorKind::Unauthorized;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 408:
    case 504:
        return ErrorKind::Timeout;
    case 409:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::RateLimited;
    case 499:
        return ErrorKind::Cancelled;
    case 405:
    case 501:
        return ErrorKind::Unsupported;
    case 502:
    case 503: // a proxy without its server, or a server that still loads its model
        return ErrorKind::Network;
    case 507:
        return ErrorKind::DiskFull;
    default:
        return status >= 400 && status < 500 ? ErrorKind::InvalidInput : ErrorKind::Internal;
    }
}

// Some servers put it in quotes, some do not (llama.cpp).
std::string wordOrNumber(const Json &object, std::string_view key)
{
    const Json *value = memberOf(object, key);
    if (!value)
        return {};
    if (value->is_string())
        return value->get<std::string>();
    return value->is_number_integer() ? value->dump() : std::string();
}

// FastAPI: "detail" is a text or a list of {loc, msg}.
std::string detailOf(const Json &json)
{
    const Json *detail = memberOf(json, "detail");
    if (!detail)
        return {};
    if (detail->is_string())
        return detail->get<std::string>();
    std::string text;
    if (detail->is_array())
        for (const Json &item : *detail)
            if (std::string message = textOr(item, "msg"); !message.empty())
                text += (text.empty() ? "" : "; ") + message;
    return detail->is_object() ? textOr(*detail, "message") : text;
}

std::string titleOf(std::string_view html)
{
    const std::size_t open = html.find("<title>");
    const std::size_t close = html.find("</title>");
    if (open == std::string_view::npos || close == std::string_view::npos || close < open + 7)
        return {};
    return std::string(html.substr(open + 7, close - open - 7));
}

// A server may repeat the key it refuses; that must not reach a window or a log.
std::string withoutKeys(std::string text)
{
    constexpr std::string_view start = "sk-";
    for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
        std::size_t end = at + start.size();
        while (end < text.size()
               && ((text[end] >= '0' && text[end] <= '9') || (text[end] >= 'a' && text[end] <= 'z')
                   || (text[end] >= 'A' && text[end] <= 'Z') || text[end] == '-' || text[end] == '_'
                   || text[end] == '*'))
            ++end;
        if (end - at >= 12)
            text.replace(at, end - at, "sk-…");
    }
    return text;
}

std::string tidy(std::string text)
{
    constexpr std::size_t longest = 2000;
    text = withoutKeys(repairUtf8(text));
    if (text.size() <= longest)
        return text;
    text.resize(previousCodePoint(text, longest));
    return text + "…";
}

Error plainError(int status, std::string_view text)
{
    Error error{kindOfStatus(status), tidy(titleOf(text)), {}, {}};
    const bool readable = text.find('<') == std::string_view::npos && text.size() <= 500 && isUtf8(text);
    if (error.message.empty() && readable)
        error.message = tidy(std::string(text));
    return error;
}

} // namespace

int httpStatusOf(ErrorKind kind)
{
    return rowOf(kind).status;
}

std::string errorJson(const Error &error)
{
    const KindRow &row = rowOf(error.kind);
    const auto orNull = [](const std::string &text) { return text.empty() ? OrderedJson() : OrderedJson(text); };
    OrderedJson json;
    json["message"] = error.message;
    json["type"] = row.status >= 500           ? "server_error"
        : error.kind == ErrorKind::RateLimited ? "requests"
                                               : "invalid_request_error";
    json["param"] = orNull(error.param);
    json["code"] = orNull(error.code);
    json["kind"] = row.word;
    return dumpAscii({{"error", std::move(json)}});
}

Error parseError(int status, std::string_view body)
{
    const Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    Error error{kindOfStatus(status), {}, {}, {}};
    if (json.is_discarded()) {
        error = plainError(status, body);
    } else if (json.is_string()) {
        error = plainError(status, json.get_ref<const std::string &>());
    } else if (json.is_object()) {
        const Json *nested = memberOf(json, "error");
        const Json &object = nested && nested->is_object() ? *nested : json;
        error.message = nested && nested->is_string() ? nested->get<std::string>() : textOr(object, "message");
        if (error.message.empty())
            error.message = detailOf(json);
        error.message = tidy(std::move(error.message));
        error.code = wordOrNumber(object, "code");
        error.param = textOr(object, "param");
        const std::string word = textOr(object, "kind");
        const auto row = std::find_if(kinds.begin(), kinds.end(), [&](const KindRow &r) { return r.word == word; });
        if (row != kinds.end())
            error.kind = row->kind;
    }
    if (error.message.find_first_not_of(" \t\r\n") == std::string::npos)
        error.message = "The server answered with status " + std::to_string(status) + " and no explanation.";
    return error;
}

} // namespace onsa
