// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_facts.h"

#include "core/checks/comparison_form.h"
#include "core/checks/text_rules.h"
#include "core/checks/text_scan.h"
#include "core/utf8.h"

#include <algorithm>
#include <cmath>
#include <xxhash.h>

namespace onsa {

namespace {

// Texts of signs alone have an empty form and are compared as they are.
void appendForm(std::string_view text, std::string &buffer)
{
    const std::size_t before = buffer.size();
    appendCmp(text, buffer);
    if (buffer.size() == before)
        buffer.append(text);
}

std::uint64_t hashOf(std::string_view text, std::string &buffer)
{
    buffer.clear();
    appendForm(text, buffer);
    return XXH3_64bits(buffer.data(), buffer.size());
}

std::uint16_t lengthOf(std::size_t characters)
{
    return static_cast<std::uint16_t>(std::log2(static_cast<double>(characters) + 1) * 256);
}

void markText(std::string_view text, const TextProfile &profile, RowFacts &facts)
{
    const auto mark = [&](std::uint32_t bit, bool holds) { facts.marks |= holds ? bit : 0U; };
    mark(Mark::LeadingSpace, text.size() > 1 && text[0] == ' ' && text[1] != ' ');
    mark(Mark::Sentence, profile.characters >= 10);
    mark(Mark::EndsWhole, endsWhole(text));
    mark(Mark::FullWidthAscii, profile.has(CharClass::FullWidthAscii));
    mark(Mark::HalfWidthAscii,
         profile.japanese() > 0 && (profile.has(CharClass::Latin) || profile.has(CharClass::Digit)));
    mark(Mark::HalfWidthKana, profile.has(CharClass::HalfWidthKana));
    mark(Mark::FullWidthKana, profile.has(CharClass::Kana));
    if (profile.has(CharClass::Dash)) {
        mark(Mark::WaveDash, text.find("〜") != std::string_view::npos);
        mark(Mark::FullWidthTilde, text.find("～") != std::string_view::npos);
    }
}

std::string_view answerOf(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return example.completion;
    if (example.kind == ExampleKind::Preference)
        return example.chosen.empty() ? std::string_view() : std::string_view(example.chosen.back().content);
    const auto last = std::find_if(example.messages.rbegin(), example.messages.rend(),
                                   [](const Message &m) { return m.role == "assistant"; });
    return last == example.messages.rend() ? std::string_view() : std::string_view(last->content);
}

// All messages that are asked; one message of the user equals the pair with that prompt.
std::uint64_t questionHash(const Example &example, std::string &buffer, std::size_t &characters)
{
    if (example.kind == ExampleKind::Pair) {
        characters = countCodePoints(example.prompt);
        return hashOf(example.prompt, buffer);
    }
    std::size_t asked = example.messages.size();
    if (example.kind == ExampleKind::Chat)
        while (asked > 0 && example.messages[--asked].role != "assistant") { }
    if (asked == 1 && example.messages[0].role == "user") {
        characters = countCodePoints(example.messages[0].content);
        return hashOf(example.messages[0].content, buffer);
    }
    buffer.clear();
    for (std::size_t i = 0; i < asked; ++i) {
        characters += countCodePoints(example.messages[i].content);
        buffer.append(example.messages[i].role).push_back('\0');
        appendForm(example.messages[i].content, buffer);
        buffer.push_back('\0');
    }
    return XXH3_64bits(buffer.data(), buffer.size());
}

void compareSides(const Example &example, RowFacts &facts)
{
    facts.marks |= Mark::Preference;
    const std::size_t chosen = example.chosen.empty() ? 0 : countCodePoints(example.chosen.back().content);
    const std::size_t rejected = example.rejected.empty() ? 0 : countCodePoints(example.rejected.back().content);
    if (chosen > rejected)
        facts.marks |= Mark::ChosenLonger;
    if (std::min(chosen, rejected) > 0 && std::max(chosen, rejected) > 4 * std::min(chosen, rejected))
        facts.marks |= Mark::MuchLonger;
}

} // namespace

RowFacts factsOf(const Example &example, std::string &buffer)
{
    RowFacts facts;
    std::size_t asked = 0;
    facts.prompt = questionHash(example, buffer, asked);
    const std::string_view answer = answerOf(example);
    facts.answer = hashOf(answer, buffer);
    TextProfile profile;
    scanProfile(answer, profile);
    markText(answer, profile, facts);
    if (example.kind == ExampleKind::Preference)
        compareSides(example, facts);
    facts.promptLength = lengthOf(asked);
    facts.answerLength = lengthOf(profile.characters);
    return facts;
}

RowFacts factsOf(const PairTexts &pair, const TextProfile &said, std::string &buffer)
{
    RowFacts facts;
    facts.prompt = hashOf(pair.prompt, buffer);
    facts.answer = hashOf(pair.completion, buffer);
    markText(pair.completion, said, facts);
    facts.promptLength = lengthOf(countCodePoints(pair.prompt));
    facts.answerLength = lengthOf(said.characters);
    return facts;
}

} // namespace onsa
