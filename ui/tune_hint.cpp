// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune_hint.h"

#include "core/example_check.h"
#include "jobs/provider_connections.h"
#include "system/settings.h"
#include "ui/jobs/forecast_words.h"

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

TuneHint::TuneHint(AppServices services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_forecast(services.connections, m_plan)
{
    m_plan.providerId = u"local"_s;
    connect(&m_forecast, &TuneForecast::changed, this, &TuneHint::show);
    connect(&services.connections, &ProviderConnections::readyChanged, this, &TuneHint::show);
}

void TuneHint::setRows(std::size_t usableRows, const std::vector<ExampleLength> &lengths)
{
    m_plan.rows = m_plan.usableRows = usableRows;
    m_plan.lengths = lengths;
    show();
}

void TuneHint::show()
{
    const QString model = m_services.settings.value(u"wizard/model/local"_s).toString();
    m_plan.model = model.isEmpty() ? "onsa-starter" : model.toStdString();
    const bool enough = trainingRows(m_plan) >= std::size_t(minimumExamples);
    const auto forecast = enough ? m_forecast.ofPlan() : std::nullopt;
    QString words;
    if (forecast && forecast->fits && forecast->seconds)
        words = tr("≈ %1 to tune here").arg(aboutTime(*forecast->seconds));
    else if (enough && !forecast && m_plan.usableRows > 0 && !m_shown.isEmpty())
        return; // the next answer is on its way: no flicker after every edit
    if (words == m_shown)
        return;
    m_shown = words;
    Q_EMIT changed(words);
}

} // namespace onsa::ui
