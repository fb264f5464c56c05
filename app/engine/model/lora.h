// SPDX-License-Identifier: GPL-3.0-or-later
// Low-rank adapters (Hu et al. 2021, arXiv 2106.09685): y = W x + scale · B (A x), on all linear layers.
// On disk: adapter_config.json and adapter_model.safetensors as Hugging Face PEFT writes them.
#pragma once

#include "core/result.h"
#include "engine/model/config.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace onsa::engine {

enum class LinearLayer { Q, K, V, O, Gate, Up, Down };
inline constexpr std::array allLinearLayers = {LinearLayer::Q, LinearLayer::K, LinearLayer::V, LinearLayer::O,
                                               LinearLayer::Gate, LinearLayer::Up, LinearLayer::Down};
struct LinearShape {
    int outputs = 0, inputs = 0;
};
LinearShape shapeOf(const ModelConfig &config, LinearLayer layer);

struct LoraOptions {
    int rank = 16;
    double alpha = 32;
    bool rsLora = false; // scale = alpha / sqrt(rank) instead of alpha / rank
    double scale() const;

    bool operator==(const LoraOptions &) const = default;
};

// Master copies in float; a is (rank, inputs), b is (outputs, rank), row-major.
struct LoraPair {
    std::vector<float> a, b;
};

struct Adapter {
    LoraOptions options;
    std::vector<std::array<LoraPair, 7>> layers; // [layer][LinearLayer]

    LoraPair &at(int layer, LinearLayer which) { return layers[std::size_t(layer)][std::size_t(which)]; }
    const LoraPair &at(int layer, LinearLayer which) const { return layers[std::size_t(layer)][std::size_t(which)]; }
};

// A as in PEFT (Kaiming uniform, a = sqrt 5), B zero: the tuned model starts as the base model.
Adapter newAdapter(const ModelConfig &config, const LoraOptions &options, std::uint64_t seed);
Result<Adapter> loadAdapter(const std::filesystem::path &folder, const ModelConfig &config);
Result<> saveAdapter(const Adapter &adapter, const std::filesystem::path &folder); // atomic: temp, fsync, rename

} // namespace onsa::engine
