// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/random.h"
#include "engine/generation/stop_matcher.h"

#include <doctest/doctest.h>

using namespace onsa::engine;

namespace {

// What is shown of `text` when it comes in these pieces.
std::string shown(const std::vector<std::string> &stops, const std::vector<std::string> &pieces)
{
    StopMatcher matcher(stops);
    std::string out;
    for (const auto &piece : pieces)
        out += matcher.feed(piece);
    const std::size_t before = matcher.released();
    CHECK(before == out.size());
    return out + matcher.rest();
}

// The same by looking at the whole text: the end of the first stop that is complete, the longest of those.
std::string shownSimply(const std::vector<std::string> &stops, const std::string &text)
{
    for (std::size_t end = 1; end <= text.size(); ++end) {
        std::size_t longest = 0;
        for (const auto &stop : stops) {
            if (text.substr(0, end).ends_with(stop))
                longest = std::max(longest, stop.size());
        }
        if (longest > 0)
            return text.substr(0, end - longest);
    }
    return text;
}

std::vector<std::string> cut(Random &random, const std::string &text)
{
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = 1 + random.below(4);
        pieces.push_back(text.substr(at, length));
        at += length;
    }
    return pieces;
}

} // namespace

TEST_CASE("Nothing of a stop sequence is shown, nor what follows")
{
    CHECK(shown({"\n\n"}, {"one\n", "two\n", "\nthree"}) == "one\ntwo");
    CHECK(shown({"END"}, {"E", "N", "E", "N", "D", "more"}) == "EN");
    CHECK(shown({"。"}, {"そうです\xE3", "\x80", "\x82はい"}) == "そうです");
    CHECK(shown({"abcd", "bc"}, {"abcd"}) == "a"); // the one that is complete first
    CHECK(shown({"b", "ab"}, {"xab"}) == "x"); // of two that end together, the longer
    CHECK(shown({"aab"}, {"aaab"}) == "a");
    CHECK(shown({}, {"a", "b"}) == "ab");
    CHECK(shown({""}, {"ab"}) == "ab");
}

TEST_CASE("The beginning of a stop sequence is held back until it is clear")
{
    StopMatcher matcher({"stop"});
    CHECK(matcher.feed("ab s") == "ab ");
    CHECK(matcher.feed("to") == "");
    CHECK(matcher.feed("re") == "store");
    CHECK(matcher.feed("st") == "");
    CHECK_FALSE(matcher.stopped());
    CHECK(matcher.rest() == "st");
    CHECK(matcher.rest() == "");
}

TEST_CASE("After a stop nothing comes any more")
{
    StopMatcher matcher({"."});
    CHECK(matcher.feed("a.b") == "a");
    CHECK(matcher.stopped());
    CHECK(matcher.feed("c") == "");
    CHECK(matcher.rest() == "");
    CHECK(matcher.released() == 1);
}

TEST_CASE("How the text is cut does not matter")
{
    Random random(7);
    for (int round = 0; round < 4000; ++round) {
        const auto word = [&](std::size_t longest) { // few letters, so that sequences overlap
            std::string out;
            for (std::size_t i = 1 + random.below(longest); i > 0; --i)
                out += static_cast<char>('a' + random.below(3));
            return out;
        };
        std::vector<std::string> stops;
        for (std::size_t i = random.below(5); i > 0; --i)
            stops.push_back(word(5));
        const std::string text = word(30);
        const std::string expected = shownSimply(stops, text);
        CAPTURE(text);
        REQUIRE(shown(stops, {text}) == expected);
        REQUIRE(shown(stops, cut(random, text)) == expected);
    }
}
