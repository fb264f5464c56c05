// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/askable_models.h"

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/provider_words.h"
#include "ui/jobs/tune_plan.h"

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// What services list beside models that write text.
bool writesText(const QString &id)
{
    for (const auto other : {"whisper"_L1, "tts"_L1, "dall-e"_L1, "embedding"_L1, "moderation"_L1, "transcribe"_L1,
                             "realtime"_L1, "audio"_L1, "image"_L1, "sora"_L1}) {
        if (id.contains(other))
            return false;
    }
    return true;
}

const FineTuneJob *jobOf(const JobListModel &jobs, const QString &providerId, const QString &model)
{
    for (int row = 0; row < jobs.rowCount(); ++row) {
        const SeenJob *seen = jobs.job(row);
        if (seen->providerId == providerId && seen->job.fineTunedModel
            && QString::fromStdString(*seen->job.fineTunedModel) == model)
            return &seen->job;
    }
    return nullptr;
}

} // namespace

AskableModels::AskableModels(AppServices services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&services.connections, &ProviderConnections::readyChanged, this, [this](const QString &id, bool ready) {
        if (ready)
            return refresh(id);
        m_lists.remove(id);
        build();
    });
    connect(&services.jobs, &JobListModel::jobFinished, this, [this](const QString &id) { refresh(id); });
    refresh();
}

void AskableModels::refresh()
{
    for (const Provider &provider : m_services.providers.providers())
        refresh(provider.id);
}

void AskableModels::refresh(const QString &providerId)
{
    ApiClient *client = m_services.connections.client(providerId);
    if (!client || !client->isReady())
        return;
    client->listModels(this, [this, providerId](const Result<Page<Model>> &page) {
        if (!page)
            return; // the provider's own place tells why; what was known stays
        m_lists[providerId] = page->data;
        build();
    });
}

void AskableModels::add(const QString &providerId, const QString &tunedModel, const QString &base)
{
    Model model;
    model.id = tunedModel.toStdString();
    model.parent = base.toStdString();
    if (const FineTuneJob *job = jobOf(m_services.jobs, providerId, tunedModel))
        model.created = job->finishedAt.value_or(job->createdAt);
    m_added[providerId].push_back(model);
    build();
}

AskableModel AskableModels::describe(const QString &providerId, const Model &model) const
{
    const Provider *provider = m_services.providers.find(providerId);
    const bool local = provider && provider->kind == Provider::Kind::ThisComputer;
    const QString place = provider ? providerName(*provider) : providerId;
    AskableModel askable;
    askable.providerId = providerId;
    askable.id = QString::fromStdString(model.id);
    askable.tuned = isTuned(model);
    askable.created = model.created;
    askable.chat = !local && !takesPairsOnly(model.id);
    if (!askable.tuned) {
        askable.label = askable.id + u" · "_s + place;
        return askable;
    }
    const TunedName parts = tunedName(askable.id);
    const FineTuneJob *job = jobOf(m_services.jobs, providerId, parts.finished);
    QString name = parts.suffix;
    askable.step = parts.step;
    askable.base = QString::fromStdString(model.parent);
    if (askable.base.isEmpty())
        askable.base = parts.base;
    if (job) {
        name = resultName(*job);
        askable.base = QString::fromStdString(job->model);
        if (const auto kind = job->metadata.find(kindKey); kind != job->metadata.end())
            askable.chat = kind->second == "chats";
        if (job->finishedAt && parts.step == 0)
            askable.created = *job->finishedAt;
    }
    if (name.isEmpty())
        name = askable.base;
    askable.label = name + u" · "_s + tr("tuned %1").arg(whenText(askable.created));
    if (parts.step > 0)
        askable.label = name + u" · "_s + tr("state at step %1").arg(parts.step);
    if (!local)
        askable.label += u" · "_s + place;
    return askable;
}

void AskableModels::build()
{
    m_models.clear();
    for (const Provider &provider : m_services.providers.providers()) {
        const auto list = m_lists.value(provider.id);
        for (const Model &model : list) {
            if (writesText(QString::fromStdString(model.id)))
                m_models.push_back(describe(provider.id, model));
        }
        for (const Model &model : m_added.value(provider.id)) {
            if (indexOf(provider.id, QString::fromStdString(model.id)) < 0)
                m_models.push_back(describe(provider.id, model));
        }
    }
    std::stable_sort(m_models.begin(), m_models.end(), [](const AskableModel &a, const AskableModel &b) {
        // Finished tuned models, then base models; states on the way are for the curious, at the end.
        const int rankA = a.step > 0 ? 2 : a.tuned ? 0 : 1, rankB = b.step > 0 ? 2 : b.tuned ? 0 : 1;
        if (rankA != rankB)
            return rankA < rankB;
        return a.tuned && a.created > b.created;
    });
    Q_EMIT changed();
}

int AskableModels::indexOf(const QString &providerId, const QString &id) const
{
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        if (m_models[i].providerId == providerId && m_models[i].id == id)
            return int(i);
    }
    return -1;
}

bool AskableModels::hasTuned() const
{
    return !m_models.empty() && m_models.front().tuned && m_models.front().step == 0;
}

} // namespace onsa::ui
