// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
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
