// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verbs.h"

#include "engine/data_folder.h"
#include "engine/model_catalog.h"

#include <iostream>

namespace onsa::engine {

int sayError(const Error &error)
{
    std::cerr << "onsa-engine: " << error.message << std::endl;
    return 1;
}

std::filesystem::path dataFolderOr(const std::string &option)
{
    return option.empty() ? defaultDataFolder() : std::filesystem::path(option);
}

std::string modelOrFolder(const std::filesystem::path &dataFolder, const std::string &name)
{
    const auto found = findBaseModel(dataFolder, name);
    std::error_code error;
    if (!found && found.error().code == "model_not_found" && std::filesystem::is_directory(name, error))
        return (std::filesystem::path(".") / name).string(); // an absolute path stays one
    return name;
}

} // namespace onsa::engine
