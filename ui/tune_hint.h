// SPDX-License-Identifier: GPL-3.0-or-later
// "≈ 1 min to tune here", while one edits: the model that would be taken, automatic settings, this computer.
#pragma once

#include "ui/app_services.h"
#include "ui/jobs/tune_forecast.h"
#include "ui/jobs/tune_plan.h"

#include <QObject>

#include <vector>

namespace onsa::ui {

class TuneHint : public QObject
{
    Q_OBJECT

public:
    explicit TuneHint(AppServices services, QObject *parent = nullptr);

    void setRows(std::size_t usableRows, const std::vector<ExampleLength> &lengths);

Q_SIGNALS:
    void changed(const QString &words); // empty = nothing can be said

private:
    void show();

    AppServices m_services;
    TunePlan m_plan;
    TuneForecast m_forecast;
    QString m_shown;
};

} // namespace onsa::ui
