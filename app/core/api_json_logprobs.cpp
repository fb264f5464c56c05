// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json_logprobs.h"

#include "core/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

constexpr double veryUnlikely = -9999.0;
constexpr std::string_view bytesPrefix = "bytes:";

double finite(double logprob)
{
    return std::isfinite(logprob) ? logprob : veryUnlikely;
}

std::string printToken(const std::string &token)
{
    if (isUtf8(token))
        return token;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(bytesPrefix);
    for (const char c : token) {
        const auto byte = static_cast<unsigned char>(c);
        text += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
    }
    return text;
}

std::string readToken(std::string text)
{
    if (!text.starts_with(bytesPrefix) || (text.size() - bytesPrefix.size()) % 4 != 0
        || text.size() == bytesPrefix.size())
        return text;
    std::string token;
    for (std::size_t at = bytesPrefix.size(); at < text.size(); at += 4) {
        unsigned byte = 0;
        const char *first = text.data() + at;
        const auto [end, error] = std::from_chars(first + 2, first + 4, byte, 16);
        if (first[0] != '\\' || first[1] != 'x' || error != std::errc() || end != first + 4)
            return text;
        token += static_cast<char>(byte);
    }
    return token;
}

OrderedJson chatToken(const std::string &token, double logprob)
{
    OrderedJson bytes = OrderedJson::array();
    for (const char c : token)
        bytes.push_back(static_cast<unsigned char>(c));
    OrderedJson json;
    json["token"] = repairUtf8(token);
    json["logprob"] = finite(logprob);
    json["bytes"] = std::move(bytes);
    return json;
}

std::string readChatToken(const Json &json)
{
    const Json *bytes = memberOf(json, "bytes");
    if (!bytes || !bytes->is_array())
        return textOr(json, "token");
    std::string token;
    for (const Json &byte : *bytes) {
        if (!byte.is_number_unsigned() || byte.get<std::uint64_t>() > 255)
            return textOr(json, "token");
        token += static_cast<char>(byte.get<unsigned char>());
    }
    return token;
}

// A list member of the object, or an empty list.
const Json &listOf(const Json &json, std::string_view key)
{
    static const Json none = Json::array();
    const Json *list = memberOf(json, key);
    return list && list->is_array() ? *list : none;
}

double numberOr(const Json &value, double otherwise)
{
    return value.is_number() ? value.get<double>() : otherwise;
}

} // namespace

OrderedJson completionLogprobs(const std::vector<TokenLogprob> &tokens)
{
    if (tokens.empty())
        return {};
    OrderedJson texts = OrderedJson::array(), numbers = OrderedJson::array(), tops = OrderedJson::array(),
                offsets = OrderedJson::array();
    bool anyTop = false;
    for (const TokenLogprob &token : tokens) {
        texts.push_back(printToken(token.token));
        numbers.push_back(std::isnan(token.logprob) ? OrderedJson() : OrderedJson(finite(token.logprob)));
        OrderedJson top = OrderedJson::object();
        for (const auto &[text, logprob] : token.top)
            top.emplace(printToken(text), finite(logprob)); // of two tokens with one text the better one stays
        tops.push_back(std::isnan(token.logprob) ? OrderedJson() : std::move(top));
        anyTop = anyTop || !token.top.empty();
        offsets.push_back(token.textOffset);
    }
    OrderedJson json;
    json["tokens"] = std::move(texts);
    json["token_logprobs"] = std::move(numbers);
    json["top_logprobs"] = anyTop ? std::move(tops) : OrderedJson();
    json["text_offset"] = std::move(offsets);
    return json;
}

OrderedJson chatLogprobs(const std::vector<TokenLogprob> &tokens)
{
    if (tokens.empty())
        return {};
    OrderedJson content = OrderedJson::array();
    for (const TokenLogprob &token : tokens) {
        OrderedJson item = chatToken(token.token, token.logprob);
        item["top_logprobs"] = OrderedJson::array();
        for (const auto &[text, logprob] : token.top)
            item["top_logprobs"].push_back(chatToken(text, logprob));
        content.push_back(std::move(item));
    }
    OrderedJson json;
    json["content"] = std::move(content);
    json["refusal"] = nullptr;
    return json;
}

std::vector<TokenLogprob> readCompletionLogprobs(const Json &json)
{
    std::vector<TokenLogprob> tokens;
    const Json &numbers = listOf(json, "token_logprobs"), &tops = listOf(json, "top_logprobs"),
               &offsets = listOf(json, "text_offset");
    for (const Json &text : listOf(json, "tokens")) {
        const std::size_t i = tokens.size();
        TokenLogprob token;
        token.token = text.is_string() ? readToken(text.get<std::string>()) : std::string();
        token.logprob = i < numbers.size() ? numberOr(numbers[i], std::nan("")) : std::nan("");
        if (i < offsets.size() && offsets[i].is_number_integer())
            token.textOffset = static_cast<int>(
                std::clamp<std::int64_t>(offsets[i].get<std::int64_t>(), 0, std::numeric_limits<int>::max()));
        if (i < tops.size() && tops[i].is_object())
            for (const auto &[key, value] : tops[i].items())
                token.top.emplace_back(readToken(key), numberOr(value, veryUnlikely));
        std::stable_sort(token.top.begin(), token.top.end(),
                         [](const auto &a, const auto &b) { return a.second > b.second; });
        tokens.push_back(std::move(token));
    }
    return tokens;
}

std::vector<TokenLogprob> readChatLogprobs(const Json &json)
{
    std::vector<TokenLogprob> tokens;
    for (const Json &item : listOf(json, "content")) {
        TokenLogprob token;
        token.token = readChatToken(item);
        token.logprob = optionalNumber(item, "logprob").value_or(veryUnlikely);
        for (const Json &other : listOf(item, "top_logprobs"))
            token.top.emplace_back(readChatToken(other), optionalNumber(other, "logprob").value_or(veryUnlikely));
        tokens.push_back(std::move(token));
    }
    return tokens;
}

} // namespace onsa
