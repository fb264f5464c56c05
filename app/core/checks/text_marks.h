// SPDX-License-Identifier: GPL-3.0-or-later
// Marks in a text that do not belong into what a model learns: control tokens, tags, escapes, unclosed brackets, role
// names at the start. Where they are, and the text without them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace onsa {

struct TextPart {
    std::size_t first = 0, last = 0; // bytes [first, last)
};

// <|im_end|>, </s>, [INST]: what some model family reserves.
std::optional<TextPart> findSpecialToken(std::string_view text, std::size_t from = 0);
std::string withoutSpecialTokens(std::string_view text);

// <br>, </p>, &nbsp;: not in a text with code in it.
std::optional<TextPart> findMarkup(std::string_view text, std::size_t from = 0);
std::string withoutMarkup(std::string_view text); // a line break for <br> and </p>; entities decoded once

// The two characters \n, or \u3042: escaped once too often. Not in code.
std::optional<TextPart> findLiteralEscape(std::string_view text);
std::string unescapedOnce(std::string_view text);

// {{name}}, <your name here>
std::optional<TextPart> findPlaceholder(std::string_view text);

// A bracket or a code fence that is opened and not closed, or closed and not opened.
std::optional<TextPart> findUnbalanced(std::string_view text);

// "Assistant: " or "回答：" at the start; its length in bytes, 0 = none.
std::size_t rolePrefixOf(std::string_view text);

// A piece of ten characters that covers more than 30 % of the text, or one line five times; where it starts for the
// second time.
std::optional<TextPart> findRepetition(std::string_view text);
std::string withoutRepetition(std::string_view text); // up to the end of the first occurrence

bool hasCode(std::string_view text); // a code fence, or lines as of a program

} // namespace onsa
