// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/lora.h"

#include "engine/compute/random.h"
#include "engine/model/atomic_file.h"
#include "engine/model/safetensors.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace onsa::engine {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char *configName = "adapter_config.json";
constexpr const char *tensorsName = "adapter_model.safetensors";
constexpr const char *moduleNames[] = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj",
                                       "mlp.gate_proj",    "mlp.up_proj",      "mlp.down_proj"};

std::string tensorName(int layer, LinearLayer which, char matrix)
{
    return "base_model.model.model.layers." + std::to_string(layer) + "." + moduleNames[static_cast<std::size_t>(which)]
        + ".lora_" + matrix + ".weight";
}

std::size_t product(int a, int b)
{
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

tl::unexpected<Error> unsupported(const std::filesystem::path &folder, const std::string &what)
{
    return fail(ErrorKind::Unsupported, "The adapter in " + folder.string() + " cannot be used: " + what,
                "unsupported_adapter");
}

// Variants of LoRA that compute something else; an adapter that uses one would answer wrongly here.
Result<> refuseVariants(const Json &config, const std::filesystem::path &folder)
{
    if (config.value("peft_type", "LORA") != "LORA")
        return unsupported(folder, "it is not LoRA.");
    for (const char *flag : {"use_dora", "fan_in_fan_out", "lora_bias", "use_qalora", "use_bdlora"}) {
        if (config.value(flag, Json(false)) == Json(true))
            return unsupported(folder, std::string("it uses \"") + flag + "\".");
    }
    for (const char *list : {"rank_pattern", "alpha_pattern", "modules_to_save", "layer_replication",
                             "target_parameters", "trainable_token_indices"}) {
        const Json value = config.value(list, Json());
        if (!value.is_null() && !value.empty())
            return unsupported(folder, std::string("it uses \"") + list + "\".");
    }
    if (config.value("bias", Json("none")) != Json("none"))
        return unsupported(folder, "it trains biases.");
    return {};
}

Result<LoraOptions> readOptions(const std::filesystem::path &folder)
{
    const auto text = readWholeFile(folder / configName, 4U << 20U);
    if (!text)
        return tl::unexpected(text.error());
    const auto bad = [&](const std::string &what) {
        return fail(ErrorKind::Corrupt, (folder / configName).string() + ": " + what);
    };
    const Json config = Json::parse(*text, nullptr, false);
    if (!config.is_object())
        return bad("it is not a JSON object");
    if (config.contains("peft_type") && !config.at("peft_type").is_string())
        return bad("\"peft_type\" must be a text");
    if (const auto known = refuseVariants(config, folder); !known)
        return tl::unexpected(known.error());
    const Json rank = config.value("r", Json());
    const Json alpha = config.value("lora_alpha", Json());
    const Json rsLora = config.value("use_rslora", Json(false));
    if (!rank.is_number_integer() || rank.get<double>() < 1 || rank.get<double>() > 4096)
        return bad("\"r\" must be a whole number from 1 to 4096");
    if (!alpha.is_number() || !std::isfinite(alpha.get<double>()))
        return bad("\"lora_alpha\" must be a number");
    if (!rsLora.is_boolean())
        return bad("\"use_rslora\" must be true or false");
    return LoraOptions{rank.get<int>(), alpha.get<double>(), rsLora.get<bool>()};
}

Json configOf(const LoraOptions &options)
{
    Json config = {{"peft_type", "LORA"},
                   {"task_type", "CAUSAL_LM"},
                   {"base_model_name_or_path", nullptr},
                   {"r", options.rank},
                   {"lora_alpha", options.alpha},
                   {"use_rslora", options.rsLora},
                   {"lora_dropout", 0.0},
                   {"bias", "none"},
                   {"fan_in_fan_out", false},
                   {"inference_mode", true},
                   {"init_lora_weights", true},
                   {"modules_to_save", nullptr},
                   {"rank_pattern", Json::object()},
                   {"alpha_pattern", Json::object()}};
    // PEFT writes whole numbers as such.
    if (options.alpha == std::floor(options.alpha) && std::fabs(options.alpha) < 1e9)
        config["lora_alpha"] = static_cast<int>(options.alpha);
    config["target_modules"] = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};
    return config;
}

} // namespace

double LoraOptions::scale() const
{
    return rsLora ? alpha / std::sqrt(static_cast<double>(rank)) : alpha / rank;
}

LinearShape shapeOf(const ModelConfig &config, LinearLayer layer)
{
    switch (layer) {
    case LinearLayer::Q:
        return {config.heads * config.headSize, config.hidden};
    case LinearLayer::K:
    case LinearLayer::V:
        return {config.kvHeads * config.headSize, config.hidden};
    case LinearLayer::O:
        return {config.hidden, config.heads * config.headSize};
    case LinearLayer::Gate:
    case LinearLayer::Up:
        return {config.intermediate, config.hidden};
    case LinearLayer::Down:
        return {config.hidden, config.intermediate};
    }
    return {};
}

Adapter newAdapter(const ModelConfig &config, const LoraOptions &options, std::uint64_t seed)
{
    Adapter adapter;
    adapter.options = options;
    adapter.layers.resize(static_cast<std::size_t>(config.layers));
    Random random(seed);
    for (int layer = 0; layer < config.layers; ++layer) {
        for (const LinearLayer which : allLinearLayers) {
            const LinearShape shape = shapeOf(config, which);
            LoraPair &pair = adapter.at(layer, which);
            pair.a.resize(product(options.rank, shape.inputs));
            pair.b.resize(product(shape.outputs, options.rank));
            // kaiming_uniform_(a = sqrt 5): bound sqrt(6 / ((1 + 5) inputs))
            const double bound = 1.0 / std::sqrt(static_cast<double>(shape.inputs));
            for (float &value : pair.a)
                value = static_cast<float>((2 * random.unit() - 1) * bound);
        }
    }
    return adapter;
}

Result<Adapter> loadAdapter(const std::filesystem::path &folder, const ModelConfig &config)
{
    const auto options = readOptions(folder);
    if (!options)
        return tl::unexpected(options.error());
    const auto store = TensorStore::openFile(folder / tensorsName);
    if (!store)
        return tl::unexpected(store.error());

    Adapter adapter;
    adapter.options = *options;
    adapter.layers.resize(static_cast<std::size_t>(config.layers));
    std::size_t used = 0;
    for (int layer = 0; layer < config.layers; ++layer) {
        for (const LinearLayer which : allLinearLayers) {
            const LinearShape shape = shapeOf(config, which);
            const std::string nameA = tensorName(layer, which, 'A');
            const std::string nameB = tensorName(layer, which, 'B');
            LoraPair &pair = adapter.at(layer, which);
            if (!store->find(nameA) && !store->find(nameB)) { // this layer was not adapted: it adds nothing
                pair.a.resize(product(options->rank, shape.inputs));
                pair.b.resize(product(shape.outputs, options->rank));
                continue;
            }
            auto a = store->floats(nameA, {options->rank, shape.inputs});
            if (!a)
                return tl::unexpected(a.error());
            auto b = store->floats(nameB, {shape.outputs, options->rank});
            if (!b)
                return tl::unexpected(b.error());
            pair.a = std::move(*a);
            pair.b = std::move(*b);
            used += 2;
        }
    }
    if (used == 0)
        return fail(ErrorKind::Corrupt, "The adapter in " + folder.string() + " has no tensors for this model.");
    if (used != store->tensors().size())
        return unsupported(folder, "it has tensors for parts that this model does not have.");
    return adapter;
}

Result<> saveAdapter(const Adapter &adapter, const std::filesystem::path &folder)
{
    std::vector<NamedTensor> tensors;
    for (std::size_t layer = 0; layer < adapter.layers.size(); ++layer) {
        for (const LinearLayer which : allLinearLayers) {
            const LoraPair &pair = adapter.at(static_cast<int>(layer), which);
            const std::int64_t rank = adapter.options.rank;
            tensors.push_back(
                {tensorName(static_cast<int>(layer), which, 'A'), {rank, std::ssize(pair.a) / rank}, pair.a});
            tensors.push_back(
                {tensorName(static_cast<int>(layer), which, 'B'), {std::ssize(pair.b) / rank, rank}, pair.b});
        }
    }
    const std::string config = configOf(adapter.options).dump(2) + "\n";

    // A new folder appears complete under its name. An existing one gets new files, each whole.
    std::error_code error;
    const bool isNew = !std::filesystem::exists(folder, error);
    std::filesystem::path place = folder;
    if (isNew) {
        place += ".part";
        std::filesystem::remove_all(place, error);
    }
    if (const auto made = makeFolder(place); !made)
        return made;
    if (const auto written = writeFileAtomically(place / tensorsName, safetensorsBytes(tensors)); !written)
        return written;
    if (const auto written = writeFileAtomically(place / configName, config); !written)
        return written;
    if (!isNew)
        return {};
    std::filesystem::rename(place, folder, error);
    if (error)
        return fail(ErrorKind::Io, "Could not create " + folder.string() + ": " + error.message() + ".");
    return syncFolder(folder.parent_path());
}

} // namespace onsa::engine
