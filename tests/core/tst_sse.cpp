// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sse.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace onsa;

namespace {

std::vector<SseEvent> eventsOf(std::string_view bytes)
{
    SseParser parser;
    return parser.feed(bytes);
}

std::vector<SseEvent> eventsInPieces(std::string_view bytes, std::mt19937 &random)
{
    SseParser parser;
    std::vector<SseEvent> all;
    while (!bytes.empty()) {
        const std::size_t size = std::min<std::size_t>(bytes.size(), random() % 7);
        for (SseEvent &event : parser.feed(bytes.substr(0, size)))
            all.push_back(std::move(event));
        bytes.remove_prefix(size);
    }
    return all;
}

const std::string everything =
    "\xEF\xBB\xBF: hello\ndata: one\n\nevent: tick\r\ndata:two\r\ndata\r\ndata:  three\r\n\r\n"
    "id: 7\rretry: 10\rdata: {\"é\":\"日本\"}\r\r\n\n\nevent: only a name\n\ndata:\n\n:x\n"
    "data: [DONE]\n\ndata: cut off\n";

} // namespace

TEST_CASE("the line ends CR, LF and CRLF, comments, names and empty events")
{
    const std::vector<SseEvent> expected{
        {"", "one"}, {"tick", "two\n\n three"}, {"", "{\"é\":\"日本\"}"}, {"", ""}, {"", "[DONE]"},
    };
    CHECK(eventsOf(everything) == expected);
}

TEST_CASE("events do not depend on how the bytes are cut")
{
    std::mt19937 random(1);
    const std::vector<SseEvent> whole = eventsOf(everything);
    for (int i = 0; i < 500; ++i)
        CHECK(eventsInPieces(everything, random) == whole);

    // Any bytes at all, made of the letters that mean something.
    const std::vector<std::string> pieces{"\r", "\n",           "data", ":",        " ",          "event",
                                          "x",  "\xEF\xBB\xBF", "\xE3", "\x81\x82", "data: y\n\n"};
    for (int i = 0; i < 500; ++i) {
        std::string bytes;
        for (int n = 0; n < 30; ++n)
            bytes += pieces[random() % pieces.size()];
        CAPTURE(bytes);
        CHECK(eventsInPieces(bytes, random) == eventsOf(bytes));
    }
}

TEST_CASE("a byte order mark counts only at the very start")
{
    CHECK(eventsOf("\xEF\xBB\xBF"
                   "data: a\n\n")
          == std::vector<SseEvent>{{"", "a"}});
    CHECK(eventsOf("data: a\n\n\xEF\xBB\xBF"
                   "data: b\n\ndata: c\n\n")
          == std::vector<SseEvent>{{"", "a"}, {"", "c"}});
}

TEST_CASE("an event that is too long is dropped, and the next one is read")
{
    for (const bool oneLine : {true, false}) {
        SseParser parser;
        std::string line(1U << 20U, 'x');
        std::vector<SseEvent> events = parser.feed("data: ");
        for (int i = 0; i < 17; ++i) {
            CHECK(parser.feed(line).empty());
            if (!oneLine)
                CHECK(parser.feed("\r\ndata: ").empty());
        }
        CHECK(parser.overflowed());
        CHECK(parser.feed("\ndata: still the long one\n").empty());
        CHECK(parser.feed("\ndata: next\n\n") == std::vector<SseEvent>{{"", "next"}});
    }
}

TEST_CASE("a frame is read back as it was written")
{
    CHECK(sseFrame("{\"a\":1}") == "data: {\"a\":1}\n\n");
    CHECK(eventsOf(sseFrame("{\"a\":1}") + std::string(sseDone))
          == std::vector<SseEvent>{{"", "{\"a\":1}"}, {"", "[DONE]"}});
}
