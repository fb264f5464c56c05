// SPDX-License-Identifier: GPL-3.0-or-later
// What looks at every row of a large file has a fast way; it must say what the plain way says, of any row.
#include "core/checks/comparison_form.h"
#include "core/checks/pair_rules.h"
#include "core/checks/text_marks.h"
#include "core/example_reader.h"
#include "core/utf8.h"
#include "support/odd_rows.h"

#include <doctest/doctest.h>

#include <cstring>
#include <map>

using namespace onsa;
using namespace onsa::test;

namespace {

bool sameScan(const std::string &text)
{
    TextScan scan;
    scanText(text, scan);
    const TextProfile plain = profileOf(text);
    std::vector<Phrase> phrases;
    findPhrases(text, phrases);
    TextProfile alone;
    scanProfile(text, alone);
    const auto same = [](const TextProfile &a, const TextProfile &b) {
        return a.counts == b.counts && a.characters == b.characters && a.longestNumber == b.longestNumber;
    };
    return same(scan.profile, plain) && same(alone, plain)
        && std::equal(scan.phrases.begin(), scan.phrases.end(), phrases.begin(), phrases.end(),
                      [](const Phrase &a, const Phrase &b) {
                          return a.kind == b.kind && a.first == b.first && a.last == b.last;
                      });
}

// The rule word for word: a piece of ten characters, four times or more without overlap, and 30 % of the text.
bool hasRepeatedPiece(const std::string &text)
{
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U)
            starts.push_back(at);
    const std::size_t characters = starts.size();
    starts.push_back(text.size());
    if (characters < 80)
        return false;
    std::map<std::string, std::pair<std::size_t, std::size_t>> pieces; // how often, and where the last one ends
    for (std::size_t i = 0; i + 10 <= characters; ++i) {
        auto &[count, free] = pieces[text.substr(starts[i], starts[i + 10] - starts[i])];
        if (count > 0 && i < free)
            continue;
        ++count;
        free = i + 10;
    }
    return std::any_of(pieces.begin(), pieces.end(), [&](const auto &piece) {
        const std::size_t count = piece.second.first;
        return count >= 4 && count * 10 * 10 > characters * 3
            && piece.first.find_first_not_of(" \t-=_*#|.") != std::string::npos;
    });
}

// The sample that a text must pass, too.
bool isSeenAgain(const std::string &text)
{
    std::map<std::uint64_t, std::size_t> seen;
    std::size_t most = 0;
    for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, 8);
        const std::uint64_t mixed = bytes * 0x9E3779B97F4A7C15ULL;
        if ((mixed >> 62U) == 0)
            most = std::max(most, ++seen[(mixed >> 50U) & 511U]);
    }
    return most >= std::min<std::size_t>(std::max<std::size_t>(4, text.size() / 3 / 100), 255);
}

bool hasRepeatedLine(const std::string &text)
{
    std::map<std::string, int> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        if (line.size() >= 6 && line.find_first_not_of(" \t-=_*#|.`") != std::string::npos)
            ++lines[line];
        at = end + 1;
    }
    return std::any_of(lines.begin(), lines.end(), [](const auto &line) { return line.second >= 5; });
}

std::vector<Issue> quickIssues(std::string_view line, std::string &room, bool &taken)
{
    std::vector<Issue> issues;
    const auto pair = readPlainPair(line, room);
    taken = pair.has_value();
    if (!pair)
        return issues;
    PairScans scans;
    checkPair(*pair, scans, issues);
    worstFirst(issues);
    return issues;
}

} // namespace

TEST_CASE("one pass over a text says what the plain loops say")
{
    OddRows rows(1);
    for (int i = 0; i < 4000; ++i) {
        const std::string text = rows.text();
        REQUIRE_MESSAGE(sameScan(text), text);
        std::string broken = rows.row(false);
        for (unsigned k = rows.below(4); k > 0 && !broken.empty(); --k)
            broken[rows.below(broken.size())] = static_cast<char>(rows.below(256));
        REQUIRE_MESSAGE(sameScan(broken), broken);
    }
    for (char32_t c = 0; c < 0x11000; c += c < 0x3100 ? 1 : 7) {
        std::string text = "abc ";
        appendUtf8(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
        REQUIRE(sameScan(text));
    }
    std::string longText;
    while (longText.size() < 100'000)
        longText += rows.text() + "12-34";
    CHECK(sameScan(longText));
}

TEST_CASE("a repetition is found by the quick look exactly when the rule has one")
{
    OddRows rows(2);
    int found = 0;
    for (int i = 0; i < 6000; ++i) {
        std::string text = rows.text();
        if (i % 3 == 0) {
            // Near the border: a piece some times between other words.
            const std::string piece = i % 2 == 0 ? "この件は担当者まで。" : "see above. ";
            for (unsigned k = 2 + rows.below(7); k > 0; --k)
                text += piece + rows.text().substr(0, 0) + std::string(rows.below(30), static_cast<char>('a' + k));
        }
        const bool rule = (hasRepeatedPiece(text) && isSeenAgain(text)) || hasRepeatedLine(text);
        REQUIRE_MESSAGE(findRepetition(text).has_value() == rule, text);
        found += rule ? 1 : 0;
    }
    CHECK(found > 300);
    CHECK(findRepetition(std::string(9000, ' ') + "\n").has_value() == false);
    std::string large;
    for (int i = 0; large.size() < 60'000; ++i)
        large += "番号" + std::to_string(i) + (i % 2 == 0 ? "繰り返される十文字です" : "他");
    CHECK(findRepetition(large).has_value() == (hasRepeatedPiece(large) && isSeenAgain(large)));
    CHECK(findRepetition(large).has_value());
}

TEST_CASE("a plain pair reads as the parser reads it, and is never taken for one when it is not")
{
    OddRows rows(3);
    std::string room;
    int taken = 0;
    for (int i = 0; i < 40'000; ++i) {
        const std::string line = rows.row(i % 2 == 0);
        const auto pair = readPlainPair(line, room);
        if (!pair)
            continue;
        ++taken;
        const ExampleReading reading = readExample(line);
        REQUIRE_MESSAGE(reading.issues.empty(), line);
        REQUIRE_MESSAGE(reading.example.kind == ExampleKind::Pair, line);
        REQUIRE_MESSAGE(pair->prompt == reading.example.prompt, line);
        REQUIRE_MESSAGE(pair->completion == reading.example.completion, line);
    }
    CHECK(taken > 10'000); // the quick way is the common one
    CHECK(readPlainPair(R"(  {"completion" : "b" , "id":"7", "prompt":"\u3042\ud83d\ude00\"\/\n"} )", room)->prompt
          == "あ😀\"/\n");
    for (const char *other :
         {"", "{}", R"({"prompt":"a","completion":"b"}x)", R"({"prompt":"a","completion":"b",})",
          R"({"prompt":"a","completion":"\ud800"})", R"({"prompt":"a","prompt":"a","completion":"b"})",
          R"({"prompt":"a","completion":"b","messages":"c"})", "{\"prompt\":\"a\tb\",\"completion\":\"c\"}",
          "{\"prompt\":\"\xE3\x81\",\"completion\":\"c\"}"})
        CHECK_MESSAGE(!readPlainPair(other, room), other);
}

TEST_CASE("a plain chat reads as the parser reads it")
{
    OddRows rows(6);
    std::string room;
    Example chat;
    int taken = 0;
    for (int i = 0; i < 40'000; ++i) {
        const std::string line = rows.row(i % 2 == 0);
        if (!readPlainChat(line, room, chat))
            continue;
        ++taken;
        const ExampleReading reading = readExample(line);
        REQUIRE_MESSAGE(reading.issues.empty(), line);
        REQUIRE_MESSAGE(reading.example == chat, line);
        for (const MessageShape &shape : reading.shapes)
            REQUIRE_MESSAGE((!shape.answersByCall && shape.unknownKey.empty() && shape.calls.empty()), line);
    }
    CHECK(taken > 5000);
    for (const char *other : {R"({"messages":[]})", R"({"messages":[{"role":"user"}]})",
                              R"({"messages":[{"role":"user","content":"a"}],"messages":[]})",
                              R"({"messages":[{"role":"user","content":"a","weight":1}]})",
                              R"({"messages":[{"role":"user","content":null}]})",
                              R"({"messages":[{"role":"user","role":"user","content":"a"}]})",
                              R"({"messages":[{"role":"user","content":"a"},]})", R"({"prompt":"a","completion":"b"})",
                              R"({"messages":[{"role":"user","content":"a"}],"chosen":"b","rejected":"c"})"})
        CHECK_MESSAGE(!readPlainChat(other, room, chat), other);
}

TEST_CASE("the findings about a plain pair are those of checkLine")
{
    OddRows rows(4);
    std::string room;
    std::map<std::string, int> seen;
    for (int i = 0; i < 20'000; ++i) {
        const std::string line = rows.row(i % 2 == 0);
        bool taken = false;
        const auto quick = quickIssues(line, room, taken);
        if (!taken)
            continue;
        REQUIRE_MESSAGE(quick == checkLine(line), line);
        for (const Issue &issue : quick)
            ++seen[issue.id];
    }
    CHECK(seen.size() >= 20); // kinds of findings
}

TEST_CASE("counting characters by eight bytes")
{
    OddRows rows(5);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = rows.row(false);
        const auto plain = std::count_if(text.begin(), text.end(),
                                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        REQUIRE(countCodePoints(text) == static_cast<std::size_t>(plain));
    }
}
