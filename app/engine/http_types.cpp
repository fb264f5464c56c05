// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http_types.h"

#include "core/api_json.h"

#include <charconv>

namespace onsa::engine {

std::string Request::header(const std::string &lowerCaseName) const
{
    const auto found = headers.find(lowerCaseName);
    return found == headers.end() ? std::string() : found->second;
}

std::optional<std::string> Request::parameter(const std::string &name) const
{
    const auto found = query.find(name);
    return found == query.end() ? std::nullopt : std::optional(found->second);
}

Result<int> numberParameter(const Request &request, const std::string &name, int otherwise, int least, int most)
{
    const auto text = request.parameter(name);
    if (!text || text->empty())
        return otherwise;
    int number = 0;
    const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (code != std::errc() || end != text->data() + text->size() || number < least || number > most)
        return fail(ErrorKind::InvalidInput,
                    "'" + name + "' must be a whole number from " + std::to_string(least) + " to "
                        + std::to_string(most) + ".",
                    "invalid_type", name);
    return number;
}

Reply Reply::json(std::string body)
{
    Reply reply;
    reply.body = std::move(body);
    return reply;
}

Reply Reply::stream(std::shared_ptr<EventStream> events)
{
    Reply reply;
    reply.contentType = "text/event-stream; charset=utf-8";
    reply.headers.emplace_back("Cache-Control", "no-cache");
    reply.events = std::move(events);
    return reply;
}

Reply Reply::error(const Error &error, int status)
{
    Reply reply = json(errorJson(error));
    reply.status = status != 0 ? status : httpStatusOf(error.kind);
    return reply;
}

} // namespace onsa::engine
