// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example_check.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace onsa;

namespace {

// "E duplicate_key@prompt" for each finding, in order, joined by "; ".
std::string textOf(const std::vector<Issue> &issues)
{
    std::string text;
    for (const Issue &issue : issues) {
        CHECK(issue.message.ends_with("."));
        text += (text.empty() ? "" : "; ") + std::string(1, "EWI"[static_cast<int>(issue.severity)]) + " " + issue.id
            + "@" + issue.field;
    }
    return text;
}

std::string findings(std::string_view line)
{
    return textOf(checkLine(line));
}

std::string pair(std::string_view prompt, std::string_view completion)
{
    return R"({"prompt":")" + std::string(prompt) + R"(","completion":")" + std::string(completion) + "\"}";
}

std::string chat(std::string_view messages)
{
    return R"({"messages":[)" + std::string(messages) + "]}";
}

const std::string user = R"({"role":"user","content":"q"})";
const std::string assistant = R"({"role":"assistant","content":"a"})";

} // namespace

TEST_CASE("good rows have no findings")
{
    CHECK(findings(pair("質問", "答え")).empty());
    CHECK(findings(pair(R"(Q\n\n###\n\n)", R"( A\n)")).empty()); // the advice of 2023
    CHECK(findings(pair("Q ->", " A END")).empty());
    CHECK(findings(pair("家族👩‍👩‍👧", "葛󠄀城"))
              .empty()); // joiners and variation selectors belong there
    CHECK(findings(chat(user + "," + assistant)).empty());
    CHECK(findings(R"({"messages":[)" + user
                   + R"(,{"role":"assistant","content":null,"tool_calls":[{}]},{"role":"tool","content":"1"},)"
                   + assistant + "]}")
              .empty());
}

TEST_CASE("one line, what is wrong with it")
{
    CHECK(findings("") == "W empty_line@");
    CHECK(findings(" \t") == "W empty_line@");
    CHECK(findings("{") == "E invalid_json@");
    CHECK(findings("\xFF") == "E invalid_utf8@");
    CHECK(findings(std::string_view("{\"a\0", 4)) == "E nul_character@");
    CHECK(findings("7") == "E not_an_object@");
    CHECK(findings("{}") == "E missing_prompt@prompt; E missing_completion@completion");
    CHECK(findings(R"({"prompt":1,"completion":null})") == "E wrong_type@prompt; E wrong_type@completion");
    CHECK(findings(pair("", "a")) == "W empty_prompt@prompt");
    CHECK(findings(pair("q", "")) == "E empty_completion@completion");
    CHECK(findings(pair("q", " \\u3000\\u200b")) == "E empty_completion@completion");
    CHECK(findings(pair("q\\u0000", "a")) == "E nul_character@prompt");
    CHECK(findings(pair("q", "a<|im_end|>")) == "W special_token@completion");
    CHECK(findings(pair("a </s>", "b")) == "W special_token@prompt");
    CHECK(findings(pair("a <| b |", "x<|>y")).empty());
    CHECK(findings(pair("q ", "a")) == "W surrounding_space@prompt");
    CHECK(findings(pair("q", "  a")) == "W surrounding_space@completion");
    CHECK(findings(pair("q", "a　")) == "W surrounding_space@completion");
    CHECK(findings(pair("q\\u0007", "a\\u202eb")) == "W control_character@prompt; W invisible_character@completion");
    CHECK(findings(pair("q\\ufffd", "a")) == "W garbled_text@prompt");
    CHECK(findings(pair("縺薙ｓ縺ｫ縺｡縺ｯ", "cafÃ© et thÃ©")) == "W garbled_text@prompt; W garbled_text@completion");
    CHECK(findings(R"({"prompt":"a","completion":"b","prompt":"c"})") == "E duplicate_key@prompt");
    CHECK(findings(R"({"prompt":"a","completion":"b","x":[{"k":1,"\u006b":2}]})") == "E duplicate_key@x");
}

TEST_CASE("one chat, what is wrong with it")
{
    CHECK(findings(chat("")) == "E missing_messages@messages");
    CHECK(findings(R"({"messages":"x"})") == "E wrong_type@messages");
    CHECK(findings(chat("1," + assistant)) == "E wrong_type@messages[0]");
    CHECK(findings(chat(user)) == "E no_assistant_message@messages");
    CHECK(findings(chat(assistant + "," + user)) == "E last_not_assistant@messages[1]");
    CHECK(findings(chat(R"({"role":"human","content":"q"},)" + assistant)) == "E unknown_role@messages[0].role");
    CHECK(findings(chat(R"({"role":"user"},)" + assistant)) == "E missing_content@messages[0].content");
    CHECK(findings(chat(R"({"role":"user","content":" "},)" + assistant)) == "W missing_content@messages[0].content");
    CHECK(findings(chat(user + R"(,{"role":"assistant","content":""})")) == "E missing_content@messages[1].content");
    CHECK(findings(chat(user + R"(,{"role":"assistant","content":"a","weight":0.5})"))
          == "E invalid_weight@messages[1].weight");
    CHECK(findings(chat(user + R"(,{"role":"assistant","content":"a","weight":0})"))
          == "E no_assistant_message@messages");
    CHECK(findings(chat(R"({"role":"user","content":"q","weight":1},)" + assistant))
          == "W invalid_weight@messages[0].weight");
    CHECK(findings(chat(R"({"role":"user","role":"system","content":"q"},)" + assistant))
          == "E duplicate_key@messages");
}

TEST_CASE("the worst comes first, and a field is not blamed twice")
{
    CHECK(findings(pair(" q", "")) == "E empty_completion@completion; W surrounding_space@prompt");
    const std::string row = R"({"prompt":" q"})";
    CHECK(findings(row) == "E missing_completion@completion; W surrounding_space@prompt");
}

TEST_CASE("an example from the editor is checked like a line")
{
    CHECK(textOf(checkExample({ExampleKind::Pair, "q", "", {}})) == "E empty_completion@completion");
    CHECK(textOf(checkExample({ExampleKind::Chat, {}, {}, {}})) == "E missing_messages@messages");
    CHECK(textOf(checkExample({ExampleKind::Chat, {}, {}, {{"user", "q", {}}, {"assistant", "a", {}}}})).empty());
    CHECK(textOf(checkExample({ExampleKind::Chat, {}, {}, {{"user", "q", {}}, {"assistant", "a", 3}}}))
          == "E invalid_weight@messages[1].weight");
}

TEST_CASE("a sentence says where and what")
{
    CHECK(checkLine(R"({"prompt":"a","completion":"b",})")[0].message
          == "This line is not valid JSON near character 32: there may be a comma too many before a closing bracket.");
    CHECK(checkLine("{\"prompt\":\"あ\xFF\"}")[0].message == "This line is not UTF-8 text from byte 15 on.");
    CHECK(checkLine(R"({"prompt":1,"completion":"b"})")[0].message == "The prompt must be a text, but it is a number.");
}

TEST_CASE("a very long row is reported and still read")
{
    const std::vector<Issue> issues = checkLine(pair("q", std::string(2U << 20U, 'a')));
    CHECK(textOf(issues) == "W too_long@");
    // Every message of it is broken: the time must not grow with the square of their number.
    std::string messages = "0";
    for (int i = 0; i < 100'000; ++i)
        messages += ",0";
    CHECK(checkLine(chat(messages)).size() > 100'000);
}

TEST_CASE("any bytes are answered")
{
    std::mt19937 random(3);
    const std::vector<std::string> pieces{"{",          "}",
                                          "[",          "]",
                                          ",",          ":",
                                          "\"",         "prompt",
                                          "completion", "messages",
                                          "\\u",        "d800",
                                          "\\",         "\xE3\x81\x82",
                                          "\xFF",       std::string(1, '\0'),
                                          "1e9",        "null",
                                          " "};
    for (int i = 0; i < 3000; ++i) {
        std::string line;
        for (auto n = random() % 25; n > 0; --n)
            line += pieces[random() % pieces.size()];
        CAPTURE(line);
        CHECK(!checkLine(line).empty());
    }
}
