// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/atomic_file.h"
#include "engine/model/lora.h"
#include "temp_folder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;
namespace fs = std::filesystem;

namespace {

const fs::path reference = ONSA_TEST_DATA "/reference";

ModelConfig configOf(const char *name)
{
    return *loadModelConfig(reference / name / "config.json");
}

} // namespace

TEST_CASE("an adapter of PEFT survives being written and read")
{
    const TempFolder folder;
    const auto config = configOf("qwen3");
    const auto adapter = loadAdapter(reference / "qwen3/adapter", config);
    REQUIRE(adapter);
    CHECK(adapter->options == LoraOptions{8, 16, true});
    CHECK(adapter->options.scale() == doctest::Approx(16 / std::sqrt(8.0)));
    for (int again = 0; again < 2; ++again) { // a new folder, then the same once more
        REQUIRE(saveAdapter(*adapter, folder.path() / "adapter"));
        const auto copy = loadAdapter(folder.path() / "adapter", config);
        REQUIRE(copy);
        CHECK(copy->options == adapter->options);
        for (int layer = 0; layer < config.layers; ++layer) {
            for (const LinearLayer which : allLinearLayers) {
                CHECK(copy->at(layer, which).a == adapter->at(layer, which).a);
                CHECK(copy->at(layer, which).b == adapter->at(layer, which).b);
            }
        }
    }
}

TEST_CASE("a new adapter changes nothing yet and is the same for the same seed")
{
    const auto config = configOf("llama-gqa");
    const Adapter one = newAdapter(config, {4, 8, false}, 7), two = newAdapter(config, {4, 8, false}, 7);
    const LoraPair &pair = one.at(1, LinearLayer::Down);
    CHECK(pair.a == two.at(1, LinearLayer::Down).a);
    CHECK(pair.a != newAdapter(config, {4, 8, false}, 8).at(1, LinearLayer::Down).a);
    CHECK(pair.a.size() == 4 * 160);
    CHECK(pair.b == std::vector<float>(64 * 4, 0.0F));
    for (const float value : pair.a)
        CHECK(std::abs(value) <= 1 / std::sqrt(160.0F));
}

TEST_CASE("adapters that compute something else are refused")
{
    const TempFolder folder;
    const auto config = configOf("llama-gqa");
    const fs::path target = folder.path() / "adapter";
    fs::copy(reference / "llama-gqa/adapter", target);
    const auto original = *readWholeFile(target / "adapter_config.json", 100'000);
    const auto kindWith = [&](const char *name, nlohmann::json value) {
        auto json = nlohmann::json::parse(original);
        json[name] = std::move(value);
        REQUIRE(writeFileAtomically(target / "adapter_config.json", json.dump()));
        const auto adapter = loadAdapter(target, config);
        return adapter ? ErrorKind::Internal : adapter.error().kind;
    };
    CHECK(kindWith("use_dora", true) == ErrorKind::Unsupported);
    CHECK(kindWith("peft_type", "IA3") == ErrorKind::Unsupported);
    CHECK(kindWith("bias", "all") == ErrorKind::Unsupported);
    CHECK(kindWith("rank_pattern", {{"q_proj", 4}}) == ErrorKind::Unsupported);
    CHECK(kindWith("r", 0) == ErrorKind::Corrupt);
    CHECK(kindWith("r", 9) == ErrorKind::Corrupt); // not what the tensors are
    CHECK(kindWith("lora_alpha", "x") == ErrorKind::Corrupt);
    CHECK(loadAdapter(target, configOf("llama-tied-mha")).error().kind == ErrorKind::Corrupt);
    CHECK(loadAdapter(folder.path(), config).error().kind == ErrorKind::NotFound);
}
