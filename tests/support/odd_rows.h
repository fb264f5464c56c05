// SPDX-License-Identifier: GPL-3.0-or-later
// Rows with everything the checks look for, by chance, some of them broken: for holding a fast way to a plain one.
#pragma once

#include "core/example.h"
#include "core/json_text.h"

#include <array>
#include <random>
#include <string>
#include <vector>

namespace onsa::test {

class OddRows
{
public:
    explicit OddRows(unsigned seed)
        : m_random(seed)
    {
    }

    unsigned below(std::size_t bound) { return static_cast<unsigned>(m_random() % bound); }

    // Any text; valid UTF-8.
    std::string text()
    {
        static const std::vector<std::string> words{"申請書",   "期限", "を",        "に",  "は", "提出",     "です",
                                                    "。",       "、",   "・",        "ー",  "〜", "～",       "−",
                                                    "invoice ", "the ", "deadline ", "in ", "a ", "expense ", "to "};
        static const std::vector<std::string> finds{"{{name}}",
                                                    "<|im_end|>",
                                                    "</s>",
                                                    "[INST]",
                                                    "<your name here>",
                                                    "TODO:",
                                                    "<br>",
                                                    "&nbsp;",
                                                    "\\n",
                                                    "\\u3042",
                                                    "```",
                                                    "(",
                                                    ")",
                                                    "「",
                                                    "」",
                                                    "『",
                                                    "（",
                                                    "）",
                                                    "[",
                                                    "]",
                                                    "{",
                                                    "}",
                                                    "Assistant: ",
                                                    "回答：",
                                                    "質問：",
                                                    "申し訳ありませんが、お答えできません。",
                                                    "I'm sorry, but I can't",
                                                    "As an AI model",
                                                    "本日",
                                                    "currently",
                                                    "上記",
                                                    "the above",
                                                    "AKIAIOSFODNN7EXAMPLE",
                                                    "password: xK9fJ2mQ8vL4zR7t",
                                                    "taro@example.com",
                                                    "090-1234-5678",
                                                    "〒100-0001 東京都千代田区千代田1-1",
                                                    "4111 1111 1111 1111",
                                                    "123456789018",
                                                    "口座 1234567",
                                                    "旅券 TK1234567",
                                                    "8.8.8.8",
                                                    "１２３",
                                                    "０９０ー１２３４ー５６７８",
                                                    "ＡＢＣ",
                                                    "ｶﾞｷﾞ",
                                                    "か\u3099",
                                                    "é",
                                                    "e\u0301",
                                                    "\u200B",
                                                    "\u202E",
                                                    "\uFEFF",
                                                    "\uFFFD",
                                                    "\uFFFE",
                                                    "\u2F00",
                                                    "\u2EE4",
                                                    "\x01",
                                                    "\r\n",
                                                    "\t",
                                                    "\n",
                                                    "\u00A0",
                                                    "\u3000",
                                                    "縺ゅ繧",
                                                    "Ã©Ã¨",
                                                    "â€™",
                                                    "ãƒ",
                                                    "😀",
                                                    "\U000E0100",
                                                    "Привет",
                                                    "①",
                                                    "㎡",
                                                    "½",
                                                    "<think>",
                                                    "翻訳",
                                                    "translate into English",
                                                    "英語で",
                                                    "⻑",
                                                    "\uFDD0",
                                                    "\u00AD",
                                                    "+81 90 1234 5678",
                                                    "def f(x):",
                                                    "가각",
                                                    "ﾊﾟ",
                                                    "İ",
                                                    "ß",
                                                    "ﬁ",
                                                    "Ⅷ",
                                                    "%",
                                                    "#",
                                                    "@",
                                                    "/",
                                                    "*"};
        if (below(40) == 0)
            return below(2) == 0 ? "" : " \u3000\u200B";
        std::string made;
        const auto add = [&](unsigned count) {
            for (unsigned i = 0; i < count; ++i)
                made += words[below(words.size())];
        };
        add(std::array{1U, 3U, 8U, 20U, 60U}[below(5)]);
        if (below(15) == 0) {
            const std::string again = made.substr(0, characterEnd(made, 60));
            for (unsigned i = below(12); i > 0; --i) {
                made += again;
                add(below(4));
                made += below(3) == 0 ? "\n" : "";
            }
        }
        for (unsigned i = below(2) == 0 ? 0 : 1 + below(3); i > 0; --i)
            made.insert(characterEnd(made, below(made.size() + 1)), finds[below(finds.size())]);
        return made;
    }

    // A row of any format; `intact`: JSON as it should be.
    std::string row(bool intact)
    {
        std::string line = below(12) == 0 && !m_before.empty() ? m_before[below(m_before.size())] : fresh();
        m_before.push_back(line);
        if (!intact && below(4) == 0)
            for (unsigned i = 1 + below(3); i > 0 && !line.empty(); --i)
                change(line);
        std::erase(line, '\n');
        return line;
    }

private:
    // At or before `at`, between two characters.
    static std::size_t characterEnd(const std::string &text, std::size_t at)
    {
        at = std::min(at, text.size());
        while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
            --at;
        return at;
    }

    std::string quoted(const std::string &text, bool ascii)
    {
        std::string out;
        appendJsonString(out, text, {ascii, false});
        return out;
    }

    std::string fresh()
    {
        const bool ascii = below(3) == 0;
        const std::string colon = below(2) == 0 ? ": " : ":", comma = below(2) == 0 ? ", " : ",";
        const auto member = [&](const std::string &name, const std::string &value) {
            return "\"" + name + "\"" + colon + value;
        };
        const auto turn = [&](const std::string &role) {
            return "{" + member("role", "\"" + role + "\"") + comma + member("content", quoted(text(), ascii)) + "}";
        };
        const unsigned kind = below(20);
        const std::string prompt = member("prompt", quoted(text(), ascii));
        const std::string completion = member("completion", quoted(text(), ascii));
        if (kind < 11)
            return "{" + prompt + comma + completion + "}";
        if (kind == 11)
            return "{" + completion + comma + prompt + "}";
        if (kind == 12) {
            static const std::vector<std::string> names{"id",     "source", "chosen",      "messages",
                                                        "prompt", "Prompt", "\\u0070rompt"};
            static const std::vector<std::string> values{"1", "null", "\"x\"", "[]", "{\"a\":1,\"a\":2}", "1e400"};
            return "{" + prompt + comma + member(names[below(names.size())], values[below(values.size())]) + comma
                + completion + "}";
        }
        if (kind < 17) {
            std::string turns;
            for (unsigned i = 1 + below(3); i > 0; --i)
                turns += (turns.empty() ? "" : comma) + turn(below(9) == 0 ? "human" : "user") + comma
                    + turn(below(9) == 0 ? "system" : "assistant");
            return "{" + member("messages", "[" + turns + "]") + "}";
        }
        if (kind < 19)
            return "{" + member("input", "{" + member("messages", "[" + turn("user") + "]") + "}") + comma
                + member("preferred_output", "[" + turn("assistant") + "]") + comma
                + member("non_preferred_output", "[" + turn("assistant") + "]") + "}";
        return below(2) == 0 ? "" : "{" + member("prompt", "3") + "}";
    }

    void change(std::string &line)
    {
        static const std::vector<std::string> pieces{"\"",
                                                     "\\",
                                                     "{",
                                                     "}",
                                                     ",",
                                                     ":",
                                                     " ",
                                                     "\t",
                                                     "\r",
                                                     "\\u",
                                                     "\\ud800",
                                                     "\\udc00",
                                                     "\\ud83d\\ude00",
                                                     "\\u0000",
                                                     "\\n",
                                                     "\\/",
                                                     "\\x",
                                                     "\xC0\x80",
                                                     "\xED\xA0\x80",
                                                     "\xE3",
                                                     "\x1F",
                                                     "\"prompt\":\"x\",",
                                                     "\xEF\xBB\xBF"};
        const std::size_t at = below(line.size());
        switch (below(4)) {
        case 0:
            line[at] = static_cast<char>(below(256));
            break;
        case 1:
            line.erase(at, 1 + below(3));
            break;
        case 2:
            line.resize(at);
            break;
        default:
            line.insert(at, pieces[below(pieces.size())]);
        }
    }

    std::mt19937 m_random;
    std::vector<std::string> m_before;
};

} // namespace onsa::test
