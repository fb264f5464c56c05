// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/config.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace onsa::engine {

namespace {

using Json = nlohmann::json;

// Bounds far beyond any decoder that fits a computer, so that products of two of them cannot overflow.
constexpr int maxWidth = 1 << 17;
constexpr int maxVocabulary = 1 << 22;
constexpr int maxLayers = 1 << 10;
constexpr int maxContext = 1 << 24;
constexpr std::size_t maxConfigBytes = 4U << 20U;

tl::unexpected<Error> corrupt(const std::string &what)
{
    return fail(ErrorKind::Corrupt, "config.json of the model: " + what);
}

tl::unexpected<Error> unsupported(const std::string &what)
{
    return fail(ErrorKind::Unsupported, "This model cannot be used: " + what, "unsupported_model");
}

bool hasValue(const Json &object, const char *name)
{
    return object.contains(name) && !object.at(name).is_null();
}

// An integer within 1…limit; a missing one is `fallback` when there is one.
Result<int> readCount(const Json &object, const char *name, int limit, std::optional<int> fallback = {})
{
    if (!hasValue(object, name)) {
        if (fallback)
            return *fallback;
        return corrupt(std::string("\"") + name + "\" is missing");
    }
    const Json &value = object.at(name);
    if (!value.is_number_integer() || value.get<double>() < 1 || value.get<double>() > limit)
        return corrupt(std::string("\"") + name + "\" must be a whole number from 1 to " + std::to_string(limit));
    return value.get<int>();
}

// A finite number above zero.
Result<double> readPositive(const Json &object, const char *name, std::optional<double> fallback = {})
{
    if (!hasValue(object, name)) {
        if (fallback)
            return *fallback;
        return corrupt(std::string("\"") + name + "\" is missing");
    }
    const Json &value = object.at(name);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() <= 0)
        return corrupt(std::string("\"") + name + "\" must be a number above 0");
    return value.get<double>();
}

Result<bool> readFlag(const Json &object, const char *name, bool fallback)
{
    if (!hasValue(object, name))
        return fallback;
    if (!object.at(name).is_boolean())
        return corrupt(std::string("\"") + name + "\" must be true or false");
    return object.at(name).get<bool>();
}

std::string readText(const Json &object, const char *name)
{
    return hasValue(object, name) && object.at(name).is_string() ? object.at(name).get<std::string>() : std::string();
}

// Transformers 5 has everything in rope_parameters; before, rope_theta stood at the top and the rest in rope_scaling.
Result<RopeConfig> readRope(const Json &root)
{
    RopeConfig rope;
    const char *place = hasValue(root, "rope_parameters") ? "rope_parameters" : "rope_scaling";
    const Json scaling = hasValue(root, place) ? root.at(place) : Json::object();
    if (!scaling.is_object())
        return corrupt(std::string("\"") + place + "\" must be an object");

    const auto theta = readPositive(hasValue(scaling, "rope_theta") ? scaling : root, "rope_theta", 10000.0);
    if (!theta)
        return tl::unexpected(theta.error());
    rope.theta = *theta;
    for (const Json *object : {&root, &scaling}) {
        const auto share = readPositive(*object, "partial_rotary_factor", 1.0);
        if (!share)
            return tl::unexpected(share.error());
        if (*share != 1.0)
            return unsupported("it rotates only a part of each head (partial_rotary_factor)");
    }

    std::string type = readText(scaling, "rope_type");
    if (type.empty())
        type = readText(scaling, "type");
    if (type.empty() || type == "default")
        return rope;
    if (type != "llama3")
        return unsupported("its position encoding \"" + type + "\" is not known (known: default, llama3)");

    rope.llama3 = true;
    const auto factor = readPositive(scaling, "factor");
    const auto low = readPositive(scaling, "low_freq_factor");
    const auto high = readPositive(scaling, "high_freq_factor");
    const auto context = readCount(scaling, "original_max_position_embeddings", maxContext);
    for (const auto *number : {&factor, &low, &high}) {
        if (!*number)
            return tl::unexpected(number->error());
    }
    if (!context)
        return tl::unexpected(context.error());
    if (*high <= *low)
        return corrupt("\"high_freq_factor\" must be above \"low_freq_factor\"");
    rope.factor = *factor;
    rope.lowFreqFactor = *low;
    rope.highFreqFactor = *high;
    rope.originalContext = *context;
    return rope;
}

Result<Architecture> readArchitecture(const Json &root)
{
    struct Kind {
        std::string_view type, className;
        Architecture architecture;
    };
    constexpr Kind kinds[] = {{"llama", "LlamaForCausalLM", Architecture::Llama},
                              {"qwen2", "Qwen2ForCausalLM", Architecture::Qwen2},
                              {"qwen3", "Qwen3ForCausalLM", Architecture::Qwen3}};
    const std::string type = readText(root, "model_type");
    if (type.empty())
        return corrupt("\"model_type\" is missing");
    const auto kind = std::ranges::find(kinds, type, &Kind::type);
    if (kind == std::end(kinds))
        return unsupported("its kind \"" + type + "\" is not known (known: llama, qwen2, qwen3)");
    if (!hasValue(root, "architectures")) // older folders, and what people wrote by hand
        return kind->architecture;
    const Json &classes = root.at("architectures");
    if (!classes.is_array() || !std::ranges::all_of(classes, [](const Json &name) { return name.is_string(); }))
        return corrupt("\"architectures\" is not a list of names");
    if (!classes.empty() && std::ranges::find(classes, Json(kind->className)) == classes.end())
        return unsupported("it is made for something else than writing text (" + classes.front().get<std::string>()
                           + ", needed: " + std::string(kind->className) + ")");
    return kind->architecture;
}

Result<std::vector<int>> readEndTokens(const Json &root, int vocabulary)
{
    if (!hasValue(root, "eos_token_id"))
        return std::vector<int>();
    const Json &value = root.at("eos_token_id");
    const Json list = value.is_array() ? value : Json::array({value});
    if (list.size() > 64)
        return corrupt("\"eos_token_id\" has too many entries");
    std::vector<int> tokens;
    for (const Json &item : list) {
        if (!item.is_number_integer() || item.get<double>() < 0 || item.get<double>() >= vocabulary)
            return corrupt("\"eos_token_id\" must be a token of the vocabulary");
        tokens.push_back(item.get<int>());
    }
    return tokens;
}

// What this engine leaves out must not be switched on silently.
Result<> refuseUnknownParts(const Json &root, Architecture architecture)
{
    for (const char *name : {"attention_bias", "mlp_bias", "use_sliding_window"}) {
        const auto flag = readFlag(root, name, false);
        if (!flag)
            return tl::unexpected(flag.error());
        if (*flag && !(architecture == Architecture::Qwen2 && std::string_view(name) == "attention_bias"))
            return unsupported(std::string("it uses \"") + name + "\"");
    }
    if (const std::string activation = readText(root, "hidden_act"); !activation.empty() && activation != "silu")
        return unsupported("its activation \"" + activation + "\" is not known (known: silu)");
    if (hasValue(root, "quantization_config"))
        return unsupported("its weights are quantised (quantization_config)");
    return {};
}

Result<ModelConfig> readConfig(const Json &root)
{
    const auto architecture = readArchitecture(root);
    if (!architecture)
        return tl::unexpected(architecture.error());
    if (const auto known = refuseUnknownParts(root, *architecture); !known)
        return tl::unexpected(known.error());

    ModelConfig config;
    config.architecture = *architecture;
    config.attentionBias = *architecture == Architecture::Qwen2;
    config.qkNorm = *architecture == Architecture::Qwen3;

    struct Count {
        const char *name;
        int limit;
        int *target;
        std::optional<int> fallback;
    };
    const Count needed[] = {
        {"vocab_size", maxVocabulary, &config.vocabulary, {}},
        {"hidden_size", maxWidth, &config.hidden, {}},
        {"intermediate_size", maxWidth, &config.intermediate, {}},
        {"num_hidden_layers", maxLayers, &config.layers, {}},
        {"num_attention_heads", maxLayers, &config.heads, {}},
        {"max_position_embeddings", maxContext, &config.context, *architecture == Architecture::Llama ? 2048 : 32768}};
    for (const Count &count : needed) {
        const auto value = readCount(root, count.name, count.limit, count.fallback);
        if (!value)
            return tl::unexpected(value.error());
        *count.target = *value;
    }
    const auto kvHeads = readCount(root, "num_key_value_heads", config.heads, config.heads);
    if (!kvHeads)
        return tl::unexpected(kvHeads.error());
    if (config.heads % *kvHeads != 0)
        return corrupt("\"num_attention_heads\" must be a multiple of \"num_key_value_heads\"");
    config.kvHeads = *kvHeads;

    if (!hasValue(root, "head_dim") && config.hidden % config.heads != 0)
        return corrupt("\"hidden_size\" must be a multiple of \"num_attention_heads\" when \"head_dim\" is missing");
    const int evenSplit = *architecture == Architecture::Qwen3 ? 128 : config.hidden / config.heads;
    const auto headSize = readCount(root, "head_dim", 1024, std::max(1, std::min(1024, evenSplit)));
    if (!headSize)
        return tl::unexpected(headSize.error());
    if (*headSize % 2 != 0)
        return corrupt("\"head_dim\" must be even");
    config.headSize = *headSize;

    const auto epsilon = readPositive(root, "rms_norm_eps", 1e-6);
    const auto tied = readFlag(root, "tie_word_embeddings", false);
    const auto rope = readRope(root);
    const auto endTokens = readEndTokens(root, config.vocabulary);
    if (!epsilon)
        return tl::unexpected(epsilon.error());
    if (!tied)
        return tl::unexpected(tied.error());
    if (!rope)
        return tl::unexpected(rope.error());
    if (!endTokens)
        return tl::unexpected(endTokens.error());
    config.normEpsilon = *epsilon;
    config.tiedEmbeddings = *tied;
    config.rope = *rope;
    config.endTokens = *endTokens;
    return config;
}

} // namespace

Result<ModelConfig> parseModelConfig(std::string_view json)
{
    if (json.size() > maxConfigBytes)
        return corrupt("the file is too large to be one");
    const Json root = Json::parse(json, nullptr, false);
    if (root.is_discarded() || !root.is_object())
        return corrupt("it is not a JSON object");
    return readConfig(root);
}

Result<ModelConfig> loadModelConfig(const std::filesystem::path &configJson)
{
    std::error_code error;
    if (!std::filesystem::exists(configJson, error))
        return fail(ErrorKind::NotFound, "There is no " + configJson.string() + ".", "model_not_found");
    std::ifstream file(configJson, std::ios::binary);
    std::string text(maxConfigBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || (!file && file.gcount() == 0 && !file.eof()))
        return fail(ErrorKind::Io, "Could not read " + configJson.string() + ".");
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto config = parseModelConfig(text);
    if (!config) {
        const char *next =
            config.error().kind == ErrorKind::Unsupported ? "Choose another base model" : "Copy it again";
        config.error().message += ". The model lies in " + configJson.parent_path().string() + ". " + next + ".";
    }
    return config;
}

} // namespace onsa::engine
