// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a run will take, known before it starts.
#pragma once

#include "engine/model/decoder.h"
#include "engine/training/train_plan.h"

namespace onsa::engine {

// Peak of the process, in bytes. `modelBytes`: of the weights as they are stored.
std::int64_t forecastPeak(const ModelConfig &config, std::int64_t modelBytes, int rank, const BatchLimits &limits,
                          Precision precision, int threads);
std::int64_t modelBytesOf(const ModelConfig &config, int bytesPerValue);
std::int64_t parametersOf(const ModelConfig &config);

} // namespace onsa::engine
