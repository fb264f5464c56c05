// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizers of hosted models against another implementation of them.
#include "core/tokenizer/rank_tokenizer.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace onsa;

namespace {

namespace fs = std::filesystem;

RankTokenizer load(const char *name, RankEncoding encoding)
{
    auto loaded = RankTokenizer::load(fs::path(ONSA_SOURCE) / "resources/tokenizers" / name, encoding);
    REQUIRE(loaded);
    return std::move(*loaded);
}

} // namespace

TEST_CASE("token numbers are those of gpt-tokenizer")
{
    const RankTokenizer o200k = load("o200k_base.ranks", RankEncoding::O200k);
    const RankTokenizer cl100k = load("cl100k_base.ranks", RankEncoding::Cl100k);
    CHECK(o200k.size() == 199'998);
    CHECK(cl100k.size() == 100'256);
    std::ifstream in(fs::path(ONSA_TEST_DATA) / "tokenizer/tiktoken/vectors.json");
    const auto vectors = nlohmann::json::parse(in);
    CHECK(vectors["texts"].size() == 25);
    for (const auto &one : vectors["texts"]) {
        const auto text = one["text"].get<std::string>();
        CAPTURE(text);
        CHECK(o200k.encode(text) == one["o200k_base"].get<std::vector<int>>());
        CHECK(cl100k.encode(text) == one["cl100k_base"].get<std::vector<int>>());
    }
}

TEST_CASE("long and broken texts, and tables that are none")
{
    const RankTokenizer o200k = load("o200k_base.ranks", RankEncoding::O200k);
    // A word of a megabyte: joined in n log n steps, or this would not end.
    CHECK(o200k.encode(std::string(1U << 20U, 'a')).size() > 1000);
    CHECK(!o200k.encode("\xFF\xC0 a").empty());
    CHECK(o200k.encode("").empty());
    CHECK(RankTokenizer::parse("", RankEncoding::O200k).error().kind == ErrorKind::Corrupt);
    CHECK(RankTokenizer::parse("ONSARANK1\n\x05"
                               "ab",
                               RankEncoding::O200k)
              .error()
              .kind
          == ErrorKind::Corrupt);
    CHECK(RankTokenizer::parse("ONSARANK1\n\x01"
                               "a",
                               RankEncoding::O200k)
              .error()
              .kind
          == ErrorKind::Corrupt);
    CHECK(RankTokenizer::load("/nonexistent", RankEncoding::O200k).error().kind == ErrorKind::Io);
}
