// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_diff.h"

#include <doctest/doctest.h>

#include <random>

using namespace onsa;

namespace {

// "a[-b][+c]d"
std::string written(const std::vector<DiffPart> &parts)
{
    std::string out;
    for (const DiffPart &part : parts)
        out += part.kind == DiffPart::Kind::Same ? part.text
            : part.kind == DiffPart::Kind::Added ? "[+" + part.text + "]"
                                                 : "[-" + part.text + "]";
    return out;
}

std::string side(const std::vector<DiffPart> &parts, DiffPart::Kind kind)
{
    std::string out;
    for (const DiffPart &part : parts)
        if (part.kind == DiffPart::Kind::Same || part.kind == kind)
            out += part.text;
    return out;
}

void checkSides(const std::string &before, const std::string &after)
{
    const auto parts = diffText(before, after);
    CHECK(side(parts, DiffPart::Kind::Removed) == before);
    CHECK(side(parts, DiffPart::Kind::Added) == after);
}

} // namespace

TEST_CASE("a change is told by characters")
{
    CHECK(written(diffText("", "")) == "");
    CHECK(written(diffText("same", "same")) == "same");
    CHECK(written(diffText("", "new")) == "[+new]");
    CHECK(written(diffText("old", "")) == "[-old]");
    CHECK(written(diffText("5営業日前までに申請します。", "7営業日前までに申請してください。"))
          == "[-5][+7]営業日前までに申請し[-ます][+てください]。");
    CHECK(written(diffText("the cat sat", "the black cat sat")) == "the [+black ]cat sat");
}

TEST_CASE("a letter with its marks is one character")
{
    CHECK(written(diffText("か\u3099", "か")) == "[-か\u3099][+か]");
    CHECK(written(diffText("👩‍💻x", "👩x")) == "[-👩‍💻][+👩]x");
}

TEST_CASE("words that share a letter by chance are one change")
{
    CHECK(written(diffText("I like apples very much", "I like carrots very much")).find("[-apple][+carrot]s")
          != std::string::npos);
}

TEST_CASE("both texts can be read from the parts, whatever they are")
{
    std::mt19937 random(3);
    const std::string letters = "ab。\n か\xE3";
    for (int round = 0; round < 400; ++round) {
        std::string before, after;
        for (auto *text : {&before, &after})
            for (auto n = random() % 30; n > 0; --n)
                *text += letters[random() % letters.size()];
        checkSides(before, after);
    }
}

TEST_CASE("long texts are compared sentence by sentence")
{
    std::string before, after;
    for (int i = 0; i < 3000; ++i) {
        before += "これは" + std::to_string(i) + "番目の文です。";
        after += "これは" + std::to_string(i) + (i == 5 || i == 2990 ? "番の" : "番目の") + "文です。";
    }
    checkSides(before, after);
    const auto parts = diffText(before, after);
    CHECK(parts.size() == 5);
    CHECK(parts[1] == DiffPart{DiffPart::Kind::Removed, "目"});
    checkSides(std::string(5000, 'a'), std::string(4000, 'b')); // nothing in common: one change
    CHECK(diffText(std::string(5000, 'a'), std::string(4000, 'b')).size() == 2);
}
