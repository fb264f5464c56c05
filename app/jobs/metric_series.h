// SPDX-License-Identifier: GPL-3.0-or-later
// The losses of one job by step, as the chart draws them.
#pragma once

#include "core/api_types.h"

#include <span>
#include <vector>

namespace onsa {

struct MetricPoint {
    int step = 0;
    double value = 0;

    bool operator==(const MetricPoint &) const = default;
};

class MetricSeries
{
public:
    // A step that is there already is replaced (a resumed job repeats steps). Returns whether anything changed.
    bool add(const StepMetrics &metrics);
    void clear();

    std::span<const MetricPoint> trainLoss() const { return m_train; } // by step
    std::span<const MetricPoint> validLoss() const { return m_valid; } // full validation where there is one
    int lastStep() const { return m_lastStep; }
    int totalSteps() const { return m_totalSteps; }
    // Exponential moving average of the training loss, weight 0…1 of the past.
    std::vector<MetricPoint> smoothedTrainLoss(double weight) const;

private:
    std::vector<MetricPoint> m_train, m_valid;
    int m_lastStep = 0, m_totalSteps = 0;
};

} // namespace onsa
