// SPDX-License-Identifier: GPL-3.0-or-later
// Seconds that a training will take on this computer: by measured products at first, corrected by what earlier
// trainings took. Any thread.
#pragma once

#include "engine/model_catalog.h"
#include "engine/store.h"
#include "engine/training/train_plan.h"

#include <functional>
#include <mutex>
#include <string>

namespace onsa::engine {

struct TimeForecast {
    double seconds = 0;
    std::string from; // "earlier_jobs", "other_jobs", "measurement"
};

class TrainingSpeeds
{
public:
    using Measure = std::function<double(Precision)>; // GFLOP/s of a large product
    explicit TrainingSpeeds(Store &store, Measure measure = {}); // nothing = measureProduct

    Result<TimeForecast> forecast(const BaseModelEntry &base, const ModelConfig &config, const RunSize &size);
    // What a run took. Runs without a size (resumed) teach nothing.
    Result<> learn(const BaseModelEntry &base, const TrainOutcome &outcome);

private:
    Result<double> plainSeconds(const BaseModelEntry &base, const ModelConfig &config, const RunSize &size);

    Store &m_store;
    Measure m_measure;
    std::mutex m_measuring; // one at a time, or they slow each other down
};

} // namespace onsa::engine
