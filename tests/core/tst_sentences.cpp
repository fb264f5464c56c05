// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences as a rule about them needs it, and what a question asks for.
#include "core/checks/comparison_form.h"
#include "core/checks/question_type.h"
#include "core/checks/sentences.h"

#include <doctest/doctest.h>

using namespace onsa;

namespace {

std::string cut(std::string_view text)
{
    std::string out;
    for (const TextPart &part : sentencesOf(text))
        out += (out.empty() ? "" : "|") + std::string(text.substr(part.first, part.last - part.first));
    return out;
}

SentenceForms forms(std::initializer_list<std::string_view> sentences)
{
    SentenceForms out;
    for (const std::string_view sentence : sentences)
        out.insert(cmp(sentence));
    return out;
}

} // namespace

TEST_CASE("sentences are cut at the punctuation of both scripts")
{
    CHECK(cut("") == "");
    CHECK(cut("  \n　") == "");
    CHECK(cut("一つ。二つ！三つ") == "一つ。|二つ！|三つ");
    CHECK(cut("「はい。」と言う。次。") == "「はい。」|と言う。|次。");
    CHECK(cut("One. Two? Three") == "One.|Two?|Three");
    CHECK(cut("It is 3.5 at example.com now. Yes") == "It is 3.5 at example.com now.|Yes");
    CHECK(cut("Wait... what?! Yes.") == "Wait...|what?!|Yes.");
    CHECK(cut(" a\n\n b \n") == "a|b");
    CHECK(cut("ends here.\n") == "ends here.");
    CHECK(cut("\xFF\xFE. x") == "\xFF\xFE.|x"); // any bytes
}

TEST_CASE("sentences are taken from the ends, and never the whole text")
{
    const SentenceForms polite = forms({"お問い合わせありがとうございます。", "Thank you for asking!"});
    CHECK(withoutSentences("お問い合わせ ありがとうございます！答えです。", polite) == "答えです。");
    CHECK(withoutSentences("答えです。お問い合わせありがとうございます。\n", polite) == "答えです。\n");
    CHECK(withoutSentences(" thank you for asking. It is here.", polite) == " It is here.");
    CHECK(withoutSentences("Thank you for asking. Thank you for asking! Here.", polite) == "Here.");
    CHECK(withoutSentences("Thank you for asking!", polite) == "Thank you for asking!");
    CHECK(withoutSentences("Here. Thank you for asking! There.", polite) == "Here. Thank you for asking! There.");
    const std::string once = withoutSentences("お問い合わせありがとうございます。\n・一\n・二\n", polite);
    CHECK(once == "・一\n・二\n");
    CHECK(withoutSentences(once, polite) == once); // again does no more
}

TEST_CASE("what a question asks for")
{
    const auto type = [](std::string_view text) { return std::string(nameOf(questionTypeOf(text))); };
    CHECK(type("なぜ空は青いのですか？") == "why");
    CHECK(type("経費はどのように精算しますか") == "how");
    CHECK(type("参加者は何人ですか。") == "how_much");
    CHECK(type("期限はいつですか？") == "when");
    CHECK(type("窓口はどこですか") == "where");
    CHECK(type("担当者は誰ですか") == "who");
    CHECK(type("どの部署ですか") == "which");
    CHECK(type("有給休暇とは？") == "what");
    CHECK(type("明日は休みですか？") == "yes_no");
    CHECK(type("次の文を要約してください。") == "request");
    CHECK(type("領収書") == "other");
    CHECK(type("") == "other");
    CHECK(type("Why is the sky blue?") == "why");
    CHECK(type("How do I print?") == "how");
    CHECK(type("How many people may come?") == "how_much");
    CHECK(type("I am new here. Where is the office?") == "where");
    CHECK(type("In Tokyo, what is the tax?") == "what");
    CHECK(type("Can I take a day off?") == "yes_no");
    CHECK(type("Translate this sentence.") == "request");
    CHECK(type("positive") == "other");
}
