// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/provider_words.h"

#include "api/api_client.h"
#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "ui/error_text.h"

#include <QCoreApplication>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(onsa::ui::ProviderWords)
};

ProviderState engineState(const EngineProcess &engine)
{
    switch (engine.state()) {
    case EngineProcess::State::Ready:
        return {true, u"success"_s, Color::Success, Words::tr("Engine ready"), {}};
    case EngineProcess::State::Starting:
        return {false, u"running"_s, Color::Muted, Words::tr("The engine is starting…"), {}};
    case EngineProcess::State::Stopping:
        return {false, u"running"_s, Color::Muted, Words::tr("The engine is stopping…"), {}};
    case EngineProcess::State::Failed:
        return {false, u"error"_s, Color::Danger, errorText(engine.error()).sentence, Words::tr("Start again")};
    case EngineProcess::State::Stopped:
        break;
    }
    return {false, u"info"_s, Color::Muted, Words::tr("The engine is not running"), Words::tr("Start")};
}

} // namespace

QString providerName(const Provider &provider)
{
    if (!provider.name.isEmpty())
        return provider.name;
    switch (provider.kind) {
    case Provider::Kind::ThisComputer:
        return Words::tr("On this computer");
    case Provider::Kind::OpenAi:
        return Words::tr("OpenAI");
    case Provider::Kind::Compatible:
        break;
    }
    return provider.baseUrl.host().isEmpty() ? Words::tr("Other service") : provider.baseUrl.host();
}

ProviderState providerState(const AppServices &services, const QString &providerId)
{
    const Provider *provider = services.providers.find(providerId);
    const ApiClient *client = services.connections.client(providerId);
    if (!provider || !client)
        return {false, u"error"_s, Color::Danger, Words::tr("This service is not in the list any more"), {}};
    if (provider->kind == Provider::Kind::ThisComputer) {
        if (client->isReady())
            return {true, u"success"_s, Color::Success, Words::tr("Engine ready"), {}};
        return engineState(services.engine);
    }
    const bool hasKey = services.connections.hasKey(providerId);
    if (provider->kind == Provider::Kind::OpenAi && !hasKey)
        return {false, u"key"_s, Color::Warning, Words::tr("No key yet"), Words::tr("Enter a key…")};
    if (!client->isReady())
        return {false, u"warning"_s, Color::Warning, Words::tr("No address yet"), Words::tr("Settings…")};
    return {true, u"success"_s, Color::Success, hasKey ? Words::tr("Key is set") : Words::tr("Used without a key"),
            hasKey ? QString() : Words::tr("Enter a key…")};
}

bool isUsable(const AppServices &services, const QString &providerId)
{
    const ApiClient *client = services.connections.client(providerId);
    const Provider *provider = services.providers.find(providerId);
    if (!client || !provider || !client->isReady())
        return false;
    return provider->kind != Provider::Kind::OpenAi || services.connections.hasKey(providerId);
}

} // namespace onsa::ui
