// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt asks for, by the words of its last sentence, Japanese or English.
#pragma once

#include <string_view>

namespace onsa {

enum class QuestionType { Other, What, Which, How, HowMuch, Why, When, Where, Who, YesNo, Request };
QuestionType questionTypeOf(std::string_view prompt);
const char *nameOf(QuestionType type); // "how_much"

} // namespace onsa
