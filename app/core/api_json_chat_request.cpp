// SPDX-License-Identifier: GPL-3.0-or-later
// The request for chat completions. Bounds: openai/openai-openapi, CreateChatCompletionRequest.
#include "core/api_json.h"
#include "core/api_json_sampling.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

bool isRole(const std::string &word)
{
    constexpr std::array<std::string_view, 6> roles{"system", "developer", "user", "assistant", "tool", "function"};
    return std::find(roles.begin(), roles.end(), word) != roles.end();
}

void readParts(const Json &parts, RequestFields &message, std::string &out)
{
    for (const Json &part : parts) {
        const std::string type = textOr(part, "type", "text");
        const std::optional<std::string> text = optionalText(part, type == "refusal" ? "refusal" : "text");
        if (type != "text" && type != "refusal")
            return message.refuse("content", "unsupported_content",
                                  "This server reads text parts only, not \"" + type + "\".", ErrorKind::Unsupported);
        if (!text)
            return message.refuse("content", "invalid_type", "A text part must have a text.");
        out += *text;
    }
}

void readMessage(const Json &json, std::size_t index, RequestFields &fields, std::vector<Message> &out)
{
    const std::string place = "messages[" + std::to_string(index) + "]";
    if (!json.is_object())
        return fields.refuse(place, "invalid_type", place + " must be an object.");
    RequestFields inner(json, place + ".");
    Message message;
    message.role = inner.requiredText("role");
    if (!inner.error() && !isRole(message.role))
        inner.refuse("role", "invalid_value",
                     place + ".role must be system, developer, user, assistant, tool or function.");

    const Json *content = inner.given("content");
    const bool calls = inner.given("tool_calls") || inner.given("function_call") || inner.given("refusal");
    if (content && content->is_array())
        readParts(*content, inner, message.content);
    else if (content)
        message.content = inner.text("content").value_or(std::string());
    else if (!calls)
        inner.refuse("content", "missing_required_parameter", place + ".content is required.");
    fields.adopt(inner);
    out.push_back(std::move(message));
}

void readMessages(RequestFields &fields, std::vector<Message> &out)
{
    const Json *messages = fields.given("messages");
    if (!messages)
        return fields.refuse("messages", "missing_required_parameter", "messages is required.");
    if (!messages->is_array())
        return fields.refuse("messages", "invalid_type", "messages must be a list.");
    if (messages->empty())
        return fields.refuse("messages", "empty_array", "messages must have at least one message.");
    std::size_t index = 0;
    for (const Json &message : *messages)
        readMessage(message, index++, fields, out);
}

void readLimit(RequestFields &fields, Sampling &out)
{
    const auto oldName = fields.integer("max_tokens", 1, std::numeric_limits<int>::max());
    const auto newName = fields.integer("max_completion_tokens", 1, std::numeric_limits<int>::max());
    if (oldName && newName)
        return fields.refuse("max_tokens", "invalid_parameter_combination",
                             "Give either max_tokens or max_completion_tokens, not both.");
    if (const auto limit = newName ? newName : oldName)
        out.maxTokens = static_cast<int>(*limit);
}

void readLogprobs(RequestFields &fields, Sampling &out)
{
    const bool wanted = fields.flag("logprobs").value_or(false);
    const auto top = fields.integer("top_logprobs", 0, 20);
    if (top && !wanted)
        return fields.refuse("top_logprobs", "invalid_parameter_combination",
                             "top_logprobs needs logprobs to be true.");
    if (wanted)
        out.logprobs = static_cast<int>(top.value_or(0));
}

void readFormat(RequestFields &fields, std::string &out)
{
    const Json *format = fields.object("response_format");
    if (!format)
        return;
    RequestFields inner(*format, "response_format.");
    out = inner.requiredText("type");
    if (!inner.error() && out != "text" && out != "json_object" && out != "json_schema")
        inner.refuse("type", "invalid_value", "response_format.type must be text, json_object or json_schema.");
    fields.adopt(inner);
}

} // namespace

Result<ChatRequest> parseChatRequest(std::string_view body)
{
    const Result<Json> json = parseObject(body, "request");
    if (!json)
        return tl::unexpected(json.error());

    ChatRequest request;
    RequestFields fields(*json);
    request.model = fields.requiredText("model");
    readMessages(fields, request.messages);
    readSampling(fields, request.sampling);
    readLimit(fields, request.sampling);
    readLogprobs(fields, request.sampling);
    readFormat(fields, request.responseFormat);
    readStreaming(fields, request.stream, request.includeUsage);
    if (fields.error())
        return tl::unexpected(*fields.error());
    return request;
}

std::string toJson(const ChatRequest &request)
{
    OrderedJson json;
    json["model"] = request.model;
    json["messages"] = OrderedJson::array();
    for (const Message &message : request.messages)
        json["messages"].push_back({{"role", message.role}, {"content", message.content}});
    writeSampling(request.sampling, json);
    if (request.sampling.logprobs) {
        json["logprobs"] = true;
        if (*request.sampling.logprobs > 0)
            json["top_logprobs"] = *request.sampling.logprobs;
    }
    if (request.responseFormat != "text")
        json["response_format"] = {{"type", request.responseFormat}};
    writeStreaming(request.stream, request.includeUsage, json);
    return dumpAscii(json);
}

} // namespace onsa
