// SPDX-License-Identifier: GPL-3.0-or-later
// compareHabits: a convention is what nearly all rows do; the rest is shown, with the fix that makes it alike.
#include "dataset/row_compare.h"

#include <algorithm>
#include <cmath>

namespace onsa {

namespace {

constexpr std::size_t enoughRows = 20; // fewer have no habits

std::size_t countOf(std::span<const RowFacts> facts, std::uint32_t all, std::uint32_t none = 0)
{
    return static_cast<std::size_t>(std::count_if(facts.begin(), facts.end(), [&](const RowFacts &row) {
        return row.used() && (row.marks & all) == all && (row.marks & none) == 0;
    }));
}

template <class Holds> void report(std::span<const RowFacts> facts, IssueStore &found, const Issue &issue, Holds holds)
{
    for (std::size_t row = 0; row < facts.size(); ++row)
        if (facts[row].used() && holds(facts[row]))
            found.add(row, issue);
}

Issue warning(const char *id, const char *message, Fix fix)
{
    return {id, Severity::Warning, "completion", message, 0, 0, fix};
}

void checkLeadingSpace(std::span<const RowFacts> facts, std::size_t rows, IssueStore &found)
{
    const std::size_t spaced = countOf(facts, Mark::LeadingSpace);
    if (spaced == rows || spaced * 100 < rows * 95)
        return;
    report(facts, found,
           warning("surrounding_space", "The other completions start with a space, this one does not.",
                   Fix::AddLeadingSpace),
           [](const RowFacts &row) { return (row.marks & (Mark::LeadingSpace | Mark::Preference)) == 0; });
}

// The rarer of two forms is flagged; half and half is no habit.
void checkForms(std::span<const RowFacts> facts, IssueStore &found, std::uint32_t one, std::uint32_t other,
                const Issue &isOne, const Issue &isOther)
{
    const std::size_t ones = countOf(facts, one), others = countOf(facts, other);
    if (ones == 0 || others == 0)
        return;
    if (ones * 2 <= others)
        report(facts, found, isOne, [&](const RowFacts &row) { return (row.marks & one) != 0; });
    else if (others * 2 <= ones)
        report(facts, found, isOther, [&](const RowFacts &row) { return (row.marks & other) != 0; });
}

void checkEnds(std::span<const RowFacts> facts, IssueStore &found)
{
    const std::size_t sentences = countOf(facts, Mark::Sentence);
    const std::size_t whole = countOf(facts, Mark::Sentence | Mark::EndsWhole);
    if (sentences < enoughRows || whole == sentences || whole * 10 < sentences * 9)
        return;
    report(facts, found,
           warning("cut_off",
                   "This answer ends without a full stop, and nearly all others have one; it may be cut off.",
                   Fix::None),
           [](const RowFacts &row) { return (row.marks & Mark::Sentence) != 0 && (row.marks & Mark::EndsWhole) == 0; });
}

// Further than four standard deviations from the mean of the logarithms.
void checkLengths(std::span<const RowFacts> facts, std::size_t rows, std::uint16_t RowFacts::*length, const char *field,
                  IssueStore &found)
{
    constexpr std::size_t sample = 100; // with fewer, one long row moves the mean itself
    if (rows < sample)
        return;
    double sum = 0, squares = 0;
    for (const RowFacts &row : facts) {
        if (!row.used())
            continue;
        sum += row.*length;
        squares += static_cast<double>(row.*length) * (row.*length);
    }
    const double mean = sum / static_cast<double>(rows);
    const double spread = std::sqrt(std::max(0.0, squares / static_cast<double>(rows) - mean * mean));
    constexpr double tenth = 35; // 256 * log2(1.1): all nearly of one length is no reason to flag the rest
    const double bound = 4 * std::max(spread, tenth);
    report(facts, found,
           {"length_outlier", Severity::Info, field, "This text is far longer or shorter than the others."},
           [&](const RowFacts &row) { return std::abs(row.*length - mean) > bound; });
}

// Labels are short, all of them; one among sentences is the rest of something.
void checkShortAnswers(std::span<const RowFacts> facts, std::size_t rows, IssueStore &found)
{
    constexpr std::uint16_t fiveCharacters = 661; // 256 * log2(5 + 1)
    const auto isShort = [](const RowFacts &row) {
        return row.answerLength < fiveCharacters && (row.marks & Mark::Preference) == 0;
    };
    const auto shorts = static_cast<std::size_t>(
        std::count_if(facts.begin(), facts.end(), [&](const RowFacts &row) { return row.used() && isShort(row); }));
    if (shorts * 10 <= rows)
        report(facts, found, {"short_answer", Severity::Info, "completion", "This answer has fewer than five characters."},
               isShort);
}

void checkPreferences(std::span<const RowFacts> facts, IssueStore &found)
{
    const std::size_t pairs = countOf(facts, Mark::Preference);
    if (pairs < enoughRows || countOf(facts, Mark::Preference | Mark::ChosenLonger) * 5 <= pairs * 4)
        return;
    report(facts, found,
           {"length_bias", Severity::Info, "chosen",
            "In most rows the chosen answer is the longer one, here by far; the model may learn to be long."},
           [](const RowFacts &row) {
               constexpr std::uint32_t both = Mark::ChosenLonger | Mark::MuchLonger;
               return (row.marks & both) == both;
           });
}

} // namespace

void compareHabits(std::span<const RowFacts> facts, IssueStore &found)
{
    const std::size_t rows = countOf(facts, 0);
    if (rows < enoughRows)
        return;
    checkLeadingSpace(facts, rows, found);
    checkForms(facts, found, Mark::FullWidthAscii, Mark::HalfWidthAscii,
               warning("mixed_width", "Letters or digits are full width here and half width in most rows.",
                       Fix::HalfWidthAscii),
               warning("mixed_width", "Letters or digits are half width here and full width in most rows.",
                       Fix::FullWidthAscii));
    checkForms(facts, found, Mark::HalfWidthKana, Mark::FullWidthKana,
               warning("mixed_width", "There are half-width kana, and most rows have none.", Fix::FullWidthKana),
               warning("mixed_width", "There are half-width kana, as in most rows.", Fix::None));
    const Issue wave{"dash_variant",     Severity::Info, "completion", "This row has 〜 where most rows have ～.", 0, 0,
                     Fix::FullWidthTilde};
    const Issue tilde{"dash_variant", Severity::Info, "completion", "This row has ～ where most rows have 〜.", 0, 0,
                      Fix::WaveDash};
    checkForms(facts, found, Mark::WaveDash, Mark::FullWidthTilde, wave, tilde);
    checkEnds(facts, found);
    checkLengths(facts, rows, &RowFacts::promptLength, "prompt", found);
    checkLengths(facts, rows, &RowFacts::answerLength, "completion", found);
    checkShortAnswers(facts, rows, found);
    checkPreferences(facts, found);
}

} // namespace onsa
