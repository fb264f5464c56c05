// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/utf8_hold.h"

#include "core/utf8.h"
#include "engine/compute/random.h"

#include <array>
#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;

namespace {

constexpr const char *broken = "\xEF\xBF\xBD"; // U+FFFD

} // namespace

TEST_CASE("Only whole characters come out")
{
    Utf8Hold hold;
    CHECK(hold.feed("a\xE6\x97") == "a");
    CHECK(hold.held() == 2);
    CHECK(hold.feed("\xA5") == "日");
    CHECK(hold.feed("\xF0\x9F\x87") == "");
    CHECK(hold.feed("\xAF\xF0") == "\xF0\x9F\x87\xAF");
    CHECK(hold.rest() == broken);
    CHECK(hold.rest() == "");
}

TEST_CASE("Bytes that are no character are replaced")
{
    Utf8Hold hold;
    CHECK(hold.feed("\x80") == broken);
    CHECK(hold.feed("\xFF"
                    "a")
          == std::string(broken) + "a");
    CHECK(hold.feed("\xE6"
                    "b")
          == std::string(broken) + "b");
    CHECK(hold.feed("\xED\xA0\x80") == std::string(broken) + broken + broken); // a surrogate
    CHECK(hold.rest() == "");
}

TEST_CASE("How bytes are cut does not matter, and the result is that of the whole text")
{
    constexpr std::array bytes = {'a',    '\x80', '\xBF', '\x9F', '\xA0', '\xC2', '\xC0', '\xE0',
                                  '\xE6', '\xED', '\xEF', '\xF0', '\xF4', '\xF5', '\xFF'};
    Random random(3);
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (std::size_t i = random.below(12); i > 0; --i)
            text += bytes[random.below(bytes.size())];
        Utf8Hold hold;
        std::string out;
        for (const char byte : text) {
            out += hold.feed(std::string_view(&byte, 1));
            REQUIRE(isUtf8(out));
        }
        out += hold.rest();
        Utf8Hold whole;
        std::string atOnce = whole.feed(text);
        atOnce += whole.rest();
        REQUIRE(atOnce == out);
        REQUIRE(out == repairUtf8(text));
    }
}
