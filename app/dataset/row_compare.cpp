// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_compare.h"

#include "core/checks/comparison_form.h"
#include "dataset/parallel.h"
#include "dataset/row_keys.h"
#include "dataset/seen_twice.h"

#include <algorithm>
#include <array>

namespace onsa {

namespace {

struct Entry {
    std::uint64_t prompt = 0, answer = 0;
    std::uint32_t row = 0;
};

bool inOrder(const Entry &a, const Entry &b)
{
    return std::tie(a.prompt, a.answer, a.row) < std::tie(b.prompt, b.answer, b.row);
}

// Eight parts by the highest bits of the prompt, each sorted on its own.
void sortEntries(std::vector<Entry> &entries, std::stop_token stop)
{
    std::array<std::vector<Entry>::iterator, 9> border;
    border.front() = entries.begin();
    border.back() = entries.end();
    for (std::size_t step = 4; step > 0; step /= 2)
        for (std::size_t part = 0; part < 8; part += 2 * step)
            border[part + step] = std::partition(border[part], border[part + 2 * step], [&](const Entry &entry) {
                return (entry.prompt >> 61U) < part + step;
            });
    parallelFor<int>(8, stop, [&](std::size_t part, int &) { std::sort(border[part], border[part + 1], inOrder); });
}

// The used rows whose `hash` another may have too.
template <class Used>
std::vector<Entry> entriesSeenTwice(std::span<const RowFacts> facts, std::uint64_t RowFacts::*hash, Used used)
{
    SeenTwice seen(facts.size());
    for (const RowFacts &row : facts)
        if (used(row))
            seen.add(row.*hash);
    const auto isTwice = [&](const RowFacts &row) { return used(row) && seen.has(row.*hash); };
    std::vector<Entry> entries;
    entries.reserve(static_cast<std::size_t>(std::count_if(facts.begin(), facts.end(), isTwice)));
    for (std::size_t row = 0; row < facts.size(); ++row)
        if (isTwice(facts[row]))
            entries.push_back({facts[row].prompt, facts[row].answer, static_cast<std::uint32_t>(row)});
    return entries;
}

std::string place(std::uint32_t row)
{
    return std::to_string(row + 1);
}

ExampleKeys exactKeys(const DatasetSnapshot &rows, std::uint32_t row)
{
    thread_local std::string room;
    const auto line = rows.line(row);
    if (const auto pair = line ? readPlainPair(*line, room) : std::nullopt)
        return keysOf(*pair);
    const auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
    return example ? keysOf(*example) : ExampleKeys{{row, 1}, {row, 1}}; // like no other
}

// Rows with one form of prompt and answer: which have the very same bytes.
void reportSame(const DatasetSnapshot &rows, std::span<const Entry> same, IssueStore &found)
{
    std::vector<std::pair<ExampleKeys, std::uint32_t>> texts; // the first row of each text
    for (const Entry &entry : same) {
        const ExampleKeys keys = exactKeys(rows, entry.row);
        const auto twin = std::find_if(texts.begin(), texts.end(), [&](const auto &known) {
            return known.first.prompt == keys.prompt && known.first.answer == keys.answer;
        });
        if (twin != texts.end())
            found.add(entry.row,
                      {"duplicate",
                       Severity::Warning,
                       {},
                       "This row says the same as row " + place(twin->second) + ".",
                       0,
                       0,
                       Fix::DeleteRow});
        else if (!texts.empty())
            found.add(
                entry.row,
                {"same_normalised",
                 Severity::Warning,
                 {},
                 "But for spaces, width or signs this row says the same as row " + place(texts.front().second) + ".",
                 0,
                 0,
                 Fix::DeleteRow});
        constexpr std::size_t enough = 64; // spellings of one row
        if (twin == texts.end() && texts.size() < enough)
            texts.emplace_back(keys, entry.row);
    }
}

void reportOtherAnswers(std::span<const Entry> asked, IssueStore &found)
{
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (i > 0 && asked[i].answer == asked[i - 1].answer)
            continue; // said of the first with this answer
        found.add(asked[i].row,
                  {"contradiction",
                   Severity::Info,
                   {},
                   "The same prompt has another completion in row "
                       + place(asked[i].answer == asked.front().answer ? asked.back().row : asked.front().row) + "."});
    }
}

// The same answer to ten questions or more is said once, of its first row. Labels of a classification are short.
void reportOneAnswer(std::span<const RowFacts> facts, IssueStore &found)
{
    constexpr std::uint16_t sentence = 1096; // 256 * log2(19.5)
    constexpr std::size_t enough = 10;
    std::vector<Entry> entries = entriesSeenTwice(
        facts, &RowFacts::answer, [](const RowFacts &row) { return row.used() && row.answerLength >= sentence; });
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        return std::tie(a.answer, a.prompt, a.row) < std::tie(b.answer, b.prompt, b.row);
    });
    for (std::size_t begin = 0; begin < entries.size();) {
        std::size_t end = begin + 1, questions = 1;
        std::uint32_t first = entries[begin].row;
        for (; end < entries.size() && entries[end].answer == entries[begin].answer; ++end) {
            questions += entries[end].prompt != entries[end - 1].prompt ? 1U : 0U;
            first = std::min(first, entries[end].row);
        }
        if (questions >= enough)
            found.add(first,
                      {"one_answer",
                       Severity::Info,
                       {},
                       std::to_string(questions) + " different prompts have this one answer."});
        begin = end;
    }
}

// A < B here and B < A there; and one text chosen here and rejected there.
void comparePreferences(const DatasetSnapshot &rows, std::span<const Entry> asked, IssueStore &found)
{
    struct Sides {
        std::string chosen, rejected;
        std::uint32_t row = 0;
    };
    constexpr std::size_t most = 200; // answers to one question that are compared with each other
    std::vector<Sides> sides;
    for (const Entry &entry : asked.first(std::min(asked.size(), most))) {
        const auto line = rows.line(entry.row);
        const auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
        if (!example || example->kind != ExampleKind::Preference || example->chosen.empty()
            || example->rejected.empty())
            continue;
        Sides now{cmp(example->chosen.back().content), cmp(example->rejected.back().content), entry.row};
        for (const Sides &other : sides) {
            if (now.chosen == other.rejected && now.rejected == other.chosen)
                found.add(now.row,
                          {"swapped_pair",
                           Severity::Warning,
                           {},
                           "Row " + place(other.row) + " has the same two answers the other way round.",
                           0,
                           0,
                           Fix::DeleteRow});
            else if (now.chosen == other.rejected || now.rejected == other.chosen)
                found.add(now.row,
                          {"preference_conflict",
                           Severity::Warning,
                           {},
                           "A text that is chosen here is rejected in row " + place(other.row)
                               + ", or the other way round."});
            else
                continue;
            break;
        }
        sides.push_back(std::move(now));
    }
}

} // namespace

void compareRows(const DatasetSnapshot &rows, std::span<const RowFacts> facts, IssueStore &found, std::stop_token stop)
{
    std::vector<Entry> entries =
        entriesSeenTwice(facts, &RowFacts::prompt, [](const RowFacts &row) { return row.used(); });
    sortEntries(entries, stop);
    for (std::size_t begin = 0; begin < entries.size() && !stop.stop_requested();) {
        std::size_t end = begin + 1;
        while (end < entries.size() && entries[end].prompt == entries[begin].prompt)
            ++end;
        const std::span asked(entries.data() + begin, end - begin);
        begin = end;
        if (asked.size() == 1)
            continue;
        if ((facts[asked.front().row].marks & Mark::Preference) != 0) {
            comparePreferences(rows, asked, found);
            continue;
        }
        for (std::size_t first = 0; first < asked.size();) {
            std::size_t last = first + 1;
            while (last < asked.size() && asked[last].answer == asked[first].answer)
                ++last;
            if (last - first > 1)
                reportSame(rows, asked.subspan(first, last - first), found);
            first = last;
        }
        if (asked.front().answer != asked.back().answer)
            reportOtherAnswers(asked, found);
    }
    entries = {};
    if (!stop.stop_requested())
        reportOneAnswer(facts, found);
}

} // namespace onsa
