// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/phrases.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <memory>

namespace onsa {

namespace {

struct Known {
    PhraseKind kind;
    std::string_view text; // ASCII letters in lower case; at least three bytes
};

using enum PhraseKind;
constexpr std::array known{
    Known{MisreadAsCp932, "縺"},
    Known{MisreadAsCp932, "繧"},
    Known{MisreadAsCp932, "譁"},
    Known{MisreadAsCp932, "蜷"},
    Known{MisreadAsCp932, "荳"},
    Known{MisreadAsCp932, "繝"},
    Known{MisreadAsLatin, "Ã©"},
    Known{MisreadAsLatin, "Ã¨"},
    Known{MisreadAsLatin, "Ã¼"},
    Known{MisreadAsLatin, "Ã¶"},
    Known{MisreadAsLatin, "Ã¤"},
    Known{MisreadAsLatin, "â€"},
    Known{MisreadAsLatin, "ã‚"},
    Known{MisreadAsLatin, "ã\u0081"},
    Known{MisreadAsLatin, "ã\u0082"},
    Known{MisreadAsLatin, "ã\u0083"},
    Known{MisreadAsLatin, "ãƒ"},

    Known{Refusal, "お答えできません"},
    Known{Refusal, "お答えすることはできません"},
    Known{Refusal, "お答えすることができません"},
    Known{Refusal, "回答できません"},
    Known{Refusal, "お手伝いできません"},
    Known{Refusal, "お手伝いすることはできません"},
    Known{Refusal, "提供することはできません"},
    Known{Refusal, "提供できません"},
    Known{Refusal, "ご提供できません"},
    Known{Refusal, "お応えできません"},
    Known{Refusal, "aiアシスタントとして"},
    Known{Refusal, "ai言語モデル"},
    Known{Refusal, "aiとして"},
    Known{Refusal, "お力になれません"},
    Known{Refusal, "対応できません"},
    Known{Refusal, "お教えできません"},
    Known{Refusal, "i'm sorry, but"},
    Known{Refusal, "i’m sorry, but"},
    Known{Refusal, "i am sorry, but"},
    Known{Refusal, "i'm sorry, i can"},
    Known{Refusal, "i'm unable to"},
    Known{Refusal, "i am unable to"},
    Known{Refusal, "i cannot assist"},
    Known{Refusal, "i can't assist"},
    Known{Refusal, "i cannot help"},
    Known{Refusal, "i can't help with"},
    Known{Refusal, "i cannot provide"},
    Known{Refusal, "i can't provide"},
    Known{Refusal, "i cannot answer"},
    Known{Refusal, "i can't answer"},
    Known{Refusal, "as an ai"},
    Known{Refusal, "sorry, i can't"},
    Known{Refusal, "sorry, i cannot"},
    Known{Refusal, "i apologize, but"},

    Known{TimeWord, "本日"},
    Known{TimeWord, "現在の"},
    Known{TimeWord, "現在は"},
    Known{TimeWord, "現在、"},
    Known{TimeWord, "昨年"},
    Known{TimeWord, "今年"},
    Known{TimeWord, "来年"},
    Known{TimeWord, "昨日"},
    Known{TimeWord, "先月"},
    Known{TimeWord, "今月"},
    Known{TimeWord, "来月"},
    Known{TimeWord, "最新の"},
    Known{TimeWord, "currently"},
    Known{TimeWord, "yesterday"},
    Known{TimeWord, "last year"},
    Known{TimeWord, "this year"},
    Known{TimeWord, "next year"},
    Known{TimeWord, "last month"},
    Known{TimeWord, "the latest"},
    Known{TimeWord, "as of today"},

    Known{Reference, "上記"},
    Known{Reference, "本書"},
    Known{Reference, "前述"},
    Known{Reference, "下記"},
    Known{Reference, "本文書"},
    Known{Reference, "この文書"},
    Known{Reference, "上の文章"},
    Known{Reference, "同表"},
    Known{Reference, "this document"},
    Known{Reference, "the above"},
    Known{Reference, "as mentioned"},
    Known{Reference, "the following text"},
    Known{Reference, "this passage"},
    Known{Reference, "the passage"},

    Known{Secret, "akia"},
    Known{Secret, "asia"},
    Known{Secret, "ghp_"},
    Known{Secret, "gho_"},
    Known{Secret, "ghs_"},
    Known{Secret, "github_pat_"},
    Known{Secret, "glpat-"},
    Known{Secret, "xoxb-"},
    Known{Secret, "xoxp-"},
    Known{Secret, "xoxa-"},
    Known{Secret, "sk-"},
    Known{Secret, "aiza"},
    Known{Secret, "hf_"},
    Known{Secret, "eyj"},
    Known{Secret, "sk_live_"},
    Known{Secret, "rk_live_"},
    Known{Secret, "-----begin "},
    Known{Secret, "npm_"},
    Known{Keyword, "password"},
    Known{Keyword, "passwd"},
    Known{Keyword, "api_key"},
    Known{Keyword, "apikey"},
    Known{Keyword, "api key"},
    Known{Keyword, "secret"},
    Known{Keyword, "token"},
    Known{Keyword, "パスワード"},
    Known{Keyword, "暗証番号"},

    Known{Leftover, "todo:"},
    Known{Leftover, "lorem ipsum"},
    Known{Leftover, "<think>"},
    Known{Leftover, "</think>"},
    Known{Leftover, "[your name]"},
    Known{Leftover, "[insert"},
    Known{Leftover, "〇〇〇〇〇"},

    Known{Translate, "翻訳"},
    Known{Translate, "英訳"},
    Known{Translate, "和訳"},
    Known{Translate, "英語で"},
    Known{Translate, "日本語で"},
    Known{Translate, "translate"},
    Known{Translate, "in english"},
    Known{Translate, "in japanese"},
    Known{Translate, "into japanese"},
    Known{Translate, "into english"},
};

constexpr std::uint32_t prefixBits = 0x202020; // makes letters lower case, and does no harm to other bytes
constexpr std::size_t slots = 1U << 14U;

std::uint32_t prefixOf(const char *at)
{
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, at, 3);
    return bytes | prefixBits;
}

std::size_t slotOf(std::uint32_t prefix)
{
    return (prefix * 2654435761U) >> 18U;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool standsAt(std::string_view text, std::size_t at, const Known &phrase)
{
    if (text.size() - at < phrase.text.size())
        return false;
    for (std::size_t i = 0; i < phrase.text.size(); ++i)
        if (lower(text[at + i]) != phrase.text[i])
            return false;
    if (isWordLetter(phrase.text.front()) && at > 0 && isWordLetter(text[at - 1]))
        return false;
    // The start of a key goes on behind.
    const std::size_t end = at + phrase.text.size();
    return phrase.kind == Secret || phrase.kind == Translate || phrase.kind == Leftover || phrase.kind == Refusal
        || !isWordLetter(phrase.text.back()) || end == text.size() || !isWordLetter(text[end]);
}

struct Slots {
    std::bitset<slots> taken; // 2 KB: stays in the nearest cache
    std::array<std::vector<const Known *>, slots> phrases;
};

const Slots &table()
{
    static const auto made = [] {
        auto t = std::make_unique<Slots>();
        for (const Known &phrase : known) {
            const std::size_t slot = slotOf(prefixOf(phrase.text.data()));
            t->taken.set(slot);
            t->phrases[slot].push_back(&phrase);
        }
        return t;
    }();
    return *made;
}

} // namespace

bool isWordLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool mayStartPhrase(char32_t first)
{
    const char32_t c = first < 0x80 ? static_cast<char32_t>(lower(static_cast<char>(first))) : first;
    return std::any_of(known.begin(), known.end(),
                       [c](const Known &phrase) { return codePointAt(phrase.text, 0).value == c; });
}

void phrasesAt(std::string_view text, std::span<const std::uint32_t> places, std::vector<Phrase> &found)
{
    const Slots &all = table();
    for (const std::uint32_t at : places) {
        if (at + 3 > text.size())
            return;
        const std::size_t slot = slotOf(prefixOf(text.data() + at));
        if (!all.taken.test(slot))
            continue;
        for (const Known *phrase : all.phrases[slot])
            if (standsAt(text, at, *phrase))
                found.push_back({phrase->kind, at, at + phrase->text.size()});
    }
}

void findPhrases(std::string_view text, std::vector<Phrase> &found)
{
    bool inWord = false;
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
        // No phrase starts inside a character, and none that starts with a letter inside a word.
        const char c = text[at];
        const bool letter = isWordLetter(c);
        const bool skipped = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U || (letter && inWord) || c == ' ';
        inWord = letter;
        const auto place = static_cast<std::uint32_t>(at);
        if (!skipped)
            phrasesAt(text, {&place, 1}, found);
    }
}

} // namespace onsa
