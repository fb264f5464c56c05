// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/text_profile.h"

#include "core/utf8.h"

#include <algorithm>
#include <memory>
#include <utf8proc.h>

namespace onsa {

namespace {

bool between(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

// Not in the list, because they are right where they are: the joiners of emoji and Indic text (U+200C, U+200D),
// direction marks (U+200E, U+200F), variation selectors, which tell apart the kanji of names.
bool isInvisible(char32_t c)
{
    return c == 0x00AD || c == 0x200B || between(c, 0x202A, 0x202E) || between(c, 0x2060, 0x2064)
        || between(c, 0x2066, 0x2069) || c == 0xFEFF || between(c, 0xFFF9, 0xFFFB) || between(c, 0xE0000, 0xE007F);
}

CharClass asciiClass(char32_t c)
{
    if (c == 0)
        return CharClass::Nul;
    if (c == '\n')
        return CharClass::LineFeed;
    if (c == '\t')
        return CharClass::Tab;
    if (c == '\r')
        return CharClass::CarriageReturn;
    if (c == ' ')
        return CharClass::Space;
    if (c < 0x20 || c == 0x7F)
        return CharClass::Control;
    if (between(c, '0', '9'))
        return CharClass::Digit;
    if (between(c, 'A', 'Z') || between(c, 'a', 'z'))
        return CharClass::Latin;
    constexpr std::u32string_view marked = U"()[]{}\\<&@`";
    constexpr std::array kinds{CharClass::Bracket,   CharClass::Bracket, CharClass::Bracket,   CharClass::Bracket,
                               CharClass::Bracket,   CharClass::Bracket, CharClass::Backslash, CharClass::Less,
                               CharClass::Ampersand, CharClass::At,      CharClass::Backtick};
    const std::size_t at = marked.find(c);
    return at == std::u32string_view::npos ? CharClass::Plain : kinds[at];
}

CharClass categoryClass(char32_t c)
{
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
        return c < 0x250 || between(c, 0x1E00, 0x1EFF) ? CharClass::Latin : CharClass::OtherLetter;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return CharClass::OtherLetter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return CharClass::Combining;
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
        return CharClass::Bracket;
    case UTF8PROC_CATEGORY_PD:
        return CharClass::Dash;
    default:
        return CharClass::Plain;
    }
}

CharClass computedClass(char32_t c)
{
    if (c < 0x80)
        return asciiClass(c);
    if (c < 0xA0)
        return CharClass::Control;
    if (isInvisible(c))
        return CharClass::Invisible;
    if (between(c, 0xFDD0, 0xFDEF) || (c & 0xFFFEU) == 0xFFFE)
        return CharClass::NonCharacter;
    if (c == 0xFFFD)
        return CharClass::Replacement;
    if (isWhiteSpace(c))
        return CharClass::Space;
    if (between(c, 0x2E80, 0x2FDF))
        return CharClass::Radical;
    if (between(c, 0xFE00, 0xFE0F) || between(c, 0xE0100, 0xE01EF) || between(c, 0x200C, 0x200F))
        return CharClass::Plain;
    if (c == 0x3099 || c == 0x309A || between(c, 0x1100, 0x11FF))
        return CharClass::Combining;
    if (c == 0x301C || c == 0xFF5E || c == 0x2212 || c == 0xFF0D)
        return CharClass::Dash;
    if (between(c, 0x3041, 0x309F) || between(c, 0x30A1, 0x30FF) || between(c, 0x31F0, 0x31FF))
        return CharClass::Kana;
    if (between(c, 0x3400, 0x4DBF) || between(c, 0x4E00, 0x9FFF) || between(c, 0xF900, 0xFAFF) || c == 0x3005
        || c == 0x3007 || between(c, 0x20000, 0x3FFFD))
        return CharClass::Han;
    if (between(c, 0xFF10, 0xFF19) || between(c, 0xFF21, 0xFF3A) || between(c, 0xFF41, 0xFF5A))
        return CharClass::FullWidthAscii;
    if (c == 0xFF08 || c == 0xFF09 || c == 0xFF3B || c == 0xFF3D || c == 0xFF5B || c == 0xFF5D)
        return CharClass::Bracket;
    if (between(c, 0xFF01, 0xFF5E))
        return CharClass::FullWidthSign;
    if (between(c, 0xFF61, 0xFF9F))
        return CharClass::HalfWidthKana;
    return categoryClass(c);
}

const std::array<CharClass, 0x10000> &table()
{
    static const auto classes = [] {
        auto made = std::make_unique<std::array<CharClass, 0x10000>>();
        for (char32_t c = 0; c < made->size(); ++c)
            (*made)[c] = computedClass(c);
        return made;
    }();
    return *classes;
}

// Digits that may be one number: 090-1234-5678, 4111 1111 1111 1111.
class NumberLength
{
public:
    void digit()
    {
        m_longest = std::max(m_longest, ++m_length);
        m_gap = 0;
    }
    void other(bool mayBeInside)
    {
        if (!mayBeInside || ++m_gap > 2)
            m_length = 0;
    }
    std::size_t length() const { return m_length; }
    std::size_t longest() const { return m_longest; }

private:
    std::size_t m_length = 0, m_longest = 0;
    unsigned m_gap = 0;
};

} // namespace

CharClass classOf(char32_t c)
{
    return c < 0x10000 ? table()[c] : computedClass(c);
}

TextProfile profileOf(std::string_view text)
{
    const auto &classes = table();
    TextProfile profile;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const CharClass kind = point.value < 0x10000 ? classes[point.value] : computedClass(point.value);
        ++profile.counts[static_cast<std::size_t>(kind)];
        ++profile.characters;
        at += point.bytes;
    }
    profile.longestNumber = longestNumberIn(text);
    return profile;
}

std::size_t longestNumberIn(std::string_view text)
{
    NumberLength number;
    for (std::size_t at = 0; at < text.size();) {
        // Outside of a number only a digit matters: 0xEF starts those of full width.
        const auto first = static_cast<unsigned char>(text[at]);
        if (number.length() == 0 && !between(first, '0', '9') && first != 0xEF) {
            ++at;
            continue;
        }
        const CodePoint point = codePointAt(text, at);
        at += point.bytes;
        if (between(point.value, '0', '9') || between(point.value, 0xFF10, 0xFF19))
            number.digit();
        else if (point.value < 0x80)
            number.other(first == '-' || first == ' ' || first == '.' || first == '(' || first == ')');
        else
            number.other(classOf(point.value) == CharClass::Dash || point.value == 0x30FC || point.value == 0x3000);
    }
    return number.longest();
}

bool isBlank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const CharClass kind = classOf(point.value);
        const bool seen = kind != CharClass::Space && kind != CharClass::LineFeed && kind != CharClass::Tab
            && kind != CharClass::CarriageReturn && kind != CharClass::Invisible && kind != CharClass::NonCharacter
            && !isWhiteSpace(point.value) && !between(point.value, 0x200C, 0x200F)
            && !between(point.value, 0xFE00, 0xFE0F) && !between(point.value, 0xE0100, 0xE01EF);
        if (seen)
            return false;
        at += point.bytes;
    }
    return true;
}

} // namespace onsa
