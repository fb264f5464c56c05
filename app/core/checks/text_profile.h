// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over a text: which kinds of characters it has and how many. The rules look closer only where it says so.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace onsa {

enum class CharClass : std::uint8_t {
    Plain, // punctuation, symbols, emoji, and what has no class of its own
    Space, // Unicode White_Space, without the line feed and the tab
    LineFeed,
    Tab,
    CarriageReturn,
    Digit, // 0-9
    Latin,
    Kana, // full width
    Han,
    OtherLetter,
    Nul,
    Control,
    Invisible, // bidirectional overrides, zero width, tags; not the joiners of emoji, nor variation selectors
    NonCharacter,
    Replacement, // U+FFFD, and every byte that is no UTF-8
    Radical, // U+2E80-2FDF
    Combining, // the text may not be NFC
    FullWidthAscii, // letters and digits
    FullWidthSign, // ！ and its like, which belong into Japanese
    HalfWidthKana,
    Bracket, // of any script
    Backslash,
    Less,
    Ampersand,
    At,
    Backtick,
    Dash, // - − ― ー and their like beyond ASCII
    Count
};

struct TextProfile {
    std::array<std::uint32_t, static_cast<std::size_t>(CharClass::Count)> counts{};
    std::size_t characters = 0;
    std::size_t longestNumber = 0; // digits in a row, with single - . ( ) or spaces between, of either width

    std::size_t count(CharClass kind) const { return counts[static_cast<std::size_t>(kind)]; }
    bool has(CharClass kind) const { return count(kind) > 0; }
    std::size_t japanese() const
    {
        return count(CharClass::Kana) + count(CharClass::Han) + count(CharClass::HalfWidthKana);
    }
    std::size_t letters() const
    {
        return japanese() + count(CharClass::Latin) + count(CharClass::OtherLetter) + count(CharClass::FullWidthAscii);
    }
};

// Any bytes. The plain loop; text_scan has the fast one for all rows of a file.
TextProfile profileOf(std::string_view text);
std::size_t longestNumberIn(std::string_view text);
CharClass classOf(char32_t c);
// Nothing in it that a person would see.
bool isBlank(std::string_view text);

} // namespace onsa
