// SPDX-License-Identifier: GPL-3.0-or-later
// What the README.md of a model folder says about it in its first lines (the YAML block of Hugging Face model cards).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

struct ModelCard {
    std::vector<std::string> languages; // codes, as written
    std::string license;
};

ModelCard parseModelCard(std::string_view markdown); // any bytes; what is not there is empty
ModelCard readModelCard(const std::filesystem::path &modelFolder); // without a card: empty

} // namespace onsa::engine
