// SPDX-License-Identifier: GPL-3.0-or-later
// One line of JSON read as far as it goes. What parseExample accepts and what checkLine says come from here, so that
// the editor and the trainer cannot disagree.
#pragma once

#include "core/example.h"
#include "core/example_check.h"

#include <string_view>
#include <vector>

namespace onsa {

// What a message has beside role, content and weight.
struct MessageShape {
    bool answersByCall = false; // tool calls stand in for the text
    std::vector<std::string> calls; // ids of its tool calls
    std::string answers; // the id of the call that a tool message answers
    std::string unknownKey; // the first that no service knows
    bool brokenArguments = false; // of a tool call: they are no JSON
};

struct ExampleReading {
    Example example; // what could be read; the rest is empty
    std::vector<Issue> issues; // any Error among them and the line is no example
    std::vector<MessageShape> shapes; // of example.messages
    std::string unknownMember; // the first of the row that no format knows
    bool promptsDiffer = false; // Preference: the answers follow different messages
    bool isObject = false; // false: there is nothing else to say about the line
};

ExampleReading readExample(std::string_view line);

std::string messageField(std::size_t index, std::string_view member = {}); // "messages[2].content"
std::string messageName(std::size_t index); // "Message 3"; people count from 1

} // namespace onsa
