// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delimited_text.h"

#include <doctest/doctest.h>

#include <random>

using namespace onsa;

namespace {

// Cells joined by | and records by /.
std::string cells(std::string_view text, DelimitedStyle style = {})
{
    const auto records = readDelimited(text, style);
    if (!records)
        return records.error().param;
    std::string all;
    for (const DelimitedRecord &record : *records) {
        all += all.empty() ? "" : "/";
        for (std::size_t i = 0; i < record.cells.size(); ++i)
            all += (i ? "|" : "") + record.cells[i];
    }
    return all;
}

} // namespace

TEST_CASE("cells, quotation marks and line ends")
{
    CHECK(cells("a,b\nc,d") == "a|b/c|d");
    CHECK(cells("a,b\r\nc,d\r\n") == "a|b/c|d");
    CHECK(cells("a\rb\r") == "a/b");
    CHECK(cells("\xEF\xBB\xBF"
                "a,b")
          == "a|b");
    CHECK(cells("\"a,\"\"x\"\"\nb\",c") == "a,\"x\"\nb|c");
    CHECK(cells("a,\n,b\n\nc") == "a|/|b//c");
    CHECK(cells("\"\",\"\"") == "|");
    CHECK(cells("").empty());
    CHECK(cells("a\tb,c", {'\t', '"'}) == "a|b,c");
    CHECK(cells("a\"b,c") == "a\"b|c"); // only at the start does a mark quote
    CHECK(cells("'a,b';c", {';', '\''}) == "a,b|c");
    CHECK(cells("\"a", {',', '\0'}) == "\"a");
}

TEST_CASE("mistakes say line and column")
{
    CHECK(cells("a,b\nあ,\"open\nmore") == "line 2, column 3");
    CHECK(cells("\"a\"b,c") == "line 1, column 4");
    CHECK(cells("\"x\ny\"z") == "line 2, column 3");
    const auto records = readDelimited("a\n\"b\nb\"\nc");
    REQUIRE(records);
    CHECK((*records)[1].line == 2);
    CHECK((*records)[2].line == 4);
}

TEST_CASE("the delimiter is found")
{
    CHECK(guessStyle("a;b;c\n1,2;x;y\n").delimiter == ';');
    CHECK(guessStyle("a\tb\nc\td\n").delimiter == '\t');
    CHECK(guessStyle("a,b\n\"x;y;z\",d\n").delimiter == ',');
    CHECK(guessStyle("only").delimiter == ',');
}

TEST_CASE("what is printed reads back")
{
    std::mt19937 random(5);
    const std::string letters = "ab,\"\n\r\t; ";
    for (int i = 0; i < 3000; ++i) {
        std::vector<std::string> record(1 + random() % 4);
        for (std::string &cell : record)
            for (auto n = random() % 6; n > 0; --n)
                cell += letters[random() % letters.size()];
        const auto read = readDelimited(printDelimited(record) + "\n");
        REQUIRE(read);
        REQUIRE(read->size() == 1);
        CHECK(read->front().cells == record);
    }
}
