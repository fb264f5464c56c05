// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/secrets.h"

#include "core/checks/phrases.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace onsa {

namespace {

bool isKeyLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool isValueLetter(char c)
{
    return isKeyLetter(c) || c == '+' || c == '/' || c == '=' || c == '.' || c == '!' || c == '$' || c == '#'
        || c == '%' || c == '*';
}

template <class Is> std::size_t endOf(std::string_view text, std::size_t at, Is is)
{
    while (at < text.size() && is(text[at]))
        ++at;
    return at;
}

// Bits a character, of the characters that are there (Shannon).
double entropyOf(std::string_view value)
{
    std::array<int, 256> counts{};
    for (const char c : value)
        ++counts[static_cast<unsigned char>(c)];
    double bits = 0;
    for (const int count : counts) {
        if (count == 0)
            continue;
        const double share = static_cast<double>(count) / static_cast<double>(value.size());
        bits -= share * std::log2(share);
    }
    return bits;
}

bool hasDigit(std::string_view value)
{
    return value.find_first_of("0123456789") != std::string_view::npos;
}

// The end of the key that starts with this prefix; the prefix's own end when it is none.
std::size_t keyEnd(std::string_view text, const Phrase &prefix)
{
    const std::string_view name = text.substr(prefix.first, prefix.last - prefix.first);
    if (name.starts_with("-----")) {
        const std::size_t words = text.find("PRIVATE KEY-----", prefix.last);
        if (words == std::string_view::npos || words > prefix.last + 20)
            return prefix.last;
        const std::size_t close = text.find("-----END", words);
        if (close == std::string_view::npos)
            return text.size();
        const std::size_t dashes = text.find("-----", close + 5);
        return dashes == std::string_view::npos ? text.size() : dashes + 5;
    }
    std::size_t end = endOf(text, prefix.last, isKeyLetter);
    const auto length = [&] { return end - prefix.first; };
    if (name == "AKIA" || name == "ASIA") {
        const std::string_view key = text.substr(prefix.first, length());
        const bool fits = key.size() == 20 && std::all_of(key.begin(), key.end(), [](char c) {
                              return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                          });
        return fits ? end : prefix.last;
    }
    if (name == "eyJ") { // three parts with points between: a JSON Web Token
        if (end >= text.size() || text[end] != '.' || text.substr(end + 1, 3) != "eyJ")
            return prefix.last;
        const std::size_t body = endOf(text, end + 1, isKeyLetter);
        end = body < text.size() && text[body] == '.' ? endOf(text, body + 1, isKeyLetter) : body;
        return length() >= 30 ? end : prefix.last;
    }
    if (name == "AIza")
        return length() == 39 ? end : prefix.last;
    const std::string_view rest = text.substr(prefix.last, end - prefix.last);
    const bool cased = std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return cased && rest.size() >= 16 && hasDigit(rest) && entropyOf(rest) >= 3 ? end : prefix.last;
}

// The value after "password: " or "token=", when it looks like one.
bool valueAfter(std::string_view text, std::size_t at, PersonalData &found)
{
    constexpr std::size_t gap = 24;
    const std::size_t limit = std::min(text.size(), at + gap);
    std::size_t sign = at;
    while (sign < limit && text[sign] != ':' && text[sign] != '=' && !text.substr(sign).starts_with("："))
        ++sign;
    if (sign >= limit)
        return false;
    sign += text[sign] == ':' || text[sign] == '=' ? 1U : 3U;
    while (sign < text.size() && (text[sign] == ' ' || text[sign] == '"' || text[sign] == '\'' || text[sign] == '`'))
        ++sign;
    const std::size_t end = endOf(text, sign, isValueLetter);
    const std::string_view value = text.substr(sign, end - sign);
    if (value.size() < 16 || !hasDigit(value) || entropyOf(value) < 3.5)
        return false;
    found = {PersonalKind::Secret, sign, end};
    return true;
}

} // namespace

void findSecrets(std::string_view text, std::vector<PersonalData> &found)
{
    std::vector<Phrase> phrases;
    findPhrases(text, phrases);
    for (const Phrase &phrase : phrases) {
        PersonalData value{PersonalKind::Secret, phrase.first, 0};
        if (phrase.kind == PhraseKind::Secret)
            value.last = keyEnd(text, phrase);
        if ((phrase.kind == PhraseKind::Secret && value.last > phrase.last)
            || (phrase.kind == PhraseKind::Keyword && valueAfter(text, phrase.last, value)))
            found.push_back(value);
    }
}

} // namespace onsa
