// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example_reader.h"

#include "core/json_fault.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
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

    std::array<std::string_view, 8> few; // as nearly all objects have; more go into `many`
    std::vector<std::string_view> many;
    std::size_t count = 0;
    std::optional<std::string_view> twice;
    for (const dom::key_value_pair member : object) {
        if (count < few.size()) {
            if (std::find(few.begin(), few.begin() + static_cast<std::ptrdiff_t>(count), member.key)
                != few.begin() + static_cast<std::ptrdiff_t>(count))
                twice = member.key;
            few[count] = member.key;
        } else {
            if (many.empty())
                many.assign(few.begin(), few.end());
            many.push_back(member.key);
        }
        ++count;
        if (!member.value.is_string())
            findDuplicateKeys(member.value, field.empty() ? std::string(member.key) : field, reading);
    }
    if (!many.empty()) {
        std::sort(many.begin(), many.end());
        const auto same = std::adjacent_find(many.begin(), many.end());
        if (same != many.end())
            twice = *same;
    }
    if (!twice)
        return;
    report(reading, "duplicate_key", field.empty() ? std::string(*twice) : field,
           "The member \"" + std::string(*twice) + "\" is there twice; only one of them would be used.");
    reading.issues.back().fix = Fix::DropDuplicateKey;
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
    else {
        report(reading, "wrong_type", name,
               "The " + name + " must be a text, but it is " + std::string(kindOf(*value)) + ".");
        if (value->is_number())
            reading.issues.back().fix = Fix::NumberToText;
    }
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

bool isJson(std::string_view text)
{
    dom::parser parser;
    return !text.empty() && parser.parse(text.data(), text.size()).error() == simdjson::SUCCESS;
}

void readCall(const dom::element &call, MessageShape &shape)
{
    std::string_view id, arguments;
    if (call["id"].get(id) == simdjson::SUCCESS)
        shape.calls.emplace_back(id);
    if (call["function"]["arguments"].get(arguments) == simdjson::SUCCESS && !isJson(arguments))
        shape.brokenArguments = true;
}

MessageShape shapeOf(const dom::object &message)
{
    constexpr std::array<std::string_view, 12> known{
        "role",         "content", "weight", "name",        "tool_calls",        "function_call",
        "tool_call_id", "refusal", "audio",  "annotations", "reasoning_content", "parsed"};
    MessageShape shape;
    for (const dom::key_value_pair member : message) {
        if (member.key == "tool_calls" || member.key == "function_call") {
            shape.answersByCall = shape.answersByCall || !member.value.is_null();
            dom::array calls;
            if (member.value.get(calls) == simdjson::SUCCESS)
                for (const dom::element call : calls)
                    readCall(call, shape);
        } else if (member.key == "tool_call_id") {
            std::string_view id;
            if (member.value.get(id) == simdjson::SUCCESS)
                shape.answers = id;
        } else if (shape.unknownKey.empty() && std::find(known.begin(), known.end(), member.key) == known.end()) {
            shape.unknownKey = member.key;
        }
    }
    return shape;
}

void readContent(const dom::object &json, const std::string &place, std::size_t index, Message &message,
                 ExampleReading &reading)
{
    const std::optional<dom::element> value = memberOf(json, "content");
    const std::string field = place + ".content";
    std::string_view text;
    if (!value || value->is_null()) {
        if (!reading.shapes.back().answersByCall)
            report(reading, "missing_content", field, messageName(index) + " has no content.");
    } else if (value->get(text) == simdjson::SUCCESS) {
        message.content = text;
    } else if (!readParts(*value, message.content)) {
        report(reading, "wrong_type", field,
               "The content of message " + std::to_string(index + 1)
                   + " must be a text or a list of text parts; images and other parts cannot be trained on here.");
    }
}

void readWeight(const dom::object &json, const std::string &place, std::size_t index, Message &message,
                ExampleReading &reading)
{
    const std::optional<dom::element> value = memberOf(json, "weight");
    if (!value || value->is_null())
        return;
    double weight = -1;
    if (value->is_number() && value->get(weight) == simdjson::SUCCESS && (weight == 0 || weight == 1))
        message.weight = static_cast<int>(weight);
    else
        report(reading, "invalid_weight", place + ".weight",
               "The weight of message " + std::to_string(index + 1) + " must be 0 or 1.");
}

// `place` names the message: "messages[2]", "chosen[0]".
Message readMessage(const dom::element &item, const std::string &place, std::size_t index, ExampleReading &reading)
{
    Message message;
    reading.shapes.emplace_back();
    dom::object json;
    if (item.get(json) != simdjson::SUCCESS) {
        report(reading, "wrong_type", place, messageName(index) + " must be an object with a role and a content.");
        return message;
    }
    reading.shapes.back() = shapeOf(json);

    const std::optional<dom::element> role = memberOf(json, "role");
    std::string_view word;
    if (!role) {
        report(reading, "unknown_role", place + ".role", messageName(index) + " has no role.");
        if (memberOf(json, "from"))
            reading.issues.back().fix = Fix::WrapMessages;
    } else if (role->get(word) == simdjson::SUCCESS) {
        message.role = word;
    } else {
        report(reading, "wrong_type", place + ".role",
               "The role of message " + std::to_string(index + 1) + " must be a text.");
    }
    readContent(json, place, index, message, reading);
    readWeight(json, place, index, message, reading);
    return message;
}

std::vector<Message> readMessages(const dom::element &value, const std::string &name, ExampleReading &reading)
{
    std::vector<Message> read;
    dom::array messages;
    if (value.get(messages) != simdjson::SUCCESS) {
        report(reading, "wrong_type", name,
               "The " + name + " must be a list, but they are " + std::string(kindOf(value)) + ".");
        return read;
    }
    for (const dom::element item : messages) {
        const std::string place = name + "[" + std::to_string(read.size()) + "]";
        read.push_back(readMessage(item, place, read.size(), reading));
    }
    return read;
}

// One side of a preference: a list of messages, or its text alone.
std::vector<Message> readAnswer(const dom::object &row, std::initializer_list<std::string_view> keys,
                                const std::string &name, ExampleReading &reading)
{
    std::optional<dom::element> value;
    for (const std::string_view key : keys)
        if (!value)
            value = memberOf(row, key);
    if (!value) {
        report(reading, "empty_answer", name, "This row has no " + name + " answer.");
        return {};
    }
    const std::size_t shapes = reading.shapes.size();
    std::vector<Message> answer;
    if (std::string_view text; value->get(text) == simdjson::SUCCESS)
        answer.push_back({"assistant", std::string(text), {}});
    else
        answer = readMessages(*value, name, reading);
    reading.shapes.resize(shapes);
    return answer;
}

// Lists that hold the whole conversation begin with the same messages: those are the question.
void splitOffQuestion(Example &example, ExampleReading &reading)
{
    auto &chosen = example.chosen, &rejected = example.rejected;
    const std::size_t most = std::min(chosen.size(), rejected.size());
    std::size_t same = 0;
    while (same + 1 < most && chosen[same] == rejected[same])
        ++same;
    reading.promptsDiffer = chosen.size() - same > 1 || rejected.size() - same > 1;
    example.messages.assign(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(same));
    reading.shapes.resize(same);
    chosen.erase(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(same));
    rejected.erase(rejected.begin(), rejected.begin() + static_cast<std::ptrdiff_t>(same));
}

void readPreference(const dom::object &row, ExampleReading &reading)
{
    Example &example = reading.example;
    example.kind = ExampleKind::Preference;
    bool asked = false;
    if (const auto input = memberOf(row, "input")) {
        asked = true;
        dom::element messages;
        if ((*input)["messages"].get(messages) == simdjson::SUCCESS)
            example.messages = readMessages(messages, "messages", reading);
        else
            report(reading, "missing_messages", "input", "The input of this row has no messages.");
    } else if (const auto prompt = memberOf(row, "prompt")) {
        asked = true;
        std::string_view text;
        if (prompt->get(text) == simdjson::SUCCESS) {
            example.messages.push_back({"user", std::string(text), {}});
            reading.shapes.emplace_back();
        } else {
            example.messages = readMessages(*prompt, "messages", reading);
        }
    }
    example.chosen = readAnswer(row, {"preferred_output", "preferred_completion", "chosen"}, "chosen", reading);
    example.rejected =
        readAnswer(row, {"non_preferred_output", "non_preferred_completion", "rejected"}, "rejected", reading);
    if (!asked)
        splitOffQuestion(example, reading);
    for (const auto &[name, answer] : {std::pair("chosen", &example.chosen), std::pair("rejected", &example.rejected)})
        if (answer->empty() && reading.issues.empty())
            report(reading, "empty_answer", name, "The " + std::string(name) + " answer has no message.");
}

void readChat(const dom::element &messages, ExampleReading &reading)
{
    reading.example.kind = ExampleKind::Chat;
    reading.example.messages = readMessages(messages, "messages", reading);
    if (reading.example.messages.empty() && messages.is_array())
        report(reading, "missing_messages", "messages", "This chat has no messages.");
}

bool isPreference(const dom::object &row)
{
    return memberOf(row, "preferred_output") || memberOf(row, "preferred_completion")
        || memberOf(row, "non_preferred_output") || memberOf(row, "non_preferred_completion")
        || (memberOf(row, "chosen") && memberOf(row, "rejected"));
}

void findUnknownMember(const dom::object &row, ExampleReading &reading)
{
    constexpr std::array<std::string_view, 15> known{"prompt",
                                                     "completion",
                                                     "messages",
                                                     "tools",
                                                     "functions",
                                                     "parallel_tool_calls",
                                                     "input",
                                                     "chosen",
                                                     "rejected",
                                                     "preferred_output",
                                                     "preferred_completion",
                                                     "non_preferred_output",
                                                     "non_preferred_completion",
                                                     "system",
                                                     "response_format"};
    for (const dom::key_value_pair member : row)
        if (std::find(known.begin(), known.end(), member.key) == known.end()) {
            reading.unknownMember = member.key;
            return;
        }
}

// A row that has what is needed under another name.
void offerRenaming(const dom::object &row, ExampleReading &reading)
{
    bool wraps = memberOf(row, "conversations").has_value(), lowers = false;
    for (const dom::key_value_pair member : row) {
        std::string lower(member.key);
        for (char &c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        lowers = lowers || (lower != member.key && (lower == "prompt" || lower == "completion" || lower == "messages"));
    }
    for (Issue &issue : reading.issues)
        if (issue.id.starts_with("missing_") && (wraps || lowers))
            issue.fix = wraps ? Fix::WrapMessages : Fix::LowerCaseKeys;
}

constexpr std::size_t keptBytes = 1U << 20U; // of a longer line the memory goes back after it

struct Parser {
    dom::parser parser;
    std::string bytes; // the line and the room behind it that simdjson wants

    simdjson::error_code parse(std::string_view line, dom::element &root)
    {
        bytes.assign(line);
        bytes.resize(line.size() + simdjson::SIMDJSON_PADDING);
        return parser.parse(bytes.data(), line.size(), false).get(root);
    }
};

ExampleReading readWith(Parser &parser, std::string_view line)
{
    ExampleReading reading;
    dom::element root;
    // An empty line, too, may come without an address.
    const auto code = line.empty() ? simdjson::EMPTY : parser.parse(line, root);
    if (code != simdjson::SUCCESS) {
        reading.issues.push_back(explainFault(line, code));
        return reading;
    }
    dom::object row;
    if (root.get(row) != simdjson::SUCCESS) {
        report(reading, "not_an_object", {},
               "A row must be a JSON object in braces, but this is " + std::string(kindOf(root)) + ".");
        if (root.is_array())
            reading.issues.back().fix = Fix::WrapMessages;
        return reading;
    }

    reading.isObject = true;
    if (isPreference(row)) {
        readPreference(row, reading);
    } else if (const std::optional<dom::element> messages = memberOf(row, "messages")) {
        readChat(*messages, reading);
    } else {
        readPairText(row, "prompt", reading.example.prompt, reading);
        readPairText(row, "completion", reading.example.completion, reading);
        if (!reading.issues.empty())
            offerRenaming(row, reading);
    }
    findDuplicateKeys(root, {}, reading);
    findUnknownMember(row, reading);
    return reading;
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
    if (line.size() > keptBytes) {
        Parser once;
        return readWith(once, line);
    }
    thread_local Parser parser;
    return readWith(parser, line);
}

} // namespace onsa
