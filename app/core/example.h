// SPDX-License-Identifier: GPL-3.0-or-later
// One training example: a line of a JSONL file as the editor shows it and as the trainer reads it.
// Formats: prompt/completion, chat and preference of the OpenAI fine-tuning guides; preference also as TRL writes it.
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct Message {
    std::string role; // system, developer, user, assistant, tool, function
    std::string content; // UTF-8; empty when the JSON value was null; text parts are joined
    std::optional<int> weight; // 0 or 1 on assistant messages; nothing = 1

    bool operator==(const Message &) const = default;
};

enum class ExampleKind { Pair, Chat, Preference };

struct Example {
    ExampleKind kind = ExampleKind::Pair;
    std::string prompt; // Pair only
    std::string completion; // Pair only
    std::vector<Message> messages; // Chat: all; Preference: what both answers follow
    std::vector<Message> chosen = {},
                         rejected = {}; // Preference only: the better and the worse answer, one message each

    bool operator==(const Example &) const = default;
};

// Reads one line (without its line end). Unknown members are allowed and ignored here.
// Errors: InvalidInput with a sentence and `param` = the member at fault; never throws.
Result<Example> parseExample(std::string_view line);

// Compact JSON of a new row, keys in the order of the guides, non-ASCII kept, no line end. Preference as OpenAI's:
// {"input":{"messages":[…]},"preferred_output":[…],"non_preferred_output":[…]}.
std::string printExample(const Example &example);

// Which text of a row an edit means.
struct TextField {
    // Chosen and Rejected: the last message of that answer. The prompt of a preference row that has one: Prompt.
    enum class Kind { Prompt, Completion, MessageContent, Chosen, Rejected } kind = Kind::Prompt;
    int message = 0; // index of the message, MessageContent only
};

// The row with one string value replaced and every other byte as it was. A missing member is appended.
// A row that is written in ASCII with \u escapes stays so.
Result<std::string> replaceText(std::string_view line, const TextField &field, std::string_view text);

} // namespace onsa
