// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace onsa;
using nlohmann::json;

namespace {

std::string paramOf(std::string_view line)
{
    const Result<Example> example = parseExample(line);
    REQUIRE_MESSAGE(!example, line);
    CHECK(example.error().kind == ErrorKind::InvalidInput);
    CHECK(!example.error().message.empty());
    return example.error().code + "@" + example.error().param;
}

constexpr TextField prompt{TextField::Kind::Prompt, 0};
constexpr TextField completion{TextField::Kind::Completion, 0};
constexpr TextField content(int message)
{
    return {TextField::Kind::MessageContent, message};
}

std::string edited(std::string_view line, TextField field, std::string_view text)
{
    const Result<std::string> row = replaceText(line, field, text);
    REQUIRE_MESSAGE(row, line);
    return *row;
}

std::string refusal(std::string_view line, TextField field, std::string_view text)
{
    const Result<std::string> row = replaceText(line, field, text);
    REQUIRE_MESSAGE(!row, line);
    CHECK(row.error().kind == ErrorKind::InvalidInput);
    return row.error().code;
}

} // namespace

TEST_CASE("a pair and a chat are read")
{
    const Result<Example> pair = parseExample(R"( {"prompt":"a\n\u00e9","tags":[1],"completion":" b"} )");
    REQUIRE(pair);
    CHECK(*pair == Example{ExampleKind::Pair, "a\né", " b", {}});

    const Result<Example> chat = parseExample(
        R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},)"
        R"({"role":"assistant","content":null,"tool_calls":[{}]},{"role":"assistant","content":"x","weight":0}]})");
    REQUIRE(chat);
    CHECK(chat->kind == ExampleKind::Chat);
    REQUIRE(chat->messages.size() == 4);
    CHECK(chat->messages[1] == Message{"user", "ab", {}});
    CHECK(chat->messages[2] == Message{"assistant", "", {}});
    CHECK(chat->messages[3] == Message{"assistant", "x", 0});
}

TEST_CASE("what is not an example says which member is at fault")
{
    CHECK(paramOf("") == "empty_line@");
    CHECK(paramOf("  ") == "empty_line@");
    CHECK(paramOf("[1]") == "not_an_object@");
    CHECK(paramOf("\"x\"") == "not_an_object@");
    CHECK(paramOf(R"({"prompt":"a"})") == "missing_completion@completion");
    CHECK(paramOf(R"({"completion":"a"})") == "missing_prompt@prompt");
    CHECK(paramOf(R"({"prompt":"a","completion":null})") == "wrong_type@completion");
    CHECK(paramOf(R"({"prompt":7,"completion":"a"})") == "wrong_type@prompt");
    CHECK(paramOf(R"({"messages":{}})") == "wrong_type@messages");
    CHECK(paramOf(R"({"messages":[]})") == "missing_messages@messages");
    CHECK(paramOf(R"({"messages":[3]})") == "wrong_type@messages[0]");
    CHECK(paramOf(R"({"messages":[{"content":"x"}]})") == "unknown_role@messages[0].role");
    CHECK(paramOf(R"({"messages":[{"role":"user"}]})") == "missing_content@messages[0].content");
    CHECK(paramOf(R"({"messages":[{"role":"user","content":null}]})") == "missing_content@messages[0].content");
    CHECK(paramOf(R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]})")
          == "wrong_type@messages[0].content");
    CHECK(paramOf(R"({"messages":[{"role":"assistant","content":"x","weight":2}]})")
          == "invalid_weight@messages[0].weight");
}

TEST_CASE("text that only a tolerant reader takes for JSON is refused")
{
    for (const char *line :
         {R"({"prompt":"a","completion":"b",})", R"({"prompt":"a","completion":NaN})", R"({'prompt':'a'})",
          R"({"prompt":"a","completion":"b")", R"({"prompt":"a)", "{\"prompt\":\"a\tb\",\"completion\":\"c\"}",
          "\xEF\xBB\xBF{\"prompt\":\"a\",\"completion\":\"b\"}"})
        CHECK(paramOf(line) == "invalid_json@");
    // Refused as well, and named for what they are, because each has its own repair.
    CHECK(paramOf(R"({"prompt":"a","completion":"b"}{})") == "two_values@");
    CHECK(paramOf(R"({"prompt":"\ud800","completion":"b"})") == "lone_surrogate@");
    CHECK(paramOf(R"({"prompt":"a","completion":"b","n":1e400})") == "number_out_of_range@");
    CHECK(paramOf("{\"prompt\":\"\xFF\",\"completion\":\"b\"}") == "invalid_utf8@");
    CHECK(paramOf(std::string("{\"prompt\":\"\0\",\"completion\":\"b\"}", 32)) == "nul_character@");
    CHECK(paramOf(std::string(100'000, '[')) == "invalid_json@");
}

TEST_CASE("a printed example is read back as it was")
{
    const Example pair{ExampleKind::Pair, "線\"\\\n\t\x01", " 日本\xF0\x9F\x91\xA9", {}};
    CHECK(printExample(pair) == "{\"prompt\":\"線\\\"\\\\\\n\\t\\u0001\",\"completion\":\" 日本\xF0\x9F\x91\xA9\"}");
    CHECK(parseExample(printExample(pair)) == pair);

    const Example chat{ExampleKind::Chat, {}, {}, {{"user", "a", {}}, {"assistant", "b", 1}}};
    CHECK(printExample(chat)
          == R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","weight":1}]})");
    CHECK(parseExample(printExample(chat)) == chat);
}

TEST_CASE("an edit changes one text and no other byte")
{
    CHECK(edited(R"( { "b":1e5 ,"prompt" : "x\/y", "completion":"z"}  )", prompt, "日\n")
          == R"( { "b":1e5 ,"prompt" : "日\n", "completion":"z"}  )");
    CHECK(edited(R"({"pro\u006dpt":"x","completion":""})", prompt, "y") == R"({"pro\u006dpt":"y","completion":""})");
    CHECK(edited(R"({"a":{"prompt":"no"},"prompt":"x","completion":"}"})", completion, "{")
          == R"({"a":{"prompt":"no"},"prompt":"x","completion":"{"})");
    CHECK(edited("{\"prompt\":\"x\",\"completion\":\"y\"}\r", completion, "z")
          == "{\"prompt\":\"x\",\"completion\":\"z\"}\r");
    // What was not a text becomes one.
    CHECK(edited(R"({"prompt":null,"completion":[1,"]"]})", prompt, "p") == R"({"prompt":"p","completion":[1,"]"]})");
    CHECK(edited(R"({"prompt":null,"completion":[1,"]"]})", completion, "c") == R"({"prompt":null,"completion":"c"})");
    CHECK(edited(R"({"prompt":-1.5e3,"completion":""})", prompt, "") == R"({"prompt":"","completion":""})");
    // The same text leaves the row's own spelling alone.
    CHECK(edited(R"({"prompt":"\u0041\/","completion":""})", prompt, "A/")
          == R"({"prompt":"\u0041\/","completion":""})");
}

TEST_CASE("an edited row keeps its way of writing")
{
    CHECK(edited(R"({"prompt":"\u00e9","completion":""})", completion, "é日😀")
          == R"({"prompt":"\u00e9","completion":"\u00e9\u65e5\ud83d\ude00"})");
    CHECK(edited(R"({"prompt":"\u00E9","completion":""})", completion, "é")
          == R"({"prompt":"\u00E9","completion":"\u00E9"})");
    CHECK(edited(R"({"prompt":"\u0041","completion":""})", completion, "é")
          == R"({"prompt":"\u0041","completion":"é"})");
    CHECK(edited(R"({"prompt":"\u00e9é","completion":""})", completion, "日")
          == R"({"prompt":"\u00e9é","completion":"日"})");
    CHECK(edited(R"({"prompt":"\\u00e9","completion":""})", completion, "日")
          == R"({"prompt":"\\u00e9","completion":"日"})");
}

TEST_CASE("a missing member goes to the end, spaced like the row")
{
    CHECK(edited("{}", prompt, "a") == R"({"prompt":"a"})");
    CHECK(edited("{ }", prompt, "a") == R"({"prompt":"a" })");
    CHECK(edited(R"({"prompt":"a"})", completion, "b") == R"({"prompt":"a","completion":"b"})");
    CHECK(edited(R"({"prompt": "a"})", completion, "b") == R"({"prompt": "a", "completion": "b"})");
    CHECK(edited(R"({ "prompt": "a", "n": 1 })", completion, "b") == R"({ "prompt": "a", "n": 1, "completion": "b" })");
    CHECK(edited(R"({"messages": [{"role": "user"}]})", content(0), "b")
          == R"({"messages": [{"role": "user", "content": "b"}]})");
}

TEST_CASE("a message is edited where it stands")
{
    const std::string chat =
        R"({"messages":[{"role":"user","content":"content"},{"content":[{"type":"text","text":"a"}],"role":"assistant"}],"tools":[]})";
    CHECK(
        edited(chat, content(0), "q")
        == R"({"messages":[{"role":"user","content":"q"},{"content":[{"type":"text","text":"a"}],"role":"assistant"}],"tools":[]})");
    CHECK(edited(chat, content(1), "r")
          == R"({"messages":[{"role":"user","content":"content"},{"content":"r","role":"assistant"}],"tools":[]})");
    CHECK(refusal(chat, content(2), "x") == "missing_messages");
    CHECK(refusal(chat, content(-1), "x") == "missing_messages");
    CHECK(refusal(chat, prompt, "x") == "wrong_type");
    CHECK(refusal(R"({"messages":[7]})", content(0), "x") == "wrong_type");
    CHECK(refusal(R"({"prompt":"a"})", content(0), "x") == "missing_messages");
}

TEST_CASE("an edit that cannot be right is refused")
{
    const std::string row = R"({"prompt":"a","completion":"b"})";
    CHECK(refusal(row, prompt, "\xFF") == "invalid_utf8");
    CHECK(refusal(row, prompt, "\xED\xA0\x80") == "invalid_utf8"); // a lone surrogate
    CHECK(refusal(row, prompt, std::string_view("a\0b", 3)) == "nul_character");
    CHECK(refusal(R"({"prompt":"a","completion":"b","prompt":"c"})", prompt, "x") == "duplicate_key");
    CHECK(refusal("[]", prompt, "x") == "not_an_object");
    CHECK(refusal("", prompt, "x") == "empty_line");
    CHECK(refusal("{\"prompt\"", prompt, "x") == "invalid_json");
}

TEST_CASE("a hundred random rows keep everything but the edited text")
{
    std::mt19937 random(7);
    const std::vector<std::string> texts{"",         " ",  "plain",         "\"quoted\" \\ back", "線\u2028路",
                                         "\x01\x1f", "😀é", "{\"a\":[1,2]}", "\n\r\t\b\f/"};
    const auto any = [&] { return texts[random() % texts.size()]; };
    for (int i = 0; i < 300; ++i) {
        json row = {{"prompt", any()},
                    {"completion", any()},
                    {any(), {{"x", any()}, {any(), 1.5e300}}},
                    {"n", {1, nullptr, true, -7}}};
        const std::string line = row.dump(random() % 2 ? -1 : 1, ' ', random() % 2);
        std::string oneLine = line;
        std::replace(oneLine.begin(), oneLine.end(), '\n', ' ');
        const std::string text = any();
        row["completion"] = text;
        const std::string now = edited(oneLine, completion, text);
        CAPTURE(oneLine);
        CHECK(json::parse(now) == row);
        // Before and behind the value not a byte has moved.
        std::size_t same = 0;
        while (same < now.size() && same < oneLine.size() && now[same] == oneLine[same])
            ++same;
        const std::size_t start = oneLine.find("\"completion\"");
        CHECK(same > start);
    }
}
