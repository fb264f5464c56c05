// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pre_tokenizer.h"

#include <algorithm>

namespace onsa {

namespace {

// Joins the spans that belong together, as `split` of huggingface/tokenizers, normalizer.rs, does.
std::vector<PatternSpan> joinSpans(const std::vector<PatternSpan> &spans, SplitBehavior behavior)
{
    std::vector<PatternSpan> joined;
    bool previousIsMatch = false;
    for (const PatternSpan &span : spans) {
        const bool joins = !joined.empty()
            && ((behavior == SplitBehavior::MergedWithPrevious && span.isMatch && !previousIsMatch)
                || (behavior == SplitBehavior::Contiguous && span.isMatch == previousIsMatch)
                || (behavior == SplitBehavior::MergedWithNext && !span.isMatch && previousIsMatch));
        if (joins)
            joined.back().last = span.last;
        else
            joined.push_back(span);
        previousIsMatch = span.isMatch;
    }
    return joined;
}

void prefixSpaces(std::vector<std::string_view> &words, std::deque<std::string> &kept)
{
    for (std::string_view &word : words)
        if (!word.starts_with(' '))
            word = kept.emplace_back(" " + std::string(word));
}

} // namespace

void cutStep(const SplitStep &step, std::string_view text, std::vector<std::string_view> &words)
{
    std::vector<PatternSpan> spans = step.pattern.spans(text);
    if (step.invert)
        for (PatternSpan &span : spans)
            span.isMatch = !span.isMatch;
    if (step.behavior == SplitBehavior::Removed)
        std::erase_if(spans, [](const PatternSpan &span) { return span.isMatch; });
    else if (step.behavior != SplitBehavior::Isolated)
        spans = joinSpans(spans, step.behavior);
    for (const PatternSpan &span : spans)
        words.push_back(text.substr(span.first, span.last - span.first));
}

std::vector<std::string_view> cutWords(const PreTokenizer &rules, std::string_view text, std::deque<std::string> &kept)
{
    std::vector<std::string_view> words;
    if (text.empty())
        return words;
    words.push_back(text);
    for (std::size_t i = 0; i <= rules.steps.size(); ++i) {
        if (rules.prefixSpaceAfter == i)
            prefixSpaces(words, kept);
        if (i == rules.steps.size())
            break;
        std::vector<std::string_view> pieces;
        pieces.reserve(words.size());
        for (const std::string_view word : words)
            cutStep(rules.steps[i], word, pieces);
        words = std::move(pieces);
    }
    return words;
}

} // namespace onsa
