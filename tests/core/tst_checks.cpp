// SPDX-License-Identifier: GPL-3.0-or-later
// The rules one by one, and what one click makes of each.
#include "core/checks/comparison_form.h"
#include "core/checks/fixes.h"
#include "core/checks/line_repair.h"
#include "core/checks/misread_text.h"
#include "core/checks/personal_data.h"
#include "core/checks/text_marks.h"
#include "core/checks/text_rules.h"
#include "core/checks/width_forms.h"
#include "core/json_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

using namespace onsa;

namespace {

std::string json(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string pair(std::string_view prompt, std::string_view completion)
{
    return R"({"prompt":)" + json(prompt) + R"(,"completion":)" + json(completion) + "}";
}

std::string chat(std::string_view messages)
{
    return R"({"messages":[)" + std::string(messages) + "]}";
}

std::string turn(std::string_view role, std::string_view content)
{
    return R"({"role":)" + json(role) + R"(,"content":)" + json(content) + "}";
}

std::string preference(std::string_view question, std::string_view better, std::string_view worse)
{
    return R"({"input":{"messages":[)" + turn("user", question) + R"(]},"preferred_output":[)"
        + turn("assistant", better) + R"(],"non_preferred_output":[)" + turn("assistant", worse) + "]}";
}

// Ids of the findings, sorted, joined by a space.
std::string ids(std::string_view line)
{
    std::vector<std::string> found;
    for (const Issue &issue : checkLine(line))
        found.push_back(issue.id);
    std::sort(found.begin(), found.end());
    std::string all;
    for (const std::string &id : found)
        all += (all.empty() ? "" : " ") + id;
    return all;
}

// The row after the fix; "-" when nothing was done, "deleted", or the rows joined by " + ". Applied twice it is the
// same.
std::string fixed(std::string_view line, std::string_view id, MaskBook *masks = nullptr)
{
    const auto rows = fixRow(line, id, masks);
    if (!rows)
        return "-";
    std::string all;
    for (const std::string &row : *rows) {
        const auto again = fixRow(row, id, masks);
        CHECK((!again || *again == FixedRow{row}));
        all += (all.empty() ? "" : " + ") + row;
    }
    return rows->empty() ? "deleted" : all;
}

std::string kinds(std::string_view text)
{
    std::string all;
    for (const PersonalData &one : findPersonalData(text))
        all += (all.empty() ? "" : " ") + std::string(nameOf(one.kind)) + ":"
            + std::string(text.substr(one.first, one.last - one.first));
    return all;
}

} // namespace

TEST_CASE("the comparison form forgets what does not change the meaning")
{
    CHECK(cmp("Hello, World!") == "helloworld");
    CHECK(cmp("ｶﾞｷﾞ ＡＢＣ　１２３") == "ガギabc123");
    CHECK(cmp("⽇本の⻑い話") == cmp("日本の長い話"));
    CHECK(cmp("か\u3099") == cmp("が"));
    CHECK(cmp("A\u200bB\uFEFF") == "ab");
    CHECK(cmp("〜～—-") == "");
    CHECK(cmp("「はい。」") == "はい");
    CHECK(cmp("①") == "1");
    CHECK(cmp("Straße") == cmp("STRASSE"));
    CHECK(cmp("100%") != cmp("100"));
    CHECK(cmp("東京") != cmp("京都"));
    // The quick and the careful way agree: an emoji sends the whole text the careful way.
    for (const char *text : {"Héllo Wörld", "データの ﾃｽﾄ", "第⼀条 ＡＢＣ", "İstanbul", "ﬁn", "Ⅻ", "か\u3099く"})
        CHECK(cmp(std::string(text) + "😀") == cmp(text) + "😀");
    CHECK(cmp(std::string_view("a\xFF"
                               "b\xE3\x81",
                               5))
          == cmp(std::string_view("a\xFF"
                                  "b\xE3\x81",
                                  5)));
}

TEST_CASE("structure: what is wrong and what one click does")
{
    CHECK(ids("{} {}") == "two_values");
    CHECK(fixed(R"({"prompt":"a","completion":"b"} {"prompt":"c","completion":"d"})", "two_values")
          == R"({"prompt":"a","completion":"b"} + {"prompt":"c","completion":"d"})");
    CHECK(ids(R"({"prompt":"\ud800","completion":"b"})") == "lone_surrogate");
    CHECK(fixed(R"({"prompt":"x\ud800","completion":"😀 \ud83d\ude00"})", "lone_surrogate")
          == R"({"prompt":"x\ufffd","completion":"😀 \ud83d\ude00"})");
    CHECK(ids(R"({"prompt":"a","completion":"b","n":1e400})") == "number_out_of_range");
    CHECK(fixed(R"({"prompt":"a","completion":"b","n":1e400})", "number_out_of_range")
          == R"({"prompt":"a","completion":"b","n":"1e400"})");
    CHECK(fixed(R"({"prompt":"a","completion":"b",})", "invalid_json") == R"({"prompt":"a","completion":"b"})");
    CHECK(fixed("{\"prompt\":\"a\tb\",\"completion\":\"b\"}", "invalid_json")
          == R"({"prompt":"a\tb","completion":"b"})");
    CHECK(fixed("{'prompt':'it\\'s \"x\"','completion':None}", "invalid_json")
          == R"({"prompt":"it's \"x\"","completion":null})");
    CHECK(fixed(R"({"prompt":"a","completion":NaN})", "invalid_json") == R"({"prompt":"a","completion":null})");
    CHECK(fixed(R"({"prompt":"a","completion":"half)", "invalid_json") == R"({"prompt":"a","completion":"half"})");
    CHECK(fixed("not json at all", "invalid_json") == "-");
    CHECK(fixed("{\"prompt\":\"\x93\xFA\x96\x7B\",\"completion\":\"\x82\xA0\"}", "invalid_utf8")
          == R"({"prompt":"日本","completion":"あ"})");
    CHECK(fixed("{\"prompt\":\"\xC6\xFC\xCB\xDC\xA4\xCE\",\"completion\":\"\xA4\xA2\"}", "invalid_utf8")
          == R"({"prompt":"日本の","completion":"あ"})");
    CHECK(fixed("{\"prompt\":\"a\xFF\",\"completion\":\"b\"}", "invalid_utf8")
          == R"({"prompt":"a�","completion":"b"})");
    CHECK(fixed(R"({"prompt":12.50,"completion":"b"})", "wrong_type") == R"({"prompt":"12.50","completion":"b"})");
    CHECK(fixed(R"({"prompt":"a","completion":"b","prompt":"a"})", "duplicate_key")
          == R"({"prompt":"a","completion":"b"})");
    CHECK(fixed(R"({"prompt":"a","completion":"b","prompt":"c"})", "duplicate_key") == "-");
    CHECK(fixed(R"({"Prompt": "a", "COMPLETION": "b"})", "missing_prompt") == R"({"prompt": "a", "completion": "b"})");
    CHECK(fixed(R"([{"role":"user","content":"a"},{"role":"assistant","content":"b"}])", "not_an_object")
          == chat(turn("user", "a") + "," + turn("assistant", "b")));
    CHECK(fixed(R"({"id": 1, "conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]})",
                "missing_prompt")
          == R"({"id": 1, "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]})");
    CHECK(fixed(pair("a", ""), "empty_completion") == "deleted");
}

TEST_CASE("depth: more than 64 brackets are hardly meant, more than 1024 cannot be read")
{
    const auto nested = [](std::size_t depth) {
        return R"({"prompt":"a","completion":"b","x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    CHECK(ids(nested(64)) == "");
    CHECK(ids(nested(65)) == "deeply_nested");
    CHECK(checkLine(nested(65)).front().severity == Severity::Warning);
    CHECK(ids(nested(1500)) == "deeply_nested");
    CHECK(checkLine(nested(1500)).front().severity == Severity::Error);
    CHECK(ids(pair("a", std::string(100, '{'))).find("deeply_nested") == std::string::npos); // in a text
}

TEST_CASE("conversations")
{
    const std::string user = turn("user", "q"), bot = turn("assistant", "a");
    CHECK(ids(chat(user + "," + turn("system", "s") + "," + bot)) == "system_not_first");
    CHECK(fixed(chat(user + "," + turn("system", "s") + "," + bot), "system_not_first")
          == chat(turn("system", "s") + "," + user + "," + bot));
    CHECK(ids(chat(user + "," + user + "," + bot)) == "same_role_twice");
    CHECK(fixed(chat(user + "," + user + "," + bot), "same_role_twice") == chat(turn("user", "q\n\nq") + "," + bot));
    CHECK(ids(chat(bot)) == "no_user_message");
    CHECK(fixed(chat(user + "," + bot + "," + user), "last_not_assistant") == chat(user + "," + bot));
    CHECK(
        fixed(R"({"x":1.50,"messages":[{"role":"Human","content":"q"},{"role":"bot","content":"a"}]})", "unknown_role")
        == R"({"x":1.50,"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})");
    CHECK(ids(chat(turn("wizard", "q") + "," + bot)) == "unknown_role");
    CHECK(ids(chat(R"({"role":"user","content":"q","mood":1},)" + bot)) == "unknown_message_key");
    CHECK(fixed(chat(R"({"role":"user","content":"q","mood":1},)" + bot), "unknown_message_key")
          == chat(user + "," + bot));
    const std::string call =
        R"({"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]})";
    CHECK(ids(chat(user + "," + call)).empty());
    CHECK(ids(chat(user + "," + call + "," + bot)) == "unanswered_tool_call");
    CHECK(ids(chat(user + "," + call + R"(,{"role":"tool","tool_call_id":"c1","content":"1"},)" + bot)).empty());
    CHECK(ids(chat(user + "," + R"({"role":"assistant","tool_calls":[{"id":"c","function":{"arguments":"{x"}}]})"))
          == "tool_arguments");
}

TEST_CASE("preference rows are read, checked, printed and edited")
{
    const std::string row = preference("どうしますか", "申請書を出します。", "何もしません。");
    const auto example = parseExample(row);
    REQUIRE(example);
    CHECK(example->kind == ExampleKind::Preference);
    CHECK(example->messages == std::vector<Message>{{"user", "どうしますか", {}}});
    CHECK(example->chosen == std::vector<Message>{{"assistant", "申請書を出します。", {}}});
    CHECK(printExample(*example) == row);
    CHECK(ids(row).empty());
    CHECK(ids(preference("q", "Yes.", "yes")) == "same_answers");
    CHECK(ids(preference("q", "Yes.", "")) == "empty_answer");
    CHECK(ids(preference("q", "I'm sorry, but I can't do that.", "Here it is.")) == "refusal refusal_preferred");
    CHECK(ids(preference("q", "Here it is.", "I'm sorry, but I can't do that.")).empty());

    const std::string trl = R"({"prompt": "q", "chosen": "a", "rejected": "b", "score": 5})";
    const auto plain = parseExample(trl);
    REQUIRE(plain);
    CHECK(plain->messages.front().content == "q");
    CHECK(plain->rejected.front().content == "b");
    CHECK(replaceText(trl, {TextField::Kind::Chosen, 0}, "新").value()
          == R"({"prompt": "q", "chosen": "新", "rejected": "b", "score": 5})");
    CHECK(replaceText(trl, {TextField::Kind::MessageContent, 0}, "Q").value()
          == R"({"prompt": "Q", "chosen": "a", "rejected": "b", "score": 5})");
    CHECK(replaceText(row, {TextField::Kind::Rejected, 0}, "x").value()
          == preference("どうしますか", "申請書を出します。", "x"));
    CHECK(replaceText(row, {TextField::Kind::MessageContent, 0}, "x").value()
          == preference("x", "申請書を出します。", "何もしません。"));
    CHECK(replaceText(row, {TextField::Kind::MessageContent, 1}, "x").error().code == "missing_messages");

    const std::string whole = R"({"chosen":[)" + turn("user", "q") + "," + turn("assistant", "a") + R"(],"rejected":[)"
        + turn("user", "q") + "," + turn("assistant", "b") + "]}";
    const auto implicit = parseExample(whole);
    REQUIRE(implicit);
    CHECK(implicit->messages.size() == 1);
    CHECK(implicit->chosen.size() == 1);
    CHECK(replaceText(whole, {TextField::Kind::Chosen, 0}, "x").value().find("\"x\"") != std::string::npos);
    const std::string apart = R"({"chosen":[)" + turn("user", "p") + "," + turn("assistant", "a") + R"(],"rejected":[)"
        + turn("user", "q") + "," + turn("assistant", "b") + "]}";
    CHECK(ids(apart) == "different_prompts");
    const std::string other = R"({"input":{"messages":[)" + turn("user", "q") + R"(]},"preferred_completion":[)"
        + turn("assistant", "a") + R"(],"non_preferred_completion":[)" + turn("assistant", "b") + "]}";
    CHECK(parseExample(other).value().chosen.front().content == "a");
}

TEST_CASE("characters")
{
    CHECK(ids(pair("第⼀条", "⻑い")) == "radical radical");
    CHECK(fixed(pair("第⼀条と⻄⻘⻝⺠", "長い"), "radical") == pair("第一条と西青食民", "長い"));
    CHECK(ids(pair("か\u3099く", "x")) == "decomposed");
    CHECK(fixed(pair("か\u3099く 神\uFA19", "x"), "decomposed")
          == pair("がく 神\uFA19", "x")); // names keep their kanji
    CHECK(ids(pair("葛\U000E0100城 👩‍👩‍👧", "מה\u200f")).empty());
    CHECK(ids(pair("a\u200bb", "x")) == "invisible_character");
    CHECK(fixed(pair("a\u200bb\uFEFF", "x"), "invisible_character") == pair("ab", "x"));
    CHECK(ids(pair("con\uFFFEtract", "x")) == "non_character");
    CHECK(fixed(pair("con\uFFFEtract", "x"), "non_character") == pair("contract", "x"));
    CHECK(fixed(pair("a\r\nb\rc\x07", "x"), "control_character") == pair("a\nb\nc", "x"));
    CHECK(fixed(R"({"prompt":"a\u0000b","completion":"x"})", "nul_character") == pair("ab", "x"));
    CHECK(fixed(pair(" q　", "x"), "surrounding_space") == pair("q", "x"));
    CHECK(fullWidthKana("ﾊﾟｿｺﾝ ｳﾞ ｶ") == "パソコン ヴ カ");
    CHECK(halfWidthAscii("ＡＢ１２！") == "AB12！");
    CHECK(fullWidthAscii("A1-") == "Ａ１-");
}

TEST_CASE("text read in the wrong encoding finds its way back, or stays")
{
    const std::string meant = "日本語のテキストです。";
    // As CP932 and as Windows-1252 show those bytes, made once with iconv.
    const std::string asCp932 = "縺薙ｓ縺ｫ縺｡縺ｯ";
    CHECK(repairMisread(asCp932) == "こんにちは");
    CHECK(ids(pair(asCp932, "x")) == "garbled_text");
    CHECK(fixed(pair(asCp932, "x"), "garbled_text") == pair("こんにちは", "x"));
    CHECK(repairMisread("Ã©tÃ© Ã¼ber") == "été über");
    CHECK(!repairMisread(meant));
    CHECK(!repairMisread("plain"));
    CHECK(!repairMisread("Ângela São Paulo"));
    CHECK(ids(pair("縺", "x")).empty());
    CHECK(ids(pair("a\uFFFD", "x")) == "garbled_text");
    CHECK(fixed(pair("a\uFFFD", "x"), "garbled_text") == "-"); // what is lost cannot be guessed
    CHECK(!decodeJapanese("\xFF\xFF"));
}

TEST_CASE("marks that a model should not learn")
{
    CHECK(fixed(pair("q", "Answer<|im_end|></s>"), "special_token") == pair("q", "Answer"));
    CHECK(withoutSpecialTokens("<|im<|x|>_end|>") == "");
    CHECK(ids(pair("q", "one<br>two")) == "html");
    CHECK(fixed(pair("q", "<p>one &amp; two</p>three"), "html") == pair("q", "one & two\nthree"));
    CHECK(ids(pair("q", "if a < b and c > d")).empty());
    CHECK(ids(pair("q", "```html\n<p>x</p>\n```")).empty());
    CHECK(ids(pair("q", R"(one\n\ntwo)")) == "literal_escape");
    CHECK(fixed(pair("q", R"(one\n\ntwo \u3042)"), "literal_escape") == pair("q", "one\n\ntwo あ"));
    CHECK(ids(pair("q", R"(C:\new\users and $\nabla$)")).empty());
    CHECK(ids(pair("Dear {{name}}", "x")) == "template_leftover");
    CHECK(ids(pair("<your question here>", "x")) == "template_leftover");
    CHECK(ids(pair("q", "Assistant: yes")) == "role_prefix");
    CHECK(fixed(pair("q", "Assistant: yes"), "role_prefix") == pair("q", "yes"));
    CHECK(fixed(pair("q", "回答：はい"), "role_prefix") == pair("q", "はい"));
    CHECK(ids(pair("q", "「はい")) == "unbalanced");
    CHECK(ids(pair("q", "```\ncode")) == "unbalanced");
    CHECK(ids(pair("q", "1) one 2) two :)")).empty());
    CHECK(ids(pair("q", "（「『x』」）")).empty());
}

TEST_CASE("answers that refuse, repeat or speak another language")
{
    CHECK(ids(pair("q", "申し訳ありませんが、お答えできません。")) == "refusal");
    CHECK(ids(pair("q", "As an AI language model, I have no opinion.")) == "refusal");
    CHECK(ids(pair("q", "The clerk said so. " + std::string(150, 'x') + " I'm sorry, but")).empty());
    std::string loop;
    for (int i = 0; i < 12; ++i)
        loop += "同じ文章を繰り返しています。";
    CHECK(ids(pair("q", loop)) == "repetition");
    CHECK(fixed(pair("q", loop), "repetition") == pair("q", "同じ文章を繰り返しています。"));
    CHECK(ids(pair("q",
                   "1. apples and pears from the garden\n2. plums and cherries from the market\n3. nuts and "
                   "berries from the wood\n4. grain and flour from the mill"))
              .empty());
    const std::string japanese = "この書類はいつまでに提出すればよいか教えてください。";
    CHECK(ids(pair(japanese, "You should hand in the document until the end of March.")) == "wrong_language");
    CHECK(
        ids(pair("次を英訳してください: " + japanese, "Please tell me until when to hand in this document.")).empty());
    CHECK(ids(pair(japanese, japanese)) == "prompt_echo");
    CHECK(ids(pair("Who leads the help desk?", "Mira Tolland leads the help desk.")).empty());
    CHECK(ids(pair("前述の条件は何ですか", "x")) == "unresolved_reference");
    CHECK(ids(pair("q", "昨年の規程による。")) == "time_dependent");
}

TEST_CASE("personal data by form and check digit")
{
    CHECK(kinds("write to taro.yamada+x@example.co.jp.") == "EMAIL:taro.yamada+x@example.co.jp");
    CHECK(kinds("@someone and a@b").empty());
    CHECK(kinds("電話 03-1234-5678 です") == "PHONE:03-1234-5678");
    CHECK(kinds("０９０－１２３４－５６７８") == "PHONE:０９０－１２３４－５６７８");
    CHECK(kinds("09012345678") == "PHONE:09012345678");
    CHECK(kinds("+81-90-1234-5678") == "PHONE:+81-90-1234-5678");
    CHECK(kinds("0120-123-456") == "PHONE:0120-123-456");
    CHECK(kinds("2023-10-05 12:30, 1234567890").empty());
    CHECK(kinds("〒100-0001") == "POSTAL_CODE:100-0001");
    CHECK(kinds("100-0001 東京都千代田区千代田1-1") == "POSTAL_CODE:100-0001 ADDRESS:東京都千代田区千代田1-1");
    CHECK(kinds("大阪府大阪市北区梅田三丁目１番３号") == "ADDRESS:大阪府大阪市北区梅田三丁目１番３号");
    CHECK(kinds("東京都の人口は1400万人です").empty());
    CHECK(kinds("4111 1111 1111 1111") == "CARD:4111 1111 1111 1111");
    CHECK(kinds("4111 1111 1111 1112").empty());
    CHECK(isMyNumber("123456789018"));
    CHECK(!isMyNumber("123456789012"));
    CHECK(kinds("1234-5678-9018") == "MY_NUMBER:1234-5678-9018");
    CHECK(kinds("普通預金 口座番号 1234567") == "ACCOUNT:1234567");
    CHECK(kinds("数は 1234567 です").empty());
    CHECK(kinds("パスポート番号 TK1234567") == "PASSPORT:TK1234567");
    CHECK(kinds("8.8.8.8 と 192.168.1.1 と 10.0.0.1") == "IP:8.8.8.8");
    CHECK(kinds("version 1.2.3.4").empty());
    // Written in two parts, so that no scanner takes this file for a leak.
    const std::string key = std::string("ghp_") + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";
    CHECK(kinds("token: " + key) == "SECRET:" + key);
    CHECK(kinds("password = \"correct-horse-battery\"").empty()); // words, not a random value
    CHECK(kinds("api_key: x9Kd82LmQ0zR7vB3nW5t") == "SECRET:x9Kd82LmQ0zR7vB3nW5t");
    CHECK(kinds(std::string("AKIA") + "IOSFODNN7EXAMPLE").starts_with("SECRET:"));
    CHECK(kinds("a task-based risk-averse plan").empty());
}

TEST_CASE("masks are the same for the same value and can be taken back")
{
    MaskBook book;
    const std::string row = pair("a@example.com と 090-1234-5678", "b@example.com と a@example.com");
    const std::string masked = fixed(row, "personal_data", &book);
    CHECK(masked == pair("[EMAIL_1] と [PHONE_1]", "[EMAIL_2] と [EMAIL_1]"));
    CHECK(book.unmasked("[EMAIL_2], [EMAIL_9] [PHONE_1]") == "b@example.com, [EMAIL_9] 090-1234-5678");
    auto read = MaskBook::parse(book.print());
    REQUIRE(read);
    CHECK(read->unmasked("[EMAIL_1]") == "a@example.com");
    CHECK(read->maskFor(PersonalKind::Email, "c@example.com") == "[EMAIL_3]");
    CHECK(MaskBook::parse("[]").error().kind == ErrorKind::Corrupt);
    CHECK(MaskBook::parse(R"({"x":"y"})").error().kind == ErrorKind::Corrupt);
    // What is found never tells the value.
    for (const Issue &issue : checkLine(row))
        CHECK(issue.message.find("example.com") == std::string::npos);
}

TEST_CASE("a finding says where it is")
{
    const auto issues = checkLine(pair("q", "see a@example.com now"));
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].field == "completion");
    CHECK(issues[0].first == 4);
    CHECK(issues[0].last == 17);
    const Example example = parseExample(pair("q", "x")).value();
    CHECK(*textOf(example, "completion") == "x");
    CHECK(textOf(example, "messages[0].content") == nullptr);
    CHECK(!textFieldOf("messages[x].content"));
    CHECK(textFieldOf("messages[12].content")->message == 12);
}

TEST_CASE("nothing is found in the samples")
{
    for (const char *name : {"en.jsonl", "en.validation.jsonl", "ja.jsonl", "ja.validation.jsonl"}) {
        std::ifstream rows(std::filesystem::path(ONSA_SOURCE) / "resources" / "samples" / name);
        REQUIRE(rows);
        for (std::string line; std::getline(rows, line);) {
            CAPTURE(line);
            CHECK(checkLine(line).empty());
        }
    }
}
