// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a row for people's eyes: indented JSON, tool calls as one line each.
#include "core/chat_edit.h"
#include "core/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace onsa {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t shownDepth = 64; // deeper data is shown as it is written

void appendIndented(std::string &out, std::string_view json, ByteRange range, std::size_t depth)
{
    const std::string_view token = range.in(json);
    if (token.starts_with('"')) {
        const Json text = Json::parse(token, nullptr, false);
        if (text.is_string())
            return appendJsonString(out, text.get_ref<const std::string &>());
    }
    const bool object = token.starts_with('{');
    if ((!object && !token.starts_with('[')) || depth > shownDepth) {
        out += token;
        return;
    }
    const auto members = membersIn(json, range);
    const auto items = elementsIn(json, range);
    const std::size_t count = object ? members.size() : items.size();
    out += object ? '{' : '[';
    for (std::size_t i = 0; i < count; ++i) {
        out += i == 0 ? "\n" : ",\n";
        out.append(2 * (depth + 1), ' ');
        if (object) {
            appendJsonString(out, members[i].key);
            out += ": ";
        }
        appendIndented(out, json, object ? members[i].value : items[i], depth + 1);
    }
    if (count > 0)
        out.append("\n").append(2 * depth, ' ');
    out += object ? '}' : ']';
}

std::string shortText(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json *memberOf(const Json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::string nameOf(const Json &function)
{
    const Json *name = memberOf(function, "name");
    return name && name->is_string() ? name->get<std::string>() : std::string("?");
}

// Arguments are JSON inside a text.
std::string argumentsOf(const Json &function)
{
    const Json *given = memberOf(function, "arguments");
    if (!given)
        return {};
    const Json inside = given->is_string() ? Json::parse(given->get<std::string>(), nullptr, false) : *given;
    if (!inside.is_object())
        return given->is_string() ? given->get<std::string>() : shortText(*given);
    std::string words;
    for (const auto &[key, value] : inside.items())
        words += (words.empty() ? "" : ", ") + key + ": " + shortText(value);
    return words;
}

} // namespace

std::string indentedJson(std::string_view json)
{
    std::string out;
    appendIndented(out, json, valueIn(json), 0);
    return out;
}

std::vector<std::string> toolCallWords(std::string_view toolCallsJson)
{
    const Json calls = Json::parse(toolCallsJson, nullptr, false);
    std::vector<std::string> words;
    if (calls.is_object()) // the older function_call
        return {nameOf(calls) + "(" + argumentsOf(calls) + ")"};
    if (!calls.is_array())
        return words;
    for (const Json &call : calls)
        if (const Json *function = memberOf(call, "function"))
            words.push_back(nameOf(*function) + "(" + argumentsOf(*function) + ")");
    return words;
}

std::vector<std::string> toolWords(std::string_view toolsJson)
{
    const Json tools = Json::parse(toolsJson, nullptr, false);
    std::vector<std::string> words;
    if (!tools.is_array())
        return words;
    for (const Json &tool : tools) {
        const Json *function = memberOf(tool, "function");
        const Json &described = function ? *function : tool;
        std::string line = nameOf(described) + "(";
        const Json *parameters = memberOf(described, "parameters");
        const Json *properties = parameters ? memberOf(*parameters, "properties") : nullptr;
        if (properties && properties->is_object())
            for (auto it = properties->begin(); it != properties->end(); ++it)
                line += (it == properties->begin() ? "" : ", ") + it.key();
        words.push_back(line + ")");
    }
    return words;
}

} // namespace onsa
