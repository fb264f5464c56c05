// SPDX-License-Identifier: GPL-3.0-or-later
// What may be wrong with one text of a row: characters that cannot be seen, and white space at its ends.
#pragma once

#include "core/example_check.h"

#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class TextRole { Prompt, Completion, Message };

struct CheckedText {
    std::string field; // "messages[2].content"
    std::string name; // as it starts a sentence: "The prompt", "Message 3"
    TextRole role = TextRole::Message;
};

// Nothing but white space and invisible characters.
bool isBlank(std::string_view text);
// Appends the findings about a text that is not blank.
void checkText(std::string_view text, const CheckedText &what, std::vector<Issue> &issues);

} // namespace onsa
