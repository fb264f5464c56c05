// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/comparison_form.h"

#include "core/checks/text_profile.h"
#include "core/checks/width_forms.h"
#include "core/utf8.h"

#include <array>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace onsa {

namespace {

constexpr char32_t dropped = 0;
constexpr char16_t slow = 0xFFFF; // more than one character comes of it, or what follows matters

bool isDash(char32_t c)
{
    return classOf(c) == CharClass::Dash || c == '-' || c == '~';
}

bool isDropped(char32_t c)
{
    if (isWhiteSpace(c) || isDash(c))
        return true;
    switch (classOf(c)) {
    case CharClass::Control:
    case CharClass::Nul:
    case CharClass::Tab:
    case CharClass::Invisible:
    case CharClass::NonCharacter:
        return true;
    default:
        break;
    }
    if ((c >= 0x200C && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF))
        return true;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        // Signs that change what a text says.
        return c != '%' && c != '#' && c != '&' && c != '@' && c != '/' && c != '*' && c != 0xFF05;
    default:
        return false;
    }
}

std::string nfkcFold(std::string_view piece)
{
    utf8proc_uint8_t *made = nullptr;
    const auto length = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t *>(piece.data()), static_cast<utf8proc_ssize_t>(piece.size()), &made,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD));
    std::string out = length < 0 ? std::string(piece)
                                 : std::string(reinterpret_cast<const char *>(made), static_cast<std::size_t>(length));
    std::free(made);
    return out;
}

// What one character of the Basic Multilingual Plane comes to on its own.
char16_t computedFold(char32_t c)
{
    if (isDropped(c))
        return dropped;
    const CharClass kind = classOf(c);
    if (kind == CharClass::Combining || kind == CharClass::HalfWidthKana)
        return slow;
    std::string one;
    appendUtf8(one, unifiedIdeograph(c));
    const std::string folded = nfkcFold(one);
    if (folded.empty())
        return dropped;
    const CodePoint point = codePointAt(folded, 0);
    if (point.bytes != folded.size() || point.value > 0xFFFE)
        return slow;
    return isDropped(point.value) ? static_cast<char16_t>(dropped) : static_cast<char16_t>(point.value);
}

const std::array<char16_t, 0x10000> &table()
{
    static const auto folds = [] {
        auto made = std::make_unique<std::array<char16_t, 0x10000>>();
        for (char32_t c = 0; c < made->size(); ++c)
            (*made)[c] = c >= 0xD800 && c <= 0xDFFF ? static_cast<char16_t>(dropped)
                // Hangul syllables and unified ideographs are their own form.
                : (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF) ? static_cast<char16_t>(c)
                                                                               : computedFold(c);
        return made;
    }();
    return *folds;
}

// Characters whose form depends on their neighbours: the whole text goes the long way.
void appendSlowly(std::string_view text, std::string &out)
{
    const std::string folded = nfkcFold(withoutRadicals(repairUtf8(text)));
    for (std::size_t at = 0; at < folded.size();) {
        const CodePoint point = codePointAt(folded, at);
        if (!isDropped(point.value))
            out.append(folded, at, point.bytes);
        at += point.bytes;
    }
}

} // namespace

void appendCmp(std::string_view text, std::string &out)
{
    const auto &folds = table();
    const std::size_t start = out.size();
    out.resize(start + text.size()); // no form that is made here is longer
    char *to = out.data() + start;
    const auto *at = reinterpret_cast<const unsigned char *>(text.data());
    const auto *const end = at + text.size();
    while (at < end) {
        const unsigned first = *at;
        if (first < 0x80) {
            // Written in any case, and kept where the character is: ASCII stays ASCII.
            const char16_t folded = folds[first];
            *to = static_cast<char>(folded);
            to += folded != dropped ? 1 : 0;
            ++at;
            continue;
        }
        // Three bytes that stay three, or none, are kana, kanji and their signs; everything else goes the careful way.
        if (first >= 0xE1 && first <= 0xEF && first != 0xED && end - at >= 3 && (at[1] & 0xC0U) == 0x80
            && (at[2] & 0xC0U) == 0x80) {
            const char16_t folded = folds[((first & 0x0FU) << 12U) | ((at[1] & 0x3FU) << 6U) | (at[2] & 0x3FU)];
            if (folded == dropped || (folded >= 0x800 && folded != slow)) {
                to[0] = static_cast<char>(0xE0U | (folded >> 12U));
                to[1] = static_cast<char>(0x80U | ((folded >> 6U) & 0x3FU));
                to[2] = static_cast<char>(0x80U | (folded & 0x3FU));
                to += folded != dropped ? 3 : 0;
                at += 3;
                continue;
            }
        }
        const CodePoint point = codePointAt(text, text.size() - static_cast<std::size_t>(end - at));
        const char32_t folded = point.value < 0x10000 ? folds[point.value] : point.value;
        const bool long1 = folded >= 0x80 && point.bytes < 3; // could grow: the long way
        if (folded == slow || point.value >= 0x10000 || (long1 && folded > 0x7FF)) {
            out.resize(start);
            return appendSlowly(text, out);
        }
        at += point.bytes;
        if (folded == dropped)
            continue;
        if (folded < 0x80) {
            *to++ = static_cast<char>(folded);
        } else if (folded < 0x800) {
            *to++ = static_cast<char>(0xC0U | (folded >> 6U));
            *to++ = static_cast<char>(0x80U | (folded & 0x3FU));
        } else {
            *to++ = static_cast<char>(0xE0U | (folded >> 12U));
            *to++ = static_cast<char>(0x80U | ((folded >> 6U) & 0x3FU));
            *to++ = static_cast<char>(0x80U | (folded & 0x3FU));
        }
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
}

std::string cmp(std::string_view text)
{
    std::string out;
    appendCmp(text, out);
    return out;
}

} // namespace onsa
