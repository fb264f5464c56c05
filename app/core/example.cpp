// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example.h"

#include "core/example_reader.h"
#include "core/json_text.h"

#include <algorithm>

namespace onsa {

namespace {

void appendMessages(std::string &out, const std::vector<Message> &messages)
{
    out += '[';
    for (const Message &message : messages) {
        if (&message != messages.data())
            out += ',';
        out += "{\"role\":";
        appendJsonString(out, message.role);
        out += ",\"content\":";
        appendJsonString(out, message.content);
        if (message.weight)
            out += ",\"weight\":" + std::to_string(*message.weight);
        out += '}';
    }
    out += ']';
}

} // namespace

Result<Example> parseExample(std::string_view line)
{
    ExampleReading reading = readExample(line);
    // A key that is there twice still reads as an example: checkLine reports it, and here the first one counts.
    const auto fault = std::find_if(reading.issues.begin(), reading.issues.end(),
                                    [](const Issue &issue) { return issue.id != "duplicate_key"; });
    if (fault != reading.issues.end())
        return fail(ErrorKind::InvalidInput, fault->message, fault->id, fault->field);
    return std::move(reading.example);
}

std::string printExample(const Example &example)
{
    std::string out = "{";
    if (example.kind == ExampleKind::Pair) {
        out += "\"prompt\":";
        appendJsonString(out, example.prompt);
        out += ",\"completion\":";
        appendJsonString(out, example.completion);
        out += '}';
        return out;
    }
    if (example.kind == ExampleKind::Chat) {
        out += "\"messages\":";
        appendMessages(out, example.messages);
    } else {
        out += "\"input\":{\"messages\":";
        appendMessages(out, example.messages);
        out += "},\"preferred_output\":";
        appendMessages(out, example.chosen);
        out += ",\"non_preferred_output\":";
        appendMessages(out, example.rejected);
    }
    out += '}';
    return out;
}

} // namespace onsa
