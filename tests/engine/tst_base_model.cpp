// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/atomic_file.h"
#include "engine/model/base_model_loader.h"
#include "engine/model/safetensors.h"
#include "engine/training/forecast.h"
#include "temp_folder.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path reference = ONSA_TEST_DATA "/reference";

} // namespace

TEST_CASE("the models of each architecture are read whole")
{
    for (const char *name : {"llama-gqa", "llama-tied-mha", "qwen2", "qwen3"}) {
        const auto model = loadBaseModel(reference / name);
        REQUIRE(model);
        CHECK((*model)->layers.size() == static_cast<std::size_t>((*model)->config.layers));
        CHECK((*model)->parameters == parametersOf((*model)->config));
        CHECK(((*model)->embedding.data == (*model)->output.data) == (*model)->config.tiedEmbeddings);
    }
    CHECK((*loadBaseModel(reference / "qwen2"))->layers[0].qBias.size() == 64);
    CHECK((*loadBaseModel(reference / "qwen3"))->layers[0].kNorm.size() == 32);
}

TEST_CASE("a file that was cut off is named, at any length")
{
    const TempFolder folder;
    fs::copy(reference / "llama3-rope/config.json", folder.path());
    const auto bytes = readWholeFile(reference / "llama3-rope/model.safetensors", 10'000'000);
    REQUIRE(bytes);
    for (const std::size_t length :
         {std::size_t(0), std::size_t(7), std::size_t(500), bytes->size() / 2, bytes->size() - 1}) {
        REQUIRE(writeFileAtomically(folder.path() / "model.safetensors", bytes->substr(0, length)));
        const auto model = loadBaseModel(folder.path());
        REQUIRE(!model);
        CHECK(model.error().kind == ErrorKind::Corrupt);
        CHECK(model.error().message.find("model.safetensors") != std::string::npos);
    }
}

TEST_CASE("weights of another shape than the configuration says are refused")
{
    const TempFolder folder;
    fs::copy(reference / "llama-gqa/config.json", folder.path());
    fs::copy(reference / "llama3-rope/model.safetensors", folder.path());
    const auto model = loadBaseModel(folder.path());
    REQUIRE(!model);
    CHECK(model.error().kind == ErrorKind::Corrupt);
    CHECK(model.error().message.find("tensor") != std::string::npos);
}

TEST_CASE("what is not there is not found")
{
    CHECK(loadBaseModel("/nonexistent").error().kind == ErrorKind::NotFound);
    const TempFolder folder;
    fs::copy(reference / "qwen2/config.json", folder.path());
    CHECK(loadBaseModel(folder.path()).error().kind == ErrorKind::NotFound);
    CHECK(randomModel("enormous", 1).error().kind == ErrorKind::NotFound);
}
