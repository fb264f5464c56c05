// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example_reader.h"

#include "core/json_fault.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>

namespace onsa {

namespace {

namespace dom = simdjson::dom;

void report(ExampleReading &reading, std::string id, std::string field, std::string message)
{
    reading.issues.push_back({std::move(id), Severity::Error, std::move(field), std::move(message)});
}

std::optional<dom::element> memberOf(const dom::object &object, std::string_view key)
{
    dom::element value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS)
        return std::nullopt;
    return value;
}

std::string_view kindOf(const dom::element &value)
{
    switch (value.type()) {
    case dom::element_type::ARRAY:
        return "a list";
    case dom::element_type::OBJECT:
        return "an object";
    case dom::element_type::BOOL:
        return "true or false";
    case dom::element_type::NULL_VALUE:
        return "null";
    case dom::element_type::STRING:
        return "a text";
    default:
        return "a number";
    }
}

// The first key that is there twice, in this object or in one inside it. simdjson takes the first of two and most
// trainers the last: the editor and the training would see different texts.
// The recursion is as deep as the parser allows: 1024.
void findDuplicateKeys(const dom::element &value, const std::string &field, ExampleReading &reading)
{
    dom::array array;
    dom::object object;
    if (value.get(array) == simdjson::SUCCESS) {
        for (const dom::element item : array)
            if (!item.is_string())
                findDuplicateKeys(item, field, reading);
        return;
    }
    if (value.get(object) != simdjson::SUCCESS)
        return;

    std::vector<std::string_view> keys;
    for (const dom::key_value_pair member : object) {
        keys.push_back(member.key);
        if (!member.value.is_string())
            findDuplicateKeys(member.value, field.empty() ? std::string(member.key) : field, reading);
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end())
        report(reading, "duplicate_key", field.empty() ? std::string(*twice) : field,
               "The member \"" + std::string(*twice) + "\" is there twice; only one of them would be used.");
}

void readPairText(const dom::object &row, std::string_view key, std::string &text, ExampleReading &reading)
{
    const std::optional<dom::element> value = memberOf(row, key);
    const std::string name(key);
    std::string_view found;
    if (!value)
        report(reading, "missing_" + name, name, "This row has no " + name + ".");
    else if (value->get(found) == simdjson::SUCCESS)
        text = found;
    else
        report(reading, "wrong_type", name,
               "The " + name + " must be a text, but it is " + std::string(kindOf(*value)) + ".");
}

// A text, or a list of text parts that are read as one.
bool readParts(const dom::element &value, std::string &text)
{
    dom::array parts;
    if (value.get(parts) != simdjson::SUCCESS)
        return false;
    for (const dom::element part : parts) {
        std::string_view piece;
        if (part["text"].get(piece) != simdjson::SUCCESS)
            return false;
        text.append(piece);
    }
    return true;
}

bool hasCalls(const dom::object &message)
{
    const auto given = [&](std::string_view key) {
        const std::optional<dom::element> value = memberOf(message, key);
        return value && !value->is_null();
    };
    return given("tool_calls") || given("function_call");
}

void readContent(const dom::object &json, std::size_t index, Message &message, ExampleReading &reading)
{
    const std::optional<dom::element> value = memberOf(json, "content");
    const std::string field = messageField(index, "content");
    std::string_view text;
    if (!value || value->is_null()) {
        if (!reading.answersByCall.back())
            report(reading, "missing_content", field, messageName(index) + " has no content.");
    } else if (value->get(text) == simdjson::SUCCESS) {
        message.content = text;
    } else if (!readParts(*value, message.content)) {
        report(reading, "wrong_type", field,
               "The content of message " + std::to_string(index + 1)
                   + " must be a text or a list of text parts; images and other parts cannot be trained on here.");
    }
}

void readWeight(const dom::object &json, std::size_t index, Message &message, ExampleReading &reading)
{
    const std::optional<dom::element> value = memberOf(json, "weight");
    if (!value || value->is_null())
        return;
    double weight = -1;
    if (value->is_number() && value->get(weight) == simdjson::SUCCESS && (weight == 0 || weight == 1))
        message.weight = static_cast<int>(weight);
    else
        report(reading, "invalid_weight", messageField(index, "weight"),
               "The weight of message " + std::to_string(index + 1) + " must be 0 or 1.");
}

void readMessage(const dom::element &item, std::size_t index, ExampleReading &reading)
{
    Message &message = reading.example.messages.emplace_back();
    reading.answersByCall.push_back(false);
    dom::object json;
    if (item.get(json) != simdjson::SUCCESS) {
        report(reading, "wrong_type", messageField(index),
               messageName(index) + " must be an object with a role and a content.");
        return;
    }
    reading.answersByCall.back() = hasCalls(json);

    const std::optional<dom::element> role = memberOf(json, "role");
    std::string_view word;
    if (!role)
        report(reading, "unknown_role", messageField(index, "role"), messageName(index) + " has no role.");
    else if (role->get(word) == simdjson::SUCCESS)
        message.role = word;
    else
        report(reading, "wrong_type", messageField(index, "role"),
               "The role of message " + std::to_string(index + 1) + " must be a text.");
    readContent(json, index, message, reading);
    readWeight(json, index, message, reading);
}

void readMessages(const dom::element &value, ExampleReading &reading)
{
    dom::array messages;
    if (value.get(messages) != simdjson::SUCCESS)
        return report(reading, "wrong_type", "messages",
                      "The messages must be a list, but they are " + std::string(kindOf(value)) + ".");
    std::size_t index = 0;
    for (const dom::element item : messages)
        readMessage(item, index++, reading);
    if (index == 0)
        report(reading, "missing_messages", "messages", "This chat has no messages.");
}

} // namespace

std::string messageField(std::size_t index, std::string_view member)
{
    std::string field = "messages[" + std::to_string(index) + "]";
    if (!member.empty())
        field.append(".").append(member);
    return field;
}

std::string messageName(std::size_t index)
{
    return "Message " + std::to_string(index + 1);
}

ExampleReading readExample(std::string_view line)
{
    ExampleReading reading;
    dom::parser parser;
    dom::element root;
    // An empty line, too, may come without an address.
    const auto code = line.empty() ? simdjson::EMPTY : parser.parse(line.data(), line.size()).get(root);
    if (code != simdjson::SUCCESS) {
        reading.issues.push_back(explainFault(line, code));
        return reading;
    }
    dom::object row;
    if (root.get(row) != simdjson::SUCCESS) {
        report(reading, "not_an_object", {},
               "A row must be a JSON object in braces, but this is " + std::string(kindOf(root)) + ".");
        return reading;
    }

    reading.isObject = true;
    if (const std::optional<dom::element> messages = memberOf(row, "messages")) {
        reading.example.kind = ExampleKind::Chat;
        readMessages(*messages, reading);
    } else {
        readPairText(row, "prompt", reading.example.prompt, reading);
        readPairText(row, "completion", reading.example.completion, reading);
    }
    findDuplicateKeys(root, {}, reading);
    return reading;
}

} // namespace onsa
