// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_check.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>

namespace onsa {

namespace {

bool between(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

// Bidirectional overrides, zero-width and tag characters, non-characters. Not in the list, because they are right
// where they are: the joiners of emoji and Indic text (U+200C, U+200D), direction marks (U+200E, U+200F), variation
// selectors, which tell apart the kanji of names.
bool isInvisible(char32_t c)
{
    return c == 0x00AD || c == 0x200B || between(c, 0x202A, 0x202E) || between(c, 0x2060, 0x2064)
        || between(c, 0x2066, 0x2069) || c == 0xFEFF || between(c, 0xFFF9, 0xFFFB) || between(c, 0xE0000, 0xE007F)
        || between(c, 0xFDD0, 0xFDEF) || (c & 0xFFFEU) == 0xFFFEU;
}

bool isControl(char32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\0') || between(c, 0x7F, 0x9F);
}

std::size_t countOf(std::string_view text, std::string_view piece, std::size_t enough)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(piece); at != std::string_view::npos && count < enough;
         at = text.find(piece, at + piece.size()))
        ++count;
    return count;
}

// UTF-8 that somebody read as CP932 or as Latin-1. One hit may be chance, two hardly.
bool looksMisread(std::string_view text)
{
    constexpr std::array<std::string_view, 9> signatures{"縺", "繧", "譁", "蜷", "荳", "Ã©", "Ã¼", "â€", "ã‚"};
    std::size_t hits = 0;
    for (const std::string_view signature : signatures)
        hits += countOf(text, signature, 2);
    return hits >= 2;
}

bool isTokenLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ' '
        || c == '-';
}

// The first text that some model family reserves as a control token.
std::string_view specialTokenIn(std::string_view text)
{
    constexpr std::array<std::string_view, 8> fixed{"<s>",           "</s>",   "<bos>",  "<eos>", "<start_of_turn>",
                                                    "<end_of_turn>", "[INST]", "[/INST]"};
    for (const std::string_view token : fixed)
        if (text.find(token) != std::string_view::npos)
            return token;
    for (std::size_t at = text.find("<|"); at != std::string_view::npos; at = text.find("<|", at + 2)) {
        std::size_t end = at + 2;
        while (end < text.size() && end - at < 64 && isTokenLetter(text[end]))
            ++end;
        if (end > at + 2 && text.substr(end, 2) == "|>")
            return text.substr(at, end + 2 - at);
    }
    return {};
}

// The separators that the guides of 2023 put at the end of a prompt; their line breaks are meant.
bool endsWithSeparator(std::string_view prompt)
{
    const std::size_t end = prompt.find_last_not_of('\n');
    if (end == std::string_view::npos || end + 1 == prompt.size())
        return false;
    const std::string_view body = prompt.substr(0, end + 1);
    constexpr std::array<std::string_view, 5> marks{"###", "===", "---", "==>", "-->"};
    return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return body.ends_with(mark); });
}

bool hasStraySpace(std::string_view text, TextRole role)
{
    if (role == TextRole::Completion) {
        // One space in front and one line break behind were the advice for completions in 2023.
        if (text.starts_with(' '))
            text.remove_prefix(1);
        if (text.ends_with('\n'))
            text.remove_suffix(1);
    }
    if (text.empty())
        return false;
    if (isWhiteSpace(codePointAt(text, 0).value))
        return true;
    return isWhiteSpace(codePointAt(text, previousCodePoint(text, text.size())).value)
        && !(role == TextRole::Prompt && endsWithSeparator(text));
}

} // namespace

bool isBlank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const bool joiner = between(point.value, 0x200C, 0x200F) || between(point.value, 0xFE00, 0xFE0F);
        if (!isWhiteSpace(point.value) && !isInvisible(point.value) && !joiner)
            return false;
        at += point.bytes;
    }
    return true;
}

void checkText(std::string_view text, const CheckedText &what, std::vector<Issue> &issues)
{
    bool control = false, invisible = false, replaced = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        control = control || isControl(point.value);
        invisible = invisible || isInvisible(point.value);
        replaced = replaced || point.value == 0xFFFD;
        at += point.bytes;
    }
    const auto warn = [&](std::string id, const std::string &rest) {
        issues.push_back({std::move(id), Severity::Warning, what.field, what.name + rest});
    };
    if (text.find('\0') != std::string_view::npos)
        issues.push_back({"nul_character", Severity::Error, what.field, what.name + " contains a NUL character."});
    if (control)
        warn("control_character", " contains a control character that cannot be seen.");
    if (invisible)
        warn("invisible_character", " contains an invisible character, such as a zero-width space.");
    if (replaced)
        warn("garbled_text", " contains the replacement character U+FFFD; some of the original text was lost.");
    else if (looksMisread(text))
        warn("garbled_text", " looks as if it was read in the wrong character encoding.");
    if (const std::string_view token = specialTokenIn(text); !token.empty())
        warn("special_token", " contains " + std::string(token) + ", which models use as a control token.");
    if (hasStraySpace(text, what.role))
        warn("surrounding_space", " starts or ends with white space.");
}

} // namespace onsa
