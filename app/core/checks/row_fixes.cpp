// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/row_fixes.h"

#include "core/checks/chat_rules.h"
#include "core/checks/line_repair.h"
#include "core/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace onsa {

namespace {

using Json = nlohmann::ordered_json;

bool readable(const std::string &line)
{
    simdjson::dom::parser parser;
    return parser.parse(line).error() == simdjson::SUCCESS;
}

std::string replacedRange(std::string_view line, ByteRange range, std::string_view piece)
{
    return std::string(line.substr(0, range.first)).append(piece).append(line.substr(range.last));
}

std::optional<FixedRow> one(std::string line, std::string_view before)
{
    return line != before && readable(line) ? std::optional(FixedRow{std::move(line)}) : std::nullopt;
}

std::optional<FixedRow> splitValues(std::string_view line)
{
    FixedRow rows;
    for (std::size_t at = line.find_first_not_of(" \t\r,"); at != std::string_view::npos && at < line.size();) {
        const ByteRange value = valueIn(line.substr(at));
        if (value.last == 0)
            return std::nullopt;
        rows.emplace_back(line.substr(at, value.last));
        if (!readable(rows.back()))
            return std::nullopt;
        at = line.find_first_not_of(" \t\r,", at + value.last);
    }
    return rows.size() > 1 ? std::optional(std::move(rows)) : std::nullopt;
}

std::optional<FixedRow> numbersToTexts(std::string_view line)
{
    std::string out(line);
    for (const std::string_view key : {"prompt", "completion"}) {
        for (const JsonMember &member : membersIn(out, valueIn(out))) {
            const char first = out[member.value.first];
            if (member.key != key || !(first == '-' || (first >= '0' && first <= '9')))
                continue;
            std::string text;
            appendJsonString(text, member.value.in(out));
            out = replacedRange(out, member.value, text);
            break;
        }
    }
    return one(out, line);
}

// Drops the second member when both hold the same bytes, in the row and in its messages.
std::optional<FixedRow> dropTwins(std::string_view line)
{
    const auto dropIn = [](std::string &text, ByteRange object) {
        const std::vector<JsonMember> members = membersIn(text, object);
        for (std::size_t i = 1; i < members.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (members[k].key == members[i].key && members[k].value.in(text) == members[i].value.in(text)) {
                    text.erase(members[i - 1].value.last, members[i].value.last - members[i - 1].value.last);
                    return true;
                }
        return false;
    };
    std::string out(line);
    while (dropIn(out, valueIn(out))) { }
    for (bool again = true; again;) {
        again = false;
        for (const JsonMember &member : membersIn(out, valueIn(out)))
            for (const ByteRange item : elementsIn(out, member.value))
                if (!again)
                    again = dropIn(out, item);
    }
    return one(out, line);
}

std::optional<FixedRow> lowerCaseKeys(std::string_view line)
{
    std::string out(line);
    const std::vector<JsonMember> members = membersIn(out, valueIn(out));
    for (const JsonMember &member : members) {
        std::string lower = member.key;
        for (char &c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        const bool wanted = lower == "prompt" || lower == "completion" || lower == "messages";
        const bool taken = std::any_of(members.begin(), members.end(), [&](const auto &m) { return m.key == lower; });
        if (!wanted || lower == member.key || taken)
            continue;
        const std::size_t at = out.rfind("\"" + member.key + "\"", member.value.first);
        if (at != std::string::npos)
            out.replace(at + 1, lower.size(), lower);
    }
    return one(out, line);
}

std::string printed(const Json &json, std::string_view before)
{
    const JsonSpacing spacing = spacingOf(before);
    const std::string compact = json.dump(-1, ' ', stringStyleOf(before).ascii, Json::error_handler_t::replace);
    if (spacing.colon == ":")
        return compact;
    std::string out; // the row's own habit of a space behind : and ,
    bool inText = false;
    for (std::size_t i = 0; i < compact.size(); ++i) {
        out += compact[i];
        if (compact[i] == '\\' && inText)
            out += compact[++i];
        else if (compact[i] == '"')
            inText = !inText;
        else if (!inText && (compact[i] == ':' || compact[i] == ','))
            out += ' ';
    }
    return out;
}

// A list of messages, from {"from": "human", "value": …} or as they are.
std::optional<Json> messagesFrom(const Json &list)
{
    if (!list.is_array() || list.empty())
        return std::nullopt;
    Json messages = Json::array();
    for (const Json &item : list) {
        if (!item.is_object())
            return std::nullopt;
        Json message = item;
        if (item.contains("from") && item.contains("value") && item["from"].is_string()) {
            const std::string role = item["from"].get<std::string>();
            const std::string_view meant = roleMeantBy(role);
            message = Json{{"role", meant.empty() ? role : std::string(meant)}, {"content", item["value"]}};
        }
        messages.push_back(std::move(message));
    }
    return messages;
}

std::optional<FixedRow> wrapMessages(const Json &row, std::string_view line)
{
    if (row.is_array()) {
        const auto messages = messagesFrom(row);
        return messages ? one(printed(Json{{"messages", *messages}}, line), line) : std::nullopt;
    }
    const char *const name = row.contains("conversations") ? "conversations" : "messages";
    const auto messages = row.is_object() && row.contains(name) ? messagesFrom(row[name]) : std::nullopt;
    if (!messages)
        return std::nullopt;
    Json out = Json::object();
    for (const auto &[key, value] : row.items()) {
        if (key == name)
            out["messages"] = *messages;
        else
            out[key] = value;
    }
    return one(printed(out, line), line);
}

bool isSystem(const Json &message)
{
    return message.is_object() && (message.value("role", "") == "system" || message.value("role", "") == "developer");
}

bool mayJoin(const Json &a, const Json &b)
{
    const auto plain = [](const Json &m) {
        return m.is_object() && m.contains("content") && m["content"].is_string() && !m.contains("tool_calls")
            && !m.contains("function_call") && m.contains("role") && m["role"].is_string();
    };
    return plain(a) && plain(b) && a["role"] == b["role"] && (a["role"] == "user" || a["role"] == "assistant");
}

void mergeSame(Json &messages)
{
    Json out = Json::array();
    for (Json &message : messages) {
        if (!out.empty() && mayJoin(out.back(), message))
            out.back()["content"] =
                out.back()["content"].get<std::string>() + "\n\n" + message["content"].get<std::string>();
        else
            out.push_back(std::move(message));
    }
    messages = std::move(out);
}

void systemFirst(Json &messages)
{
    Json first = Json::array(), rest = Json::array();
    for (Json &message : messages)
        (isSystem(message) ? first : rest).push_back(std::move(message));
    Json out = Json::array();
    for (Json &message : first) { // more than one become one
        if (!out.empty() && message.value("content", Json()).is_string() && out[0].value("content", Json()).is_string())
            out[0]["content"] = out[0]["content"].get<std::string>() + "\n\n" + message["content"].get<std::string>();
        else
            out.push_back(std::move(message));
    }
    for (Json &message : rest)
        out.push_back(std::move(message));
    messages = std::move(out);
}

void cutAfterAssistant(Json &messages)
{
    std::size_t keep = 0;
    for (std::size_t i = 0; i < messages.size(); ++i)
        if (messages[i].is_object() && messages[i].value("role", "") == "assistant")
            keep = i + 1;
    if (keep > 0)
        messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(keep), messages.end());
}

void mapRoles(Json &messages)
{
    for (Json &message : messages) {
        if (!message.is_object() || !message.contains("role") || !message["role"].is_string())
            continue;
        const std::string role = message["role"].get<std::string>();
        if (!isKnownRole(role) && !roleMeantBy(role).empty())
            message["role"] = std::string(roleMeantBy(role));
    }
}

void dropKeys(Json &messages)
{
    for (std::size_t i = 0; i < messages.size(); ++i) {
        ExampleReading reading;
        for (bool again = messages[i].is_object(); again;) {
            reading = readExample(
                Json{{"messages", Json::array({messages[i]})}}.dump(-1, ' ', false, Json::error_handler_t::replace));
            again = !reading.shapes.empty() && !reading.shapes[0].unknownKey.empty()
                && messages[i].erase(reading.shapes[0].unknownKey) > 0;
        }
    }
}

std::optional<FixedRow> fixMessages(std::string_view line, Fix fix)
{
    Json row = Json::parse(line, nullptr, false);
    if (fix == Fix::WrapMessages)
        return row.is_discarded() ? std::nullopt : wrapMessages(row, line);
    if (!row.is_object())
        return std::nullopt;
    Json *messages = row.contains("messages") ? &row["messages"] : nullptr;
    if (!messages && row.contains("input") && row["input"].is_object() && row["input"].contains("messages"))
        messages = &row["input"]["messages"];
    if (!messages || !messages->is_array())
        return std::nullopt;
    const Json before = *messages;
    if (fix == Fix::MergeSameRoles)
        mergeSame(*messages);
    else if (fix == Fix::SystemFirst)
        systemFirst(*messages);
    else if (fix == Fix::CutAfterAssistant)
        cutAfterAssistant(*messages);
    else if (fix == Fix::MapRoles)
        mapRoles(*messages);
    else
        dropKeys(*messages);
    if (*messages == before)
        return std::nullopt;
    // Every byte outside the list stays.
    std::string out(line);
    ByteRange object = valueIn(out);
    for (const JsonMember &member : membersIn(out, object))
        if (member.key == "input")
            object = member.value;
    for (const ByteRange place : {valueIn(out), object})
        for (const JsonMember &member : membersIn(out, place))
            if (member.key == "messages")
                return one(replacedRange(out, member.value, printed(*messages, line)), line);
    return std::nullopt;
}

} // namespace

std::optional<FixedRow> fixStructure(std::string_view line, Fix fix)
{
    switch (fix) {
    case Fix::RemoveControls: {
        // In a text it is the text's fix; a raw zero byte makes the line unreadable.
        if (line.find('\0') == std::string_view::npos)
            return std::nullopt;
        [[fallthrough]];
    }
    case Fix::RepairJson:
    case Fix::RepairBytes:
    case Fix::RepairSurrogates: {
        auto repaired = repairedLine(line);
        return repaired ? one(std::move(*repaired), line) : std::nullopt;
    }
    case Fix::NumberToText: {
        if (auto row = numbersToTexts(line))
            return row;
        auto repaired = repairedLine(line);
        return repaired ? one(std::move(*repaired), line) : std::nullopt;
    }
    case Fix::SplitValues:
        return splitValues(line);
    case Fix::DropDuplicateKey:
        return dropTwins(line);
    case Fix::LowerCaseKeys:
        return lowerCaseKeys(line);
    case Fix::WrapMessages:
    case Fix::MergeSameRoles:
    case Fix::SystemFirst:
    case Fix::CutAfterAssistant:
    case Fix::MapRoles:
    case Fix::DropMessageKey:
        return fixMessages(line, fix);
    default:
        return std::nullopt;
    }
}

} // namespace onsa
