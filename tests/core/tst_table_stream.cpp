// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table_stream.h"

#include <doctest/doctest.h>

using namespace onsa;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows cellsOf(const std::vector<TableRecord> &records)
{
    Rows rows;
    for (const TableRecord &record : records)
        rows.push_back(record.cells);
    return rows;
}

Rows read(std::string_view text, TableStyle style = {})
{
    return cellsOf(readTableRows(text, style));
}

} // namespace

TEST_CASE("cells of a comma-separated text")
{
    CHECK(read("a,b\nc,d\n") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,b\r\nc,d") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,b\rc,d\r") == Rows{{"a", "b"}, {"c", "d"}});
    CHECK(read("a,,\n,") == Rows{{"a", "", ""}, {"", ""}});
    CHECK(read("a\n\n\r\n b \n") == Rows{{"a"}, {" b "}});
    CHECK(read("\"\"\n") == Rows{{""}});
    CHECK(read("").empty());
    CHECK(read("日本,語\n") == Rows{{"日本", "語"}});
}

TEST_CASE("quotes hold delimiters, line ends and quotes")
{
    CHECK(read("\"a,b\",\"c\nd\",\"say \"\"hi\"\"\"\n") == Rows{{"a,b", "c\nd", "say \"hi\""}});
    CHECK(read("\"a\r\nb\",c\r\n") == Rows{{"a\r\nb", "c"}});
    CHECK(read("\"a\rb\"\n\"\n\"") == Rows{{"a\rb"}, {"\n"}});
    CHECK(read("5\" pipe,b\n") == Rows{{"5\" pipe", "b"}});
    CHECK(read("\"a\tb\"\tc", {'\t', '"'}) == Rows{{"a\tb", "c"}});
    CHECK(read("\"a\tb", {'\t', '\0'}) == Rows{{"\"a", "b"}});
}

TEST_CASE("lines are counted through quoted cells, and faults say where")
{
    const auto records = readTableRows("h\n\"a\nb\",c\n\n\"x\"y,z\n1,\"open\nto the end");
    REQUIRE(records.size() == 4);
    CHECK(records[1].line == 2);
    CHECK(records[2].line == 5);
    CHECK(records[2].cells == std::vector<std::string>{"xy", "z"});
    CHECK(records[2].fault == TableFault{TableFault::Kind::TextAfterQuote, 5, 1});
    CHECK(records[3].line == 6);
    CHECK(records[3].fault == TableFault{TableFault::Kind::OpenQuote, 6, 2});
    CHECK(records[3].cells == std::vector<std::string>{"1", "open\nto the end"});
}

TEST_CASE("any cut into pieces reads the same")
{
    const std::string text = "a,\"b\r\n\"\"c\"\"\"\r\n\r\n\"\",\r\nd\re,\"f\"\n\"\r\n\"";
    const Rows whole = read(text);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        std::vector<TableRecord> records;
        TableParser parser;
        const auto keep = [&](TableRecord &record) {
            records.push_back(record);
            return true;
        };
        CHECK(parser.feed(std::string_view(text).substr(0, cut), keep));
        CHECK(parser.feed(std::string_view(text).substr(cut), keep));
        CHECK(parser.finish(keep));
        CHECK(cellsOf(records) == whole);
    }
}

TEST_CASE("what is written reads back, cell for cell")
{
    const Rows rows = {{""}, {"a", ""}, {"x,y", "\"q\"", "line\nline", "cr\r", " space "}, {"\t", "日本語"}};
    for (const TableStyle style : {TableStyle{',', '"'}, TableStyle{'\t', '"'}, TableStyle{';', '"'}}) {
        for (const std::string_view end : {"\n", "\r\n"}) {
            std::string text;
            for (const auto &row : rows)
                appendTableRow(text, row, style, end);
            CHECK(read(text, style) == rows);
        }
    }
}

TEST_CASE("a visitor may stop, and a cell has an end")
{
    TableParser parser;
    int seen = 0;
    CHECK_FALSE(parser.feed("a\nb\nc\n", [&](TableRecord &) { return ++seen < 2; }));
    CHECK(seen == 2);

    TableParser open;
    std::optional<TableFault> fault;
    const auto keep = [&](TableRecord &record) {
        fault = record.fault;
        return true;
    };
    CHECK(open.feed("\"", keep));
    const std::string block(1U << 20U, 'x');
    int blocks = 0;
    while (open.feed(block, keep))
        ++blocks;
    CHECK(blocks == 64);
    REQUIRE(fault);
    CHECK(fault->kind == TableFault::Kind::CellTooLong);
}
