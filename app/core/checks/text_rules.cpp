// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/text_rules.h"

#include "core/checks/comparison_form.h"
#include "core/checks/personal_data.h"
#include "core/checks/phrases.h"
#include "core/checks/text_marks.h"
#include "core/checks/width_forms.h"
#include "core/example_reader.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>

namespace onsa {

namespace {

constexpr std::size_t refusalReach = 120; // characters: later, an answer only mentions that something cannot be done

// Collects findings about one text.
class Findings
{
public:
    Findings(const CheckedText &what, std::vector<Issue> &issues)
        : m_what(what)
        , m_issues(issues)
    {
    }

    void add(std::string id, Severity severity, const std::string &rest, Fix fix, TextPart part = {})
    {
        m_issues.push_back(
            {std::move(id), severity, m_what.fieldName(), m_what.sentenceStart() + rest, part.first, part.last, fix});
    }
    void warn(std::string id, const std::string &rest, Fix fix, TextPart part = {})
    {
        add(std::move(id), Severity::Warning, rest, fix, part);
    }
    void note(std::string id, const std::string &rest, TextPart part)
    {
        add(std::move(id), Severity::Info, rest, Fix::None, part);
    }

private:
    const CheckedText &m_what;
    std::vector<Issue> &m_issues;
};

TextPart firstOf(std::string_view text, CharClass wanted)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (classOf(point.value) == wanted)
            return {at, at + point.bytes};
        at += point.bytes;
    }
    return {};
}

std::string quoted(std::string_view text, TextPart part)
{
    return std::string(text.substr(part.first, part.last - part.first));
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

void checkCharacters(std::string_view text, const TextProfile &profile, Findings &findings)
{
    if (profile.has(CharClass::Nul))
        findings.add("nul_character", Severity::Error, " contains a NUL character.", Fix::RemoveControls,
                     firstOf(text, CharClass::Nul));
    if (profile.has(CharClass::Control) || profile.has(CharClass::CarriageReturn))
        findings.warn("control_character", " contains a control character that cannot be seen.", Fix::RemoveControls,
                      firstOf(text, profile.has(CharClass::Control) ? CharClass::Control : CharClass::CarriageReturn));
    if (profile.has(CharClass::Invisible))
        findings.warn("invisible_character", " contains an invisible character, such as a zero-width space.",
                      Fix::RemoveInvisible, firstOf(text, CharClass::Invisible));
    if (profile.has(CharClass::NonCharacter))
        findings.warn("non_character", " contains a code that is no character, as PDF files leave in divided words.",
                      Fix::RemoveInvisible, firstOf(text, CharClass::NonCharacter));
    if (profile.has(CharClass::Replacement))
        findings.warn("garbled_text", " contains the replacement character U+FFFD; some of the original text was lost.",
                      Fix::None, firstOf(text, CharClass::Replacement));
    if (profile.has(CharClass::Radical))
        findings.warn("radical", " contains a kanji radical in the place of the kanji, as PDF files do.",
                      Fix::ReplaceRadicals, firstOf(text, CharClass::Radical));
    if (profile.has(CharClass::Combining) && composed(text) != text)
        findings.warn("decomposed", " writes a letter or kana and its mark as two characters.", Fix::Compose,
                      firstOf(text, CharClass::Combining));
}

void checkMarks(std::string_view text, const TextProfile &profile, const CheckedText &what, Findings &findings)
{
    const bool code =
        (profile.has(CharClass::Less) || profile.has(CharClass::Ampersand) || profile.has(CharClass::Backslash))
        && hasCode(text);
    if (profile.has(CharClass::Less) || profile.has(CharClass::Bracket)) {
        if (const auto token = findSpecialToken(text))
            findings.warn("special_token",
                          " contains " + quoted(text, *token) + ", which models use as a control token.",
                          Fix::RemoveSpecialTokens, *token);
        if (const auto place = findPlaceholder(text))
            findings.warn("template_leftover", " contains " + quoted(text, *place) + ", a part of a template.",
                          Fix::None, *place);
    }
    if ((profile.has(CharClass::Less) || profile.has(CharClass::Ampersand)) && !code)
        if (const auto mark = findMarkup(text))
            findings.warn("html", " contains " + quoted(text, *mark) + ", which belongs to a web page.", Fix::StripTags,
                          *mark);
    if (profile.has(CharClass::Backslash) && !code)
        if (const auto escape = findLiteralEscape(text))
            findings.warn("literal_escape",
                          " contains the characters " + quoted(text, *escape) + " instead of what they stand for.",
                          Fix::UnescapeOnce, *escape);
    if (profile.has(CharClass::Bracket) || profile.has(CharClass::Backtick))
        if (const auto open = findUnbalanced(text))
            findings.warn("unbalanced", " has " + quoted(text, *open) + " without its other half.", Fix::None, *open);
    if (what.role == TextRole::Completion || what.role == TextRole::Answer) {
        if (const std::size_t prefix = rolePrefixOf(text))
            findings.warn("role_prefix", " starts with the name of a role.", Fix::StripRolePrefix, {0, prefix});
        if (const auto again = findRepetition(text))
            findings.warn("repetition", " says the same again and again.", Fix::CutRepetition, *again);
    }
}

bool isAnswer(TextRole role)
{
    return role == TextRole::Completion || role == TextRole::Answer;
}

void checkPhrases(std::string_view text, const std::vector<Phrase> &phrases, const CheckedText &what,
                  Findings &findings, bool &mayHoldSecret)
{
    std::size_t misread = 0;
    bool leftover = false, refusal = false, time = false, reference = false;
    for (const Phrase &phrase : phrases) {
        const TextPart part{phrase.first, phrase.last};
        switch (phrase.kind) {
        case PhraseKind::MisreadAsCp932:
        case PhraseKind::MisreadAsLatin:
            // One hit may be chance, two hardly.
            if (++misread == 2)
                findings.warn("garbled_text", " looks as if it was read in the wrong character encoding.",
                              Fix::RepairMisread, part);
            break;
        case PhraseKind::Refusal:
            if (isAnswer(what.role) && !refusal && countCodePoints(text.substr(0, phrase.first)) < refusalReach) {
                refusal = true;
                findings.warn("refusal", " refuses to answer; the model learns to refuse.", Fix::DeleteRow, part);
            }
            break;
        case PhraseKind::TimeWord:
            if (isAnswer(what.role) && !time) {
                time = true;
                findings.note("time_dependent", " says \"" + quoted(text, part) + "\", which will not stay true.",
                              part);
            }
            break;
        case PhraseKind::Reference:
            if (what.role == TextRole::Prompt && !reference) {
                reference = true;
                findings.note("unresolved_reference",
                              " refers to \"" + quoted(text, part) + "\", which the reader does not have.", part);
            }
            break;
        case PhraseKind::Leftover:
            if (!leftover) {
                leftover = true;
                findings.warn("template_leftover", " contains " + quoted(text, part) + ", a part of a draft.",
                              Fix::None, part);
            }
            break;
        case PhraseKind::Secret:
        case PhraseKind::Keyword:
            mayHoldSecret = true;
            break;
        case PhraseKind::Translate:
            break;
        }
    }
}

// Never the value itself: findings are written to logs and shown to others.
std::string_view wordsFor(PersonalKind kind)
{
    constexpr std::array<std::string_view, 10> words{
        " contains an e-mail address.",     " contains a phone number.",
        " contains a postal code.",         " contains an address.",
        " contains a card number.",         " contains an Individual Number (My Number).",
        " contains a bank account number.", " contains a passport number.",
        " contains an IP address.",         " contains a password, access key or token."};
    return words[static_cast<std::size_t>(kind)];
}

void checkPersonal(std::string_view text, Findings &findings)
{
    std::array<bool, 10> said{};
    for (const PersonalData &one : findPersonalData(text)) {
        bool &before = said[static_cast<std::size_t>(one.kind)];
        if (before)
            continue;
        before = true;
        findings.warn(one.kind == PersonalKind::Secret ? "secret" : "personal_data", std::string(wordsFor(one.kind)),
                      Fix::MaskPersonal, {one.first, one.last});
    }
}

bool asksForTranslation(const std::vector<Phrase> &phrases)
{
    return std::any_of(phrases.begin(), phrases.end(), [](const Phrase &p) { return p.kind == PhraseKind::Translate; });
}

// At least four fifths of its runs of five characters.
bool mostPiecesAreIn(std::string_view text, std::string_view other)
{
    thread_local std::vector<std::size_t> starts;
    starts.clear();
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U)
            starts.push_back(at);
    starts.push_back(text.size());
    if (starts.size() < 6)
        return false;
    const std::size_t pieces = starts.size() - 5;
    std::size_t there = 0;
    for (std::size_t i = 0; i < pieces; ++i) {
        there += other.find(text.substr(starts[i], starts[i + 5] - starts[i])) != std::string_view::npos ? 1U : 0U;
        if (pieces - i - 1 + there < pieces * 4 / 5)
            return false;
    }
    return there * 5 >= pieces * 4;
}

// Nearly all of each is in the other, both as they are compared.
bool repeatsQuestion(std::string_view question, std::string_view answer)
{
    constexpr std::size_t shortest = 15; // characters; "Who is it?" says too little to be repeated
    thread_local std::string asked, said;
    asked.clear();
    said.clear();
    appendCmp(question, asked);
    appendCmp(answer, said);
    return countCodePoints(asked) >= shortest && said.size() * 2 < asked.size() * 3 && mostPiecesAreIn(asked, said)
        && mostPiecesAreIn(said, asked); // "Mira leads the help desk" answers who leads it
}

} // namespace

bool endsWithSeparator(std::string_view prompt)
{
    const std::size_t end = prompt.find_last_not_of('\n');
    if (end == std::string_view::npos || end + 1 == prompt.size())
        return false;
    const std::string_view body = prompt.substr(0, end + 1);
    constexpr std::array<std::string_view, 5> marks{"###", "===", "---", "==>", "-->"};
    return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) { return body.ends_with(mark); });
}

bool isRefusal(std::string_view text)
{
    std::vector<Phrase> phrases;
    findPhrases(text, phrases);
    return std::any_of(phrases.begin(), phrases.end(), [&](const Phrase &phrase) {
        return phrase.kind == PhraseKind::Refusal && countCodePoints(text.substr(0, phrase.first)) < refusalReach;
    });
}

bool endsWhole(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t last = previousCodePoint(text, text.size());
        const char32_t c = codePointAt(text, last).value;
        if (!isWhiteSpace(c)) {
            constexpr std::u32string_view ends = U".!?。．！？…)]}\"'`）」』】］〉》”’;:：;|>";
            return ends.find(c) != std::u32string_view::npos;
        }
        text = text.substr(0, last);
    }
    return false;
}

Script scriptOf(const TextProfile &profile)
{
    const std::size_t all = profile.letters();
    if (all < 20)
        return Script::Unknown;
    const std::size_t japanese = profile.japanese();
    const std::size_t latin = profile.count(CharClass::Latin) + profile.count(CharClass::FullWidthAscii);
    if (japanese * 5 >= all * 2) // a Japanese text may be full of names in Latin letters
        return Script::Japanese;
    if (latin * 5 > all * 4)
        return Script::Latin;
    return profile.count(CharClass::OtherLetter) * 5 > all * 4 ? Script::Other : Script::Unknown;
}

std::string CheckedText::fieldName() const
{
    return message ? messageField(*message, "content") : std::string(field);
}

std::string CheckedText::sentenceStart() const
{
    return message ? messageName(*message) : std::string(name);
}

void checkText(std::string_view text, const TextScan &scan, const CheckedText &what, std::vector<Issue> &issues)
{
    const TextProfile &profile = scan.profile;
    Findings findings(what, issues);
    checkCharacters(text, profile, findings);
    checkMarks(text, profile, what, findings);
    bool mayHoldSecret = false;
    checkPhrases(text, scan.phrases, what, findings, mayHoldSecret);
    // A passport or an account has seven digits, the shortest of all.
    if (mayHoldSecret || profile.has(CharClass::At) || profile.longestNumber >= 7
        || (profile.longestNumber >= 1 && profile.count(CharClass::Han) >= 6
            && text.find("県") != std::string_view::npos)
        || (profile.longestNumber >= 1 && profile.count(CharClass::Han) >= 6
            && (text.find("東京都") != std::string_view::npos || text.find("府") != std::string_view::npos
                || text.find("北海道") != std::string_view::npos)))
        checkPersonal(text, findings);
    if (hasStraySpace(text, what.role))
        findings.warn("surrounding_space", " starts or ends with white space.", Fix::Trim);
}

void checkAnswer(std::string_view question, const TextScan &asked, std::string_view answer, const TextScan &said,
                 const CheckedText &what, std::vector<Issue> &issues)
{
    if (question.size() < 16 || answer.size() < 16)
        return;
    Findings findings(what, issues);
    const Script in = scriptOf(asked.profile), out = scriptOf(said.profile);
    if (in != Script::Unknown && out != Script::Unknown && in != out && !asksForTranslation(asked.phrases)
        && !hasCode(answer))
        findings.warn("wrong_language", " is in another language than the question.", Fix::None);
    if (answer.size() * 2 < question.size() * 3 + 64 && repeatsQuestion(question, answer))
        findings.warn("prompt_echo", " repeats the question and says little else.", Fix::None);
}

} // namespace onsa
