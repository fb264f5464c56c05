// SPDX-License-Identifier: GPL-3.0-or-later
// A base model that its only owner may still take apart: training drops each matrix once it is packed.
#pragma once

#include "engine/model/base_model.h"

namespace onsa::engine {

Result<std::shared_ptr<BaseModel>> readBaseModel(const std::filesystem::path &folder);
Result<std::shared_ptr<BaseModel>> makeRandomModel(std::string_view shapeName, std::uint64_t seed);
Result<std::shared_ptr<BaseModel>> makeRandomModel(const ModelConfig &config, std::uint64_t seed);

} // namespace onsa::engine
