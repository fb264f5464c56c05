// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat_edit.h"

#include "core/preference_edit.h"

#include <doctest/doctest.h>

#include <random>

using namespace onsa;

namespace {

// Odd spacing, numbers that a parser would rewrite, members that nobody knows.
const std::string row =
    R"({ "id" : 1e5, "messages" :[{"role":"user","content":"a","x":1.50} ,  )"
    R"({"content":"b\/","role":"assistant","weight":1},{"role":"user","content":"c"}], "t": 0.10 })";

std::string code(const Result<std::string> &refused)
{
    REQUIRE(!refused);
    CHECK(!refused.error().message.empty());
    return refused.error().code;
}

} // namespace

TEST_CASE("a turn moves and every other byte stays")
{
    CHECK(*withTurnMoved(row, 0, 2)
          == R"({ "id" : 1e5, "messages" :[{"content":"b\/","role":"assistant","weight":1} ,  )"
             R"({"role":"user","content":"c"},{"role":"user","content":"a","x":1.50}], "t": 0.10 })");
    CHECK(*withTurnMoved(*withTurnMoved(row, 0, 2), 2, 0) == row);
    CHECK(*withTurnMoved(row, 1, 1) == row);
    CHECK(code(withTurnMoved(row, 1, 3)) == "missing_messages");
}

TEST_CASE("turns are added, doubled and removed")
{
    CHECK(*withoutTurn(row, 1)
          == R"({ "id" : 1e5, "messages" :[{"role":"user","content":"a","x":1.50} ,  )"
             R"({"role":"user","content":"c"}], "t": 0.10 })");
    CHECK(*withoutTurn(row, 2)
          == R"({ "id" : 1e5, "messages" :[{"role":"user","content":"a","x":1.50} ,  )"
             R"({"content":"b\/","role":"assistant","weight":1}], "t": 0.10 })");
    CHECK(*withTurnDuplicated(R"({"messages": [{"role": "user", "content": "\u3042"}]})", 0)
          == R"({"messages": [{"role": "user", "content": "\u3042"}, {"role": "user", "content": "\u3042"}]})");
    CHECK(*withTurnInserted(R"({"messages":[]})", 0, "user") == R"({"messages":[{"role":"user","content":""}]})");
    CHECK(*withTurnInserted(R"({"messages":[{"role":"user","content":"a"}]})", 9, "assistant")
          == R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":""}]})");
    CHECK(*withTurnInserted(R"({"messages": [{"role": "user", "content": "a"}]})", 0, "system")
          == R"({"messages": [{"role": "system", "content": ""}, {"role": "user", "content": "a"}]})");
    CHECK(*withoutTurn(R"({"messages":[ {"role":"user","content":"a"} ]})", 0) == R"({"messages":[  ]})");
}

TEST_CASE("members of a turn are replaced, appended and removed")
{
    CHECK(*withTurnMember(row, 1, "weight", "0")
          == R"({ "id" : 1e5, "messages" :[{"role":"user","content":"a","x":1.50} ,  )"
             R"({"content":"b\/","role":"assistant","weight":0},{"role":"user","content":"c"}], "t": 0.10 })");
    CHECK(*withTurnText(R"({"messages":[{"role":"user","content":"\u3042"}]})", 0, "name", "花")
          == R"({"messages":[{"role":"user","content":"\u3042","name":"\u82b1"}]})");
    CHECK(*withoutTurnMember(R"({"messages":[{"name":"a", "role":"user","content":"b"}]})", 0, "name")
          == R"({"messages":[{"role":"user","content":"b"}]})");
    CHECK(*withoutTurnMember(R"({"messages":[{"role":"user","name":"a","content":"b"}]})", 0, "name")
          == R"({"messages":[{"role":"user","content":"b"}]})");
    CHECK(*withoutTurnMember(row, 0, "name") == row);
    CHECK(*withTurnMember(R"({"messages":[{"role":"assistant","content":null}]})", 0, "tool_calls",
                          "[\n  {\"n\": 1.0}\n]")
          == R"({"messages":[{"role":"assistant","content":null,"tool_calls":[{"n":1.0}]}]})");
    CHECK(*withRowMember(R"({"messages": [{"role": "user", "content": "a"}]})", "tools", "[ ]")
          == R"({"messages": [{"role": "user", "content": "a"}], "tools": []})");
    CHECK(*withoutRowMember(R"({"tools":[], "messages":[]})", "tools") == R"({"messages":[]})");
}

TEST_CASE("what cannot be done says why and changes nothing")
{
    CHECK(code(withTurnMember(row, 1, "weight", "{")) != "");
    CHECK(code(withTurnMember(row, 1, "weight", "1,\"role\":2")) != "");
    CHECK(code(withTurnMember(row, 7, "weight", "1")) == "missing_messages");
    CHECK(code(withoutTurn(R"({"prompt":"a","completion":"b"})", 0)) == "missing_messages");
    CHECK(code(withoutTurn("{", 0)) != "");
    CHECK(code(withTurnMember(R"({"messages":[3]})", 0, "a", "1")) == "wrong_type");
    CHECK(code(withTurnMember(R"({"messages":[{"role":"a","role":"b","content":""}]})", 0, "role", "\"c\""))
          == "duplicate_key");
    CHECK(code(withoutTurn(R"({"messages":[],"messages":[{}]})", 0)) == "duplicate_key");
}

TEST_CASE("a chat is read with all that it carries")
{
    const auto chat = readChat(
        R"({"tools":[{"type":"function","function":{"name":"find","parameters":{"properties":{"id":{},"day":{}}}}}],)"
        R"("messages":[{"role":"user","content":[{"type":"text","text":"a"}],"name":"花"},)"
        R"({"role":"assistant","content":null,"tool_calls":[{"id":"c1","function":{"name":"find","arguments":"{\"id\": 12}"}}]},)"
        R"({"role":"tool","tool_call_id":"c1","content":"r"},{"role":"assistant","content":"b","weight":0,"y":[1]}]})");
    REQUIRE(chat);
    REQUIRE(chat->turns.size() == 4);
    CHECK(!chat->turns[0].contentIsText);
    CHECK(chat->turns[0].name == "花");
    CHECK(chat->turns[1].others[0].key == "tool_calls");
    CHECK(toolCallWords(chat->turns[1].others[0].json) == std::vector<std::string>{"find(id: 12)"});
    CHECK(chat->turns[2].toolCallId == "c1");
    CHECK(chat->turns[3].weight == 0);
    CHECK(chat->turns[3].others[0].json == "[1]");
    CHECK(toolWords(chat->others[0].json) == std::vector<std::string>{"find(id, day)"});
}

TEST_CASE("JSON is indented for reading and comes back on one line")
{
    CHECK(indentedJson(R"([{"a":1.50,"b":"\u3042"},[],{}])")
          == "[\n  {\n    \"a\": 1.50,\n    \"b\": \"あ\"\n  },\n  [],\n  {}\n]");
    CHECK(*oneLineJson(indentedJson(R"({"a":[1e5,"x y"]})")) == R"({"a":[1e5,"x y"]})");
    CHECK(toolCallWords("7").empty());
    CHECK(toolCallWords(R"([{"function":3},{}])") == std::vector<std::string>{"?()"});
}

TEST_CASE("any row of turns, any move: the turns are the same ones and undoing it gives the row back")
{
    std::mt19937 random(7);
    const auto pick = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const std::vector<std::string> gaps = {"", " ", "\t", "  "};
    for (int round = 0; round < 500; ++round) {
        const int count = 1 + pick(5);
        std::string line = "{" + gaps[static_cast<std::size_t>(pick(4))] + "\"messages\":[";
        for (int i = 0; i < count; ++i)
            line += (i ? "," : "") + gaps[static_cast<std::size_t>(pick(4))] + "{\"role\":\"user\",\"content\":\"],{"
                + std::to_string(pick(100)) + "\\\"\"}" + gaps[static_cast<std::size_t>(pick(4))];
        line += "]}";
        const int from = pick(count), to = pick(count);
        const auto moved = withTurnMoved(line, from, to);
        REQUIRE(moved);
        CHECK(moved->size() == line.size());
        CHECK(*withTurnMoved(*moved, to, from) == line);
        CHECK(*withoutTurn(*withTurnDuplicated(line, from), from + 1) == line);
    }
}

TEST_CASE("two answers change places, byte for byte")
{
    CHECK(*withAnswersSwapped(R"({ "prompt":"a", "chosen" : "\u3042", "rejected":"b" , "x":1e5})")
          == R"({ "prompt":"a", "chosen" : "b", "rejected":"\u3042" , "x":1e5})");
    CHECK(*withAnswersSwapped(R"({"non_preferred_output":[{"role":"assistant","content":"n"}],"input":{"messages":[]},)"
                              R"("preferred_output":[]})")
          == R"({"non_preferred_output":[],"input":{"messages":[]},)"
             R"("preferred_output":[{"role":"assistant","content":"n"}]})");
    CHECK(code(withAnswersSwapped(R"({"prompt":"a","completion":"b"})")) == "empty_answer");
    CHECK(code(withAnswersSwapped(R"({"chosen":"a","chosen":"b","rejected":"c"})")) == "duplicate_key");
    CHECK(code(withAnswersSwapped("{")) != "");
}
