// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verbs.h"

#include "engine/data_folder.h"

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

} // namespace onsa::engine
