// SPDX-License-Identifier: GPL-3.0-or-later
// Where a text's sentences begin and end, as far as a rule needs it: Japanese and Latin punctuation and line ends.
#pragma once

#include "core/checks/text_marks.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

// Each with its punctuation and the closing brackets behind it, without the white space around. Any bytes.
std::vector<TextPart> sentencesOf(std::string_view text);

// Comparison forms of sentences.
using SentenceForms = std::set<std::string, std::less<>>;
// The text without its first and last sentences whose form is among these, as often as there is one. A text that would
// be empty keeps the rest. One space in front and line ends behind stay, as conventions of completions.
std::string withoutSentences(std::string_view text, const SentenceForms &forms);

} // namespace onsa
