// SPDX-License-Identifier: GPL-3.0-or-later
// The result file of a job in the current form of the API: one line a step, empty where nothing was measured.
#pragma once

#include "core/api_types.h"

#include <string>
#include <vector>

namespace onsa::engine {

std::string resultCsv(const std::vector<StepMetrics> &steps);

} // namespace onsa::engine
