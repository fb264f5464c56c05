// SPDX-License-Identifier: GPL-3.0-or-later
// Which base models there are on this computer: the starter that came with Onsa, folders under DIR/models, and folders
// the user named. No network.
#pragma once

#include "core/result.h"
#include "engine/model/config.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

struct BaseModelEntry {
    std::string id; // "onsa-starter", or the folder's name
    std::filesystem::path folder;
    std::int64_t parameters = 0;
    std::int64_t bytes = 0; // of the weights on disk
    int context = 0;
};

inline constexpr std::string_view starterModelId = "onsa-starter";

// Where the starter lies: ONSA_RESOURCES, beside the program (../share/onsa), or the source tree's resources/.
std::filesystem::path resourceFolder();
std::vector<BaseModelEntry> listBaseModels(const std::filesystem::path &dataFolder);
// A name from the list, or the path of a folder. Errors: NotFound (code model_not_found), and those of its config.
Result<BaseModelEntry> findBaseModel(const std::filesystem::path &dataFolder, std::string_view nameOrFolder);

} // namespace onsa::engine
