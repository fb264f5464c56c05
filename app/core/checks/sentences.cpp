// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/sentences.h"

#include "core/checks/comparison_form.h"
#include "core/utf8.h"

namespace onsa {

namespace {

bool endsSentence(char32_t c)
{
    constexpr std::u32string_view ends = U"。！？!?．｡\n";
    return ends.find(c) != std::u32string_view::npos;
}

bool closes(char32_t c)
{
    constexpr std::u32string_view marks = U"。！？!?．｡.)]}\"'`）」』】］〉》”’";
    return marks.find(c) != std::u32string_view::npos;
}

// A full stop of Latin text ends a sentence before white space: not in 3.5, nor in example.com.
bool isLatinStop(std::string_view text, std::size_t at)
{
    return text[at] == '.' && (at + 1 == text.size() || isWhiteSpace(codePointAt(text, at + 1).value));
}

std::size_t skipWhite(std::string_view text, std::size_t at)
{
    while (at < text.size() && isWhiteSpace(codePointAt(text, at).value))
        at += codePointAt(text, at).bytes;
    return at;
}

std::size_t endWithoutWhite(std::string_view text, std::size_t first, std::size_t last)
{
    while (last > first && isWhiteSpace(codePointAt(text, previousCodePoint(text, last)).value))
        last = previousCodePoint(text, last);
    return last;
}

} // namespace

std::vector<TextPart> sentencesOf(std::string_view text)
{
    std::vector<TextPart> sentences;
    std::size_t first = skipWhite(text, 0);
    for (std::size_t at = first; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const bool ends = endsSentence(point.value) || isLatinStop(text, at);
        at += point.bytes;
        if (!ends)
            continue;
        while (point.value != U'\n' && at < text.size() && closes(codePointAt(text, at).value))
            at += codePointAt(text, at).bytes;
        if (const std::size_t last = endWithoutWhite(text, first, at); last > first)
            sentences.push_back({first, last});
        first = at = skipWhite(text, at);
    }
    if (const std::size_t last = endWithoutWhite(text, first, text.size()); last > first)
        sentences.push_back({first, last});
    return sentences;
}

std::string withoutSentences(std::string_view text, const SentenceForms &forms)
{
    const std::vector<TextPart> sentences = sentencesOf(text);
    const auto isOne = [&](const TextPart &part) {
        return forms.contains(cmp(text.substr(part.first, part.last - part.first)));
    };
    std::size_t begin = 0, end = sentences.size();
    while (end - begin > 1 && isOne(sentences[begin]))
        ++begin;
    while (end - begin > 1 && isOne(sentences[end - 1]))
        --end;
    if (end - begin == sentences.size())
        return std::string(text);
    const std::size_t first = sentences[begin].first, last = sentences[end - 1].last;
    std::string_view tail = text.substr(sentences.back().last);
    tail = tail.substr(std::min(tail.size(), tail.find_first_not_of(" \t"))); // line ends alone
    std::string out(text.starts_with(' ') && !text.starts_with("  ") ? " " : "");
    return out.append(text.substr(first, last - first)).append(tail);
}

} // namespace onsa
