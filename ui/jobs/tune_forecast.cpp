// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/tune_forecast.h"

#include "api/api_client.h"
#include "jobs/provider_connections.h"

#include <chrono>
#include <utility>

namespace onsa::ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostRemembered = 500; // each is a few hundred bytes beside its key

bool meansNoForecasts(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unsupported;
}

} // namespace

TuneForecast::TuneForecast(ProviderConnections &connections, const TunePlan &plan, QObject *parent)
    : QObject(parent)
    , m_connections(connections)
    , m_plan(plan)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, &TuneForecast::ask);
}

std::optional<JobEstimate> TuneForecast::of(const std::string &model)
{
    const QString provider = m_plan.providerId;
    if (m_silent.contains(provider))
        return {};
    const ApiClient *client = m_connections.client(provider);
    const auto request = estimateRequest(m_plan, model);
    if (!request || !client || !client->isReady())
        return {};
    const QByteArray key = provider.toUtf8() + ' ' + QByteArray::fromStdString(toJson(*request));
    const auto known = m_answers.constFind(key);
    const Answer before = known == m_answers.constEnd() ? Answer{{}, true} : *known;
    if (!before.stale)
        return before.estimate;
    if (m_answers.size() >= mostRemembered)
        m_answers.clear();
    m_answers.insert(key, {before.estimate, false});
    m_wanted.push_back({provider, key, *request});
    m_pause.start();
    return before.estimate;
}

void TuneForecast::refresh()
{
    for (Answer &answer : m_answers)
        answer.stale = true;
}

void TuneForecast::ask()
{
    for (const Wanted &wanted : std::exchange(m_wanted, {})) {
        ApiClient *client = m_connections.client(wanted.providerId);
        if (!client || m_silent.contains(wanted.providerId)) {
            m_answers.remove(wanted.key);
            continue;
        }
        client->estimateJob(wanted.request, this,
                            [this, wanted](const Result<JobEstimate> &answer) { take(wanted, answer); });
    }
}

void TuneForecast::take(const Wanted &wanted, const Result<JobEstimate> &answer)
{
    if (!answer && meansNoForecasts(answer.error()))
        m_silent.insert(wanted.providerId);
    // An error is an answer too, or it would be asked for again at once, and for ever; refresh() asks again.
    m_answers.insert(wanted.key, {answer ? std::optional(*answer) : std::nullopt, false});
    Q_EMIT changed();
}

bool mustNotStart(const std::optional<JobEstimate> &forecast)
{
    return forecast && !forecast->fits;
}

} // namespace onsa::ui
