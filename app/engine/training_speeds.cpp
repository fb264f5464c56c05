// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training_speeds.h"

#include "engine/compute/cpu_features.h"
#include "engine/training/run_time.h"

#include <algorithm>
#include <cmath>

namespace onsa::engine {

namespace {

constexpr int remembered = 5; // the newest; older ones knew another load, or another version of the program
constexpr double shortestSeconds = 0.2; // what is shorter measures the start, not the training

std::string wordOf(Precision precision)
{
    return precision == Precision::BF16 ? "bf16" : "f32";
}

// How much longer than forecast: the middle of what was seen.
double correctionOf(const std::vector<TrainingSpeed> &seen)
{
    std::vector<double> ratios;
    for (const TrainingSpeed &one : seen)
        ratios.push_back(one.seconds / std::max(one.forecastSeconds, 1e-3));
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return std::clamp(*middle, 0.05, 50.0);
}

} // namespace

TrainingSpeeds::TrainingSpeeds(Store &store, Measure measure)
    : m_store(store)
    , m_measure(measure ? std::move(measure) : Measure([](Precision precision) { return measureProduct(precision); }))
{
}

Result<double> TrainingSpeeds::plainSeconds(const BaseModelEntry &base, const ModelConfig &config, const RunSize &size)
{
    const std::scoped_lock lock(m_measuring);
    const std::string processor = cpuDescription(), precision = wordOf(size.precision);
    const auto known = m_store.speeds().product(processor, precision);
    if (!known)
        return tl::unexpected(known.error());
    if (*known)
        return runSeconds(config, base.bytes, size, **known);
    const double measured = m_measure(size.precision);
    if (const auto kept = m_store.speeds().setProduct(processor, precision, measured); !kept)
        return tl::unexpected(kept.error());
    return runSeconds(config, base.bytes, size, measured);
}

Result<TimeForecast> TrainingSpeeds::forecast(const BaseModelEntry &base, const ModelConfig &config,
                                              const RunSize &size)
{
    const auto plain = plainSeconds(base, config, size);
    if (!plain)
        return tl::unexpected(plain.error());
    const std::string processor = cpuDescription(), precision = wordOf(size.precision);
    const auto same = m_store.speeds().newest(processor, precision, base.id, remembered);
    if (!same)
        return tl::unexpected(same.error());
    if (!same->empty())
        return TimeForecast{*plain * correctionOf(*same), "earlier_jobs"};
    const auto others = m_store.speeds().newest(processor, precision, {}, remembered);
    if (!others)
        return tl::unexpected(others.error());
    if (!others->empty())
        return TimeForecast{*plain * correctionOf(*others), "other_jobs"};
    return TimeForecast{*plain, "measurement"};
}

Result<> TrainingSpeeds::learn(const BaseModelEntry &base, const TrainOutcome &outcome)
{
    if (!outcome.size || !(outcome.seconds >= shortestSeconds))
        return {};
    const auto config = loadModelConfig(base.folder / "config.json");
    if (!config)
        return tl::unexpected(config.error());
    const auto plain = plainSeconds(base, *config, *outcome.size);
    if (!plain)
        return tl::unexpected(plain.error());
    return m_store.speeds().add({cpuDescription(), base.id, wordOf(outcome.size->precision), *plain, outcome.seconds});
}

} // namespace onsa::engine
