// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/config.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace onsa;
using namespace onsa::engine;

namespace {

nlohmann::json llama()
{
    return {{"model_type", "llama"},       {"vocab_size", 512},
            {"hidden_size", 64},           {"intermediate_size", 160},
            {"num_hidden_layers", 3},      {"num_attention_heads", 4},
            {"num_key_value_heads", 2},    {"max_position_embeddings", 256},
            {"rms_norm_eps", 1e-5},        {"eos_token_id", {0, 2}},
            {"tie_word_embeddings", true}, {"rope_theta", 5e5}};
}

Result<ModelConfig> with(const char *name, nlohmann::json value)
{
    auto json = llama();
    json[name] = std::move(value);
    return parseModelConfig(json.dump());
}

} // namespace

TEST_CASE("a Llama configuration of before Transformers 5 is read")
{
    const auto config = parseModelConfig(llama().dump());
    REQUIRE(config);
    CHECK(config->architecture == Architecture::Llama);
    CHECK(config->headSize == 16);
    CHECK(config->kvHeads == 2);
    CHECK(config->rope.theta == 5e5);
    CHECK(config->endTokens == std::vector<int>{0, 2});
    CHECK(config->tiedEmbeddings);
}

TEST_CASE("old and new keys of the position encoding mean the same")
{
    nlohmann::json scaling = {{"rope_type", "llama3"},
                              {"factor", 8.0},
                              {"low_freq_factor", 1.0},
                              {"high_freq_factor", 4.0},
                              {"original_max_position_embeddings", 32}};
    const auto old = with("rope_scaling", scaling);
    scaling["rope_theta"] = 5e5;
    const auto now = with("rope_parameters", scaling);
    REQUIRE(old);
    REQUIRE(now);
    CHECK(old->rope == now->rope);
    CHECK(old->rope.llama3);
}

TEST_CASE("the class that wrote a model may be missing, not another one's")
{
    CHECK(with("architectures", nlohmann::json::array()));
    CHECK(with("architectures", nlohmann::json::array({"LlamaForCausalLM"})));
    const auto other = with("architectures", nlohmann::json::array({"LlamaForSequenceClassification"}));
    REQUIRE(!other);
    CHECK(other.error().kind == ErrorKind::Unsupported);
    CHECK(other.error().message.find("LlamaForSequenceClassification") != std::string::npos);
    // Lists in lists, deeper than a stack: no names, and never written into a message.
    const auto deep = parseModelConfig("{\"model_type\":\"llama\",\"architectures\":" + std::string(200'000, '[')
                                       + std::string(200'000, ']') + "}");
    REQUIRE(!deep);
    CHECK(deep.error().kind == ErrorKind::Corrupt);
}

TEST_CASE("what cannot be computed is refused by name")
{
    struct Case {
        const char *name;
        nlohmann::json value;
    };
    const Case unsupported[] = {{"model_type", "gpt2"},         {"hidden_act", "gelu"},
                                {"attention_bias", true},       {"rope_scaling", {{"rope_type", "yarn"}}},
                                {"partial_rotary_factor", 0.5}, {"quantization_config", {{"bits", 4}}},
                                {"use_sliding_window", true}};
    for (const Case &item : unsupported) {
        const auto config = with(item.name, item.value);
        CAPTURE(item.name);
        REQUIRE(!config);
        CHECK(config.error().kind == ErrorKind::Unsupported);
    }
}

TEST_CASE("impossible numbers are refused")
{
    struct Case {
        const char *name;
        nlohmann::json value;
    };
    const Case corrupt[] = {{"vocab_size", -1},
                            {"vocab_size", 1e18},
                            {"vocab_size", "many"},
                            {"hidden_size", 0},
                            {"hidden_size", 65},
                            {"num_hidden_layers", 1 << 20},
                            {"num_key_value_heads", 3},
                            {"head_dim", 7},
                            {"rms_norm_eps", 0},
                            {"rope_theta", -5},
                            {"eos_token_id", 512},
                            {"eos_token_id", {{"a", 1}}},
                            {"tie_word_embeddings", 1},
                            {"model_type", nullptr},
                            {"architectures", "LlamaForCausalLM"},
                            {"intermediate_size", 4294967297},
                            {"rope_scaling", 4},
                            {"rope_scaling", {{"rope_type", "llama3"}, {"factor", 8}}}};
    for (const Case &item : corrupt) {
        const auto config = with(item.name, item.value);
        CAPTURE(item.name);
        CAPTURE(item.value.dump());
        REQUIRE(!config);
        CHECK(config.error().kind == ErrorKind::Corrupt);
    }
    for (const char *text : {"", "[]", "{", "null", "{\"model_type\":\"llama\"}"})
        CHECK(!parseModelConfig(text));
}

TEST_CASE("a folder without config.json is not found")
{
    const auto config = loadModelConfig("/nonexistent/config.json");
    REQUIRE(!config);
    CHECK(config.error().kind == ErrorKind::NotFound);
}
