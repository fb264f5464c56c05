// SPDX-License-Identifier: GPL-3.0-or-later
// Tuned models that are to go: row, memory and weights.
#pragma once

#include "core/result.h"
#include "engine/answering.h"

#include <string>

namespace onsa::engine {

Result<> removeModel(Store &store, const DataFolder &data, Answering &answering, const std::string &id);
Result<> removeModelsOfJob(Store &store, const DataFolder &data, Answering &answering, const std::string &jobId);

} // namespace onsa::engine
