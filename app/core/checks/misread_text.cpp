// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/misread_text.h"

#include "core/checks/phrases.h"
#include "core/checks/text_profile.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <iconv.h>

namespace onsa {

namespace {

// Strict: one character that does not go, and there is no answer.
std::optional<std::string> converted(std::string_view text, const char *from, const char *to)
{
    const iconv_t converter = iconv_open(to, from);
    if (converter == reinterpret_cast<iconv_t>(-1)) // NOLINT: the interface of iconv
        return std::nullopt;
    std::string out(text.size() * 4 + 16, '\0');
    char *in = const_cast<char *>(text.data()); // iconv does not write there
    std::size_t left = text.size(), room = out.size();
    char *at = out.data();
    const std::size_t failed = iconv(converter, &in, &left, &at, &room);
    iconv_close(converter);
    if (failed != 0 || left > 0)
        return std::nullopt;
    out.resize(out.size() - room);
    return out;
}

std::size_t signsIn(std::string_view text)
{
    std::vector<Phrase> phrases;
    findPhrases(text, phrases);
    return static_cast<std::size_t>(std::count_if(phrases.begin(), phrases.end(), [](const Phrase &phrase) {
        return phrase.kind == PhraseKind::MisreadAsCp932 || phrase.kind == PhraseKind::MisreadAsLatin;
    }));
}

double kanaShare(const TextProfile &profile)
{
    const std::size_t letters = profile.letters();
    return letters == 0 ? 0 : static_cast<double>(profile.count(CharClass::Kana)) / static_cast<double>(letters);
}

bool isBetter(std::string_view before, std::string_view after)
{
    if (!isUtf8(after) || after == before)
        return false;
    const TextProfile old = profileOf(before), now = profileOf(after);
    if (now.has(CharClass::Control) || now.has(CharClass::Nul) || now.has(CharClass::Replacement))
        return false;
    const double gain = kanaShare(now) - kanaShare(old);
    if (now.japanese() > 0)
        return gain >= 0.3 || (signsIn(before) >= 2 && signsIn(after) == 0);
    return signsIn(before) >= 2 && signsIn(after) == 0;
}

} // namespace

std::optional<std::string> repairMisread(std::string_view text)
{
    for (const char *encoding : {"CP932", "CP1252", "ISO-8859-1"}) {
        const auto bytes = converted(text, "UTF-8", encoding);
        if (bytes && isBetter(text, *bytes))
            return bytes;
    }
    return std::nullopt;
}

std::optional<std::string> decodeAs(std::string_view bytes, JapaneseEncoding encoding)
{
    return converted(bytes, encoding == JapaneseEncoding::Cp932 ? "CP932" : "EUC-JP-MS", "UTF-8");
}

std::optional<std::string> decodeJapanese(std::string_view bytes)
{
    // EUC-JP is the stricter of the two: what reads as both is more likely EUC-JP only when it has more kana.
    std::optional<std::string> best;
    double share = -1;
    for (const char *encoding : {"CP932", "EUC-JP-MS"}) {
        auto text = converted(bytes, encoding, "UTF-8");
        if (!text)
            continue;
        const TextProfile profile = profileOf(*text);
        if (profile.count(CharClass::Kana) + profile.count(CharClass::Han) == 0)
            continue;
        const double now = kanaShare(profile) - (profile.has(CharClass::HalfWidthKana) ? 0.5 : 0.0);
        if (now <= share)
            continue;
        share = now;
        best = std::move(text);
    }
    return best;
}

} // namespace onsa
