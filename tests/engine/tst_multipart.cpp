// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/multipart.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;

namespace {

// "name=bytes;" for each part, with "(filename)" before the "=" of a file.
Result<std::string> parsed(const std::string &body, const std::string &boundary, std::size_t pieceSize)
{
    std::string text;
    MultipartParser parser(
        boundary,
        [&](const PartHeader &part) -> Result<> {
            text += (text.empty() ? "" : ";") + part.name + (part.filename ? "(" + *part.filename + ")" : "") + "=";
            return {};
        },
        [&](std::string_view bytes) -> Result<> {
            text += bytes;
            return {};
        });
    for (std::size_t at = 0; at < body.size(); at += pieceSize) {
        if (const auto fed = parser.feed(std::string_view(body).substr(at, pieceSize)); !fed)
            return tl::unexpected(fed.error());
    }
    if (const auto whole = parser.finish(); !whole)
        return tl::unexpected(whole.error());
    return text;
}

std::string part(const std::string &disposition, const std::string &bytes)
{
    return "--B\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + bytes + "\r\n";
}

struct Row {
    const char *name;
    std::string body, expected;
};

} // namespace

TEST_CASE("multipart: bodies as clients send them, however they are cut")
{
    const std::vector<Row> rows = {
        {"purpose first",
         part("name=\"purpose\"", "fine-tune") + part("name=\"file\"; filename=\"a\"", "x\ny") + "--B--\r\n",
         "purpose=fine-tune;file(a)=x\ny"},
        {"file first", part("name=\"file\"; filename=\"a\"", "x") + part("name=\"purpose\"", "p") + "--B--\r\n",
         "file(a)=x;purpose=p"},
        {"no line end behind the closing boundary", part("name=\"a\"", "1") + "--B--", "a=1"},
        {"text behind the closing boundary", part("name=\"a\"", "1") + "--B--\r\nepilogue", "a=1"},
        {"a preamble", "preamble\r\n" + part("name=\"a\"", "1") + "--B--", "a=1"},
        {"padding behind a boundary", "--B \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--", "a=1"},
        {"unquoted name", part("name=a", "1") + "--B--", "a=1"},
        {"filename before name", part("filename=\"f\"; name=\"a\"", "1") + "--B--", "a(f)=1"},
        {"header names in lower case",
         "--B\r\ncontent-type: text/plain\r\ncontent-disposition: FORM-DATA; NAME=\"a\"\r\n\r\n1\r\n--B--", "a=1"},
        {"raw UTF-8 filename", part("name=\"a\"; filename=\"été 日本.jsonl\"", "1") + "--B--", "a(été 日本.jsonl)=1"},
        {"filename*", part("name=\"a\"; filename=\"x\"; filename*=UTF-8''%E6%97%A5.jsonl", "1") + "--B--",
         "a(日.jsonl)=1"},
        {"a quote as %22", part("name=\"a\"; filename=\"quo%22te\"", "1") + "--B--", "a(quo\"te)=1"},
        {"an escaped quote", part("name=\"a\"; filename=\"quo\\\"te; x\"", "1") + "--B--", "a(quo\"te; x)=1"},
        {"a whole path", part("name=\"a\"; filename=\"/home/u/../x.jsonl\"", "1") + "--B--", "a(x.jsonl)=1"},
        {"a path of Windows", part("name=\"a\"; filename=\"C:\\dir\\x.jsonl\"", "1") + "--B--", "a(x.jsonl)=1"},
        {"control characters in a name", part("name=\"a\"; filename=\"x\x01\ty\"", "1") + "--B--", "a(xy)=1"},
        {"an empty part", part("name=\"a\"", "") + "--B--", "a="},
        {"something like the boundary in the bytes", part("name=\"a\"", "1\r\n--\r\n-B\r\n\r\n--A") + "--B--",
         "a=1\r\n--\r\n-B\r\n\r\n--A"},
        {"line ends at the end of the bytes", part("name=\"a\"", "1\r\n\r\n") + "--B--", "a=1\r\n\r\n"},
        {"no part at all", "--B--\r\n", ""},
    };
    for (const auto &row : rows) {
        CAPTURE(row.name);
        for (const std::size_t pieceSize : {1U, 2U, 3U, 7U, 1000U}) {
            CAPTURE(pieceSize);
            const auto text = parsed(row.body, "B", pieceSize);
            REQUIRE(text);
            CHECK(*text == row.expected);
        }
    }
}

TEST_CASE("multipart: every cut-off body is an error")
{
    const auto body = part("name=\"purpose\"", "fine-tune") + part("name=\"file\"; filename=\"a\"", "x\r\ny") + "--B--";
    for (std::size_t length = 0; length < body.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(parsed(body.substr(0, length), "B", 5));
    }
}

TEST_CASE("multipart: bodies that are none")
{
    const std::vector<Row> rows = {
        {"JSON", R"({"purpose":"fine-tune"})", ""},
        {"another boundary", "--C\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--C--", ""},
        {"a part without a name", "--B\r\nContent-Type: text/plain\r\n\r\n1\r\n--B--", ""},
        {"text behind a boundary", "--Bxyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--", ""},
        {"endless headers", "--B\r\nX: " + std::string(100000, 'x'), ""},
        {"an endless preamble", std::string(100000, 'x'), ""},
    };
    for (const auto &row : rows) {
        CAPTURE(row.name);
        const auto text = parsed(row.body, "B", 1000);
        REQUIRE_FALSE(text);
        CHECK(text.error().kind == ErrorKind::InvalidInput);
    }
}

TEST_CASE("multipart: the boundary of a content type")
{
    CHECK(boundaryOf("multipart/form-data; boundary=abc") == "abc");
    CHECK(boundaryOf("multipart/form-data; boundary=abc; charset=utf-8") == "abc");
    CHECK(boundaryOf("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"") == "a b");
    for (const char *bad : {"", "application/json", "multipart/form-data", "multipart/form-data; boundary="})
        CHECK_FALSE(boundaryOf(bad));
}

TEST_CASE("multipart: an error of the taker ends the parsing")
{
    MultipartParser parser(
        "B", [](const PartHeader &) -> Result<> { return fail(ErrorKind::DiskFull, "full"); },
        [](std::string_view) -> Result<> { return {}; });
    const auto fed = parser.feed(part("name=a", "1"));
    REQUIRE_FALSE(fed);
    CHECK(fed.error().kind == ErrorKind::DiskFull);
}
