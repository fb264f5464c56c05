// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of each row while all rows are compared: 24 bytes.
#pragma once

#include "core/checks/text_profile.h"
#include "core/example.h"
#include "core/plain_rows.h"

#include <cstdint>
#include <string>

namespace onsa {

// Bits of RowFacts::marks: what a rule about the whole data set asks of the answer.
namespace Mark {
enum : std::uint32_t {
    LeadingSpace = 1U << 0U, // exactly one
    EndsWhole = 1U << 1U,
    FullWidthAscii = 1U << 2U,
    HalfWidthAscii = 1U << 3U, // in a text with kana or kanji
    HalfWidthKana = 1U << 4U,
    FullWidthKana = 1U << 5U,
    WaveDash = 1U << 6U,
    FullWidthTilde = 1U << 7U,
    Sentence = 1U << 8U, // ten characters or more
    Preference = 1U << 9U,
    ChosenLonger = 1U << 10U,
    MuchLonger = 1U << 11U, // one answer of a preference more than four times the other
    Used = 1U << 12U // a row without an error
};
}

struct RowFacts {
    std::uint64_t prompt = 0, answer = 0; // of their comparison forms
    std::uint32_t marks = 0;
    std::uint16_t promptLength = 0, answerLength = 0; // 256 times the binary logarithm of the characters

    bool used() const { return (marks & Mark::Used) != 0; }
};

// Rows that ask the same have the same prompt; `buffer` is only to be used again.
RowFacts factsOf(const Example &example, std::string &buffer);
// The same of a plain pair; `said` is the profile of its completion.
RowFacts factsOf(const PairTexts &pair, const TextProfile &said, std::string &buffer);

} // namespace onsa
