// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a run will take, known before it starts.
#pragma once

#include "engine/model/decoder.h"
#include "engine/training/train_plan.h"

#include <cstdint>
#include <optional>

namespace onsa::engine {

// Peak of the process, in bytes. `modelBytes`: of the weights as they are stored.
std::int64_t forecastPeak(const ModelConfig &config, std::int64_t modelBytes, int rank, const BatchLimits &limits,
                          Precision precision, int threads);
std::int64_t modelBytesOf(const ModelConfig &config, int bytesPerValue);
std::int64_t parametersOf(const ModelConfig &config);

// Measures what the forecast forecasts: the peak of the process from now on, less what it held before beyond the
// program itself (models that answer, say). Without the system's help: nothing.
class PeakMemory
{
public:
    PeakMemory();
    std::optional<std::int64_t> peak() const;

private:
    std::int64_t m_others = -1; // bytes; -1 = cannot be told
};

} // namespace onsa::engine
