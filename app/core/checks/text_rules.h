// SPDX-License-Identifier: GPL-3.0-or-later
// The rules about one text of a row (T2 to T8, T12, T14 to T19, T23 to T26), and about a question with its answer.
#pragma once

#include "core/checks/text_scan.h"
#include "core/example_check.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class TextRole { Prompt, Completion, Question, Answer, Context };

// Which text it is. The words are made when there is something to say: most texts are in order.
struct CheckedText {
    std::string_view field; // "prompt"
    std::string_view name; // as it starts a sentence: "The prompt"
    TextRole role = TextRole::Context;
    std::optional<std::size_t> message = {}; // of a conversation; then the two above are empty

    std::string fieldName() const; // "messages[2].content"
    std::string sentenceStart() const; // "Message 3"
};

// Appends the findings about a text that is not blank. `scan` is of this text.
void checkText(std::string_view text, const TextScan &scan, const CheckedText &what, std::vector<Issue> &issues);
// What only the two together show: another language, and an answer that repeats the question.
void checkAnswer(std::string_view question, const TextScan &asked, std::string_view answer, const TextScan &said,
                 const CheckedText &what, std::vector<Issue> &issues);

// One of the phrases of refusal in the first 120 characters.
bool isRefusal(std::string_view text);
// Ends as a sentence does: with terminal punctuation, a closing bracket or quotation mark.
bool endsWhole(std::string_view text);
// A prompt that ends with a separator of the guides of 2023: ###, ===, -->.
bool endsWithSeparator(std::string_view prompt);

enum class Script { Unknown, Japanese, Latin, Other };
Script scriptOf(const TextProfile &profile); // Unknown: fewer than 20 letters, or a mixture

} // namespace onsa
