// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a text into the words that BPE works on, as the "pre_tokenizer" of a tokenizer.json says.
#pragma once

#include "core/tokenizer/split_pattern.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

struct SplitStep {
    SplitPattern pattern;
    SplitBehavior behavior = SplitBehavior::Isolated;
    bool invert = false; // what the pattern does not match is the separator
};

struct PreTokenizer {
    std::vector<SplitStep> steps;
    // A space goes before every word that has none, after this many steps; nothing = never.
    std::optional<std::size_t> prefixSpaceAfter;
};

// The words in order. They are parts of `text` (valid UTF-8, to be kept alive) or of strings put into `kept`.
std::vector<std::string_view> cutWords(const PreTokenizer &rules, std::string_view text, std::deque<std::string> &kept);

// Appends what one step makes of one stretch of text.
void cutStep(const SplitStep &step, std::string_view text, std::vector<std::string_view> &words);

} // namespace onsa
