// SPDX-License-Identifier: GPL-3.0-or-later
// What a model answered, whole or piece by piece, as the two generation endpoints write it.
#include "core/api_json.h"
#include "core/api_json_logprobs.h"

#include <nlohmann/json.hpp>

namespace onsa {

namespace {

OrderedJson orNull(const std::optional<std::string> &text)
{
    return text ? OrderedJson(*text) : OrderedJson();
}

OrderedJson usageOf(const Usage &usage)
{
    OrderedJson json;
    json["prompt_tokens"] = usage.promptTokens;
    json["completion_tokens"] = usage.completionTokens;
    json["total_tokens"] = static_cast<std::int64_t>(usage.promptTokens) + usage.completionTokens;
    return json;
}

OrderedJson headOf(const Answer &answer, const char *object)
{
    OrderedJson json;
    json["id"] = answer.id;
    json["object"] = object;
    json["created"] = answer.created;
    json["model"] = answer.model;
    json["choices"] = OrderedJson::array();
    return json;
}

// In a stream the piece with the numbers has them, all others null, and only if they were asked for.
void writeStreamUsage(const Answer &piece, bool usageAsked, OrderedJson &json)
{
    if (usageAsked)
        json["usage"] = piece.usage ? usageOf(*piece.usage) : OrderedJson();
}

OrderedJson completionHead(const Answer &answer)
{
    OrderedJson json = headOf(answer, "text_completion");
    for (const AnswerChoice &choice : answer.choices) {
        OrderedJson item;
        item["text"] = choice.text;
        item["index"] = choice.index;
        item["logprobs"] = completionLogprobs(choice.logprobs);
        item["finish_reason"] = orNull(choice.finishReason);
        json["choices"].push_back(std::move(item));
    }
    return json;
}

Result<Json> parseAnswer(std::string_view body)
{
    Result<Json> json = parseObject(body, "server's answer");
    if (!json)
        return json;
    // An error after the stream has begun comes as a piece of it.
    if (memberOf(*json, "error"))
        return tl::unexpected(parseError(500, body));
    const Json *choices = memberOf(*json, "choices");
    if (!(choices && choices->is_array()) && !memberOf(*json, "usage"))
        return fail(ErrorKind::InvalidInput, "The server's answer has no choices.", {}, "choices");
    return json;
}

template <class ReadText> Answer answerOf(const Json &json, ReadText readText)
{
    Answer answer;
    answer.id = textOr(json, "id");
    answer.created = optionalTime(json, "created").value_or(0);
    answer.model = textOr(json, "model");
    if (const Json *usage = memberOf(json, "usage"); usage && usage->is_object())
        answer.usage = Usage{smallInteger(*usage, "prompt_tokens"), smallInteger(*usage, "completion_tokens")};
    const Json *choices = memberOf(json, "choices");
    if (!choices || !choices->is_array())
        return answer;
    for (const Json &item : *choices) {
        if (!item.is_object())
            continue;
        AnswerChoice choice;
        choice.index = smallInteger(item, "index", static_cast<int>(answer.choices.size()));
        choice.finishReason = optionalText(item, "finish_reason");
        readText(item, choice);
        answer.choices.push_back(std::move(choice));
    }
    return answer;
}

// A text, null beside tool calls, or (some servers) a list of text parts.
std::string contentOf(const Json &message)
{
    const Json *content = memberOf(message, "content");
    if (!content || !content->is_array())
        return textOr(message, "content");
    std::string text;
    for (const Json &part : *content)
        text += textOr(part, "text");
    return text;
}

} // namespace

std::string completionJson(const Answer &answer)
{
    OrderedJson json = completionHead(answer);
    if (answer.usage)
        json["usage"] = usageOf(*answer.usage);
    return dumpAscii(json);
}

std::string completionChunkJson(const Answer &piece, bool usageAsked)
{
    OrderedJson json = completionHead(piece);
    writeStreamUsage(piece, usageAsked, json);
    return dumpAscii(json);
}

std::string chatJson(const Answer &answer)
{
    OrderedJson json = headOf(answer, "chat.completion");
    for (const AnswerChoice &choice : answer.choices) {
        OrderedJson item;
        item["index"] = choice.index;
        item["message"] = {{"role", "assistant"}, {"content", choice.text}, {"refusal", nullptr}};
        item["logprobs"] = chatLogprobs(choice.logprobs);
        item["finish_reason"] = orNull(choice.finishReason);
        json["choices"].push_back(std::move(item));
    }
    if (answer.usage)
        json["usage"] = usageOf(*answer.usage);
    return dumpAscii(json);
}

std::string chatChunkJson(const Answer &piece, bool usageAsked, bool first)
{
    OrderedJson json = headOf(piece, "chat.completion.chunk");
    for (const AnswerChoice &choice : piece.choices) {
        OrderedJson delta = OrderedJson::object();
        if (first)
            delta["role"] = "assistant";
        // The last piece, which only tells why it ended, has an empty delta.
        if (first || !choice.text.empty() || !choice.finishReason)
            delta["content"] = choice.text;
        OrderedJson item;
        item["index"] = choice.index;
        item["delta"] = std::move(delta);
        item["logprobs"] = chatLogprobs(choice.logprobs);
        item["finish_reason"] = orNull(choice.finishReason);
        json["choices"].push_back(std::move(item));
    }
    writeStreamUsage(piece, usageAsked, json);
    return dumpAscii(json);
}

Result<Answer> parseCompletion(std::string_view body)
{
    const Result<Json> json = parseAnswer(body);
    if (!json)
        return tl::unexpected(json.error());
    return answerOf(*json, [](const Json &item, AnswerChoice &choice) {
        choice.text = textOr(item, "text");
        if (const Json *logprobs = memberOf(item, "logprobs"))
            choice.logprobs = readCompletionLogprobs(*logprobs);
    });
}

Result<Answer> parseChat(std::string_view body)
{
    const Result<Json> json = parseAnswer(body);
    if (!json)
        return tl::unexpected(json.error());
    return answerOf(*json, [](const Json &item, AnswerChoice &choice) {
        const Json *message = memberOf(item, "message");
        if (!message)
            message = memberOf(item, "delta");
        if (message)
            choice.text = contentOf(*message);
        if (const Json *logprobs = memberOf(item, "logprobs"))
            choice.logprobs = readChatLogprobs(*logprobs);
    });
}

} // namespace onsa
