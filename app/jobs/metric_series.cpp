// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/metric_series.h"

#include <algorithm>
#include <cmath>

namespace onsa {
namespace {

bool put(std::vector<MetricPoint> &points, int step, std::optional<double> value)
{
    if (!value || !std::isfinite(*value))
        return false;
    const auto at = std::lower_bound(points.begin(), points.end(), step,
                                     [](const MetricPoint &point, int wanted) { return point.step < wanted; });
    const MetricPoint point{step, *value};
    if (at != points.end() && *at == point)
        return false;
    if (at != points.end() && at->step == step)
        *at = point;
    else
        points.insert(at, point);
    return true;
}

} // namespace

bool MetricSeries::add(const StepMetrics &metrics)
{
    if (metrics.step < 1)
        return false;
    bool changed = put(m_train, metrics.step, metrics.trainLoss);
    changed |= put(m_valid, metrics.step, metrics.fullValidLoss ? metrics.fullValidLoss : metrics.validLoss);
    if (metrics.step > m_lastStep) {
        m_lastStep = metrics.step;
        changed = true;
    }
    if (metrics.totalSteps > 0 && metrics.totalSteps != m_totalSteps) {
        m_totalSteps = metrics.totalSteps;
        changed = true;
    }
    return changed;
}

void MetricSeries::clear()
{
    *this = {};
}

std::vector<MetricPoint> MetricSeries::smoothedTrainLoss(double weight) const
{
    const double past = std::clamp(weight, 0.0, 1.0);
    std::vector<MetricPoint> out = m_train;
    for (std::size_t i = 1; i < out.size(); ++i)
        out[i].value = past * out[i - 1].value + (1 - past) * out[i].value;
    return out;
}

} // namespace onsa
