// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/split_pattern.h"
#include "core/tokenizer/tokenizer.h"
#include "core/utf8.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace onsa;
using nlohmann::json;

namespace {

std::string textOfFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

const Tokenizer &starter()
{
    static const Tokenizer tokenizer = std::move(
        *Tokenizer::load(std::filesystem::path(ONSA_SOURCE) / "resources/starter/onsa-starter/tokenizer.json"));
    return tokenizer;
}

// Vectors that another implementation made: text -> ids, and back.
void checkVectors(const Tokenizer &tokenizer, const std::filesystem::path &file)
{
    const json vectors = json::parse(textOfFile(file)).at("tokens");
    REQUIRE(!vectors.empty());
    for (const json &vector : vectors) {
        const auto text = vector.at("text").get<std::string>();
        const auto ids = vector.at("ids").get<std::vector<int>>();
        CAPTURE(text);
        CHECK(tokenizer.encode(text) == ids);
        CHECK(tokenizer.decode(ids) == vector.at("decoded").get<std::string>());
    }
}

} // namespace

TEST_CASE("the starter's tokens are those of the implementation that made it")
{
    checkVectors(starter(), std::filesystem::path(ONSA_TEST_DATA) / "tokenizer/starter/vectors.json");
    CHECK(starter().size() == 6144);
}

TEST_CASE("each family's pre-tokenizer cuts as the implementation of its authors does")
{
    for (const char *family : {"gpt2", "llama3", "qwen2", "smollm2", "behaviours"}) {
        CAPTURE(family);
        const std::filesystem::path folder = std::filesystem::path(ONSA_TEST_DATA) / "tokenizer" / family;
        const Result<Tokenizer> tokenizer = Tokenizer::load(folder / "tokenizer.json");
        REQUIRE_MESSAGE(tokenizer, tokenizer.error().message);
        checkVectors(*tokenizer, folder / "vectors.json");
    }
}

TEST_CASE("every text comes back as it was")
{
    const Result<Tokenizer> gpt2 =
        Tokenizer::load(std::filesystem::path(ONSA_TEST_DATA) / "tokenizer/gpt2/tokenizer.json");
    REQUIRE(gpt2);
    std::mt19937 random(5);
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (auto n = random() % 40; n > 0; --n) {
            const auto plane = random() % 4;
            char32_t c = static_cast<char32_t>(random()
                                               % (plane == 0       ? 0x80
                                                      : plane == 1 ? 0x800
                                                      : plane == 2 ? 0x10000
                                                                   : 0x110000));
            appendUtf8(text, c >= 0xD800 && c < 0xE000 ? U' ' : c);
        }
        CAPTURE(text);
        CHECK(gpt2->decode(gpt2->encode(text)) == text);
        CHECK(gpt2->decode(gpt2->encode(text, SpecialTokens::AsText)) == text);
    }
    // The starter normalizes to NFC, which is the same text for those who read it.
    CHECK(starter().decode(starter().encode("か\u3099")) == "が");
}

TEST_CASE("text that is not UTF-8 is repaired, and never crashes")
{
    CHECK(starter().decode(starter().encode("a\xFF"
                                            "b\xE3\x81"))
          == "a\uFFFDb\uFFFD");
    std::mt19937 random(6);
    for (int i = 0; i < 500; ++i) {
        std::string bytes;
        for (auto n = random() % 60; n > 0; --n)
            bytes += static_cast<char>(random());
        const std::vector<int> ids = starter().encode(bytes);
        CHECK(isUtf8(starter().decode(ids)));
    }
}

TEST_CASE("control tokens are tokens, or text when a user typed them")
{
    const std::string text = "<|im_start|>a<|im_end|>";
    const int end = starter().idOf("<|im_end|>").value();
    const std::vector<int> parsed = starter().encode(text);
    CHECK(parsed.front() == starter().idOf("<|im_start|>").value());
    CHECK(parsed.back() == end);
    CHECK(starter().isSpecial(end));
    CHECK(starter().decode(parsed, false) == "a");
    CHECK(starter().decode(parsed) == text);

    const std::vector<int> typed = starter().encode(text, SpecialTokens::AsText);
    for (const int id : typed)
        CHECK(!starter().isSpecial(id));
    CHECK(starter().decode(typed, false) == text);
}

TEST_CASE("single tokens can be asked for, any number is answered")
{
    CHECK(starter().bytesOf(starter().encode("a").front()) == "a");
    CHECK(starter().bytesOf(starter().idOf("Ġ").value()) == " ");
    CHECK(starter().bytesOf(-1).empty());
    CHECK(starter().bytesOf(6144).empty());
    CHECK(!starter().isSpecial(-5));
    CHECK(!starter().idOf("no such token"));
    CHECK(starter().decode(std::vector<int>{-1, 1 << 30}).empty());
    // A token may be part of a character: its bytes are kept until the rest has come.
    std::string bytes;
    for (const int id : starter().encode("👩"))
        bytes += starter().bytesOf(id);
    CHECK(bytes == "👩");
}

TEST_CASE("a megabyte of one letter, of spaces, of one word ends and comes back")
{
    const std::size_t size = 1U << 20U;
    std::string japanese;
    while (japanese.size() < size)
        japanese += "日本語の文章です";
    for (const std::string &text :
         {std::string(size, 'a'), std::string(size, ' '), std::string(size, ' ') + "x", std::string(size, '\n'),
          std::string(size, '!'), std::string(size, '1'), std::string(size, '\xFF'), japanese}) {
        const std::vector<int> ids = starter().encode(text);
        CHECK(starter().decode(ids) == repairUtf8(text));
    }
    CHECK(starter().encode(std::string(size, 'a')) == starter().encode(std::string(size, 'a'), SpecialTokens::AsText));
}

TEST_CASE("a pattern that backtracks without end is given up, not waited for")
{
    const Result<SplitPattern> pattern = SplitPattern::compile("(?:a+)+$|(?:b*)*c");
    REQUIRE(pattern);
    const std::string text = std::string(100'000, 'a') + "b";
    std::size_t covered = 0;
    for (const PatternSpan &span : pattern->spans(text)) {
        CHECK(span.first == covered);
        CHECK(span.last > span.first);
        covered = span.last;
    }
    CHECK(covered == text.size());
}

TEST_CASE("white space is Unicode's, inside a class and outside")
{
    CHECK(translateRegex(R"(\s+|\\s|[^\s\]x]|\S|[]\S])").find(R"(\\s)") != std::string::npos);
    const auto matched = [](std::string_view regex, std::string_view text) {
        const Result<SplitPattern> pattern = SplitPattern::compile(regex);
        REQUIRE(pattern);
        const std::vector<PatternSpan> spans = pattern->spans(text);
        return spans.size() == 1 && spans[0].isMatch;
    };
    for (const char *space : {" ", "\t", "\u0085", "\u00a0", "\u2003", "\u3000", "\u2028"}) {
        CHECK(matched(R"(\s)", space));
        CHECK(matched(R"([x\s])", space));
        CHECK(!matched(R"(\S)", space));
        CHECK(!matched(R"([\S])", space));
        CHECK(!matched(R"([^\s])", space));
    }
    for (const char *other : {"a", "\u180e", "\u200b", "日", "\U0001F600"}) {
        CHECK(!matched(R"(\s)", other));
        CHECK(!matched(R"([x\s])", other));
        CHECK(matched(R"(\S)", other));
        CHECK(matched(R"([\S])", other));
    }
    CHECK(matched(R"([]\]]+)", "]]"));
}

TEST_CASE("splits by text take it literally")
{
    const Result<SplitPattern> pattern = SplitPattern::literal(std::string_view(".*\0日[", 7));
    REQUIRE(pattern);
    const std::vector<PatternSpan> spans = pattern->spans(std::string_view("x.*\0日[y", 9));
    REQUIRE(spans.size() == 3);
    CHECK(spans[1].isMatch);
    CHECK(spans[1].first == 1);
    CHECK(spans[1].last == 8);
}

TEST_CASE("what is not known is refused by name")
{
    const json good =
        json::parse(textOfFile(std::filesystem::path(ONSA_TEST_DATA) / "tokenizer/smollm2/tokenizer.json"));
    REQUIRE(Tokenizer::parse(good.dump()));
    const auto errorOf = [&](const char *pointer, const json &value) {
        json changed = good;
        changed[json::json_pointer(pointer)] = value;
        const Result<Tokenizer> tokenizer = Tokenizer::parse(changed.dump());
        REQUIRE_MESSAGE(!tokenizer, pointer);
        return tokenizer.error();
    };
    const auto unsupported = [&](const char *pointer, const json &value, const char *name) {
        const Error error = errorOf(pointer, value);
        CHECK(error.kind == ErrorKind::Unsupported);
        CHECK_MESSAGE(error.message.find(name) != std::string::npos, error.message);
    };
    unsupported("/model/type", "Unigram", "Unigram");
    unsupported("/model/byte_fallback", true, "byte_fallback");
    unsupported("/model/end_of_word_suffix", "</w>", "end_of_word_suffix");
    unsupported("/model/dropout", 0.1, "dropout");
    unsupported("/normalizer", {{"type", "Lowercase"}}, "Lowercase");
    unsupported("/pre_tokenizer", {{"type", "Metaspace"}}, "Metaspace");
    unsupported("/pre_tokenizer", nullptr, "ByteLevel");
    unsupported("/pre_tokenizer/pretokenizers/0",
                {{"type", "Split"}, {"behavior", "Isolated"}, {"pattern", {{"Regex", "("}}}}, "pattern");
    unsupported("/pre_tokenizer/pretokenizers/0",
                {{"type", "Split"}, {"behavior", "Sideways"}, {"pattern", {{"Regex", "x"}}}}, "Sideways");
    unsupported("/pre_tokenizer/pretokenizers/0", {{"type", "ByteLevel"}}, "ByteLevel");
    unsupported("/decoder", {{"type", "WordPiece"}}, "WordPiece");

    CHECK(errorOf("/model/merges/0", "x").kind == ErrorKind::Corrupt);
    CHECK(errorOf("/model/merges/0", json::array({"zz", "y"})).kind == ErrorKind::Corrupt);
    CHECK(errorOf("/model/vocab/a", -1).kind == ErrorKind::Corrupt);
    CHECK(errorOf("/model/vocab/a", 4'000'000'000).kind == ErrorKind::Corrupt);
    CHECK(errorOf("/model/vocab", 1).kind == ErrorKind::Corrupt);
    CHECK(errorOf("/added_tokens/0", {{"content", "x"}}).kind == ErrorKind::Corrupt);
    CHECK(errorOf("/model", nullptr).kind == ErrorKind::Corrupt);
}

TEST_CASE("files that are no tokenizer")
{
    const std::string whole = textOfFile(std::filesystem::path(ONSA_TEST_DATA) / "tokenizer/gpt2/tokenizer.json");
    for (const std::string &text :
         {std::string(), std::string("{}"), std::string("[]"), whole.substr(0, whole.size() / 2), "\xFF" + whole}) {
        const Result<Tokenizer> tokenizer = Tokenizer::parse(text);
        REQUIRE(!tokenizer);
        CHECK(tokenizer.error().kind == ErrorKind::Corrupt);
    }
    CHECK(Tokenizer::load("/no/such/tokenizer.json").error().kind == ErrorKind::Io);
    CHECK(Tokenizer::load(std::filesystem::temp_directory_path()).error().kind == ErrorKind::Io);
}

TEST_CASE("many threads may use one tokenizer")
{
    const std::string text = "これは Onsa のテストです。 1234 <|im_end|>\n";
    const std::vector<int> expected = starter().encode(text);
    std::vector<std::vector<int>> results(4);
    std::vector<std::jthread> threads;
    for (std::vector<int> &result : results)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i)
                result = starter().encode(text);
        });
    threads.clear();
    for (const std::vector<int> &result : results)
        CHECK(result == expected);
}
