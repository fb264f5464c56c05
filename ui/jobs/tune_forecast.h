// SPDX-License-Identifier: GPL-3.0-or-later
// What a training as planned would take, asked of the chosen service in the background and remembered. A service that
// makes no forecasts is asked once.
#pragma once

#include "core/job_estimate.h"
#include "ui/jobs/tune_plan.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace onsa {
class ProviderConnections;
}

namespace onsa::ui {

class TuneForecast : public QObject
{
    Q_OBJECT

public:
    TuneForecast(ProviderConnections &connections, const TunePlan &plan, QObject *parent = nullptr);

    // For the plan as it is now, with this model. Nothing: not known, or not yet; then it is asked for, and changed()
    // comes with the answer.
    std::optional<JobEstimate> of(const std::string &model);
    std::optional<JobEstimate> ofPlan() { return of(m_plan.model); }
    void refresh(); // all are asked for again: memory may have become free since

Q_SIGNALS:
    void changed();

private:
    struct Answer {
        std::optional<JobEstimate> estimate; // nothing: on its way, or the service could not say
        bool stale = false; // still shown, until the new one is here
    };
    struct Wanted {
        QString providerId;
        QByteArray key;
        EstimateRequest request;
    };
    void ask();
    void take(const Wanted &wanted, const Result<JobEstimate> &answer);

    ProviderConnections &m_connections;
    const TunePlan &m_plan;
    QHash<QByteArray, Answer> m_answers; // by service and request
    QSet<QString> m_silent; // services that make no forecasts
    std::vector<Wanted> m_wanted;
    QTimer m_pause; // a spin box passes many values on its way
};

// It can be known that this does not fit.
bool mustNotStart(const std::optional<JobEstimate> &forecast);

} // namespace onsa::ui
