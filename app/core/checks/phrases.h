// SPDX-License-Identifier: GPL-3.0-or-later
// Fixed phrases that say something about a text, all found in one pass over its bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace onsa {

enum class PhraseKind : std::uint8_t {
    MisreadAsCp932, // 縺, 繧: UTF-8 read as CP932
    MisreadAsLatin, // Ã©, â€: UTF-8 read as Latin-1 or Windows-1252
    Refusal, // "I'm sorry, but I can't", お答えできません
    TimeWord, // 本日, currently: true today, wrong next year
    Reference, // 前述, "the above": points at a text that the reader does not have
    Secret, // AKIA, ghp_: the start of an access key
    Keyword, // password, api_key: a secret may follow
    Leftover, // TODO, lorem ipsum
    Translate // 翻訳, translate: the answer may be in another language
};

struct Phrase {
    PhraseKind kind = PhraseKind::Leftover;
    std::size_t first = 0, last = 0; // bytes [first, last)
};

// In their order. ASCII letters match in either case, and a phrase of ASCII letters only as a whole word.
void findPhrases(std::string_view text, std::vector<Phrase> &found);

// The same in two steps, for a pass that looks at every character anyway: whether a phrase may start with this one, and
// those that start at the places. The caller leaves out what stands inside a word.
bool mayStartPhrase(char32_t first);
bool isWordLetter(char c);
void phrasesAt(std::string_view text, std::span<const std::uint32_t> places, std::vector<Phrase> &found);

} // namespace onsa
