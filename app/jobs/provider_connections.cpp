// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/provider_connections.h"

#include "api/endpoint.h"
#include "system/engine_process.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <algorithm>

namespace onsa {
namespace {

bool isPrintable(const QByteArray &key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
}

} // namespace

struct ProviderConnections::Connection {
    Provider provider;
    QByteArray key;
    bool keyKnown = false; // the keychain has answered
    bool ready = false;
    ApiClient client;
    JobMonitor monitor;

    Connection(Provider one, JobListModel &jobs, QNetworkAccessManager &network)
        : provider(std::move(one))
        , client(network)
        , monitor(provider.id, client, jobs, provider.kind == Provider::Kind::ThisComputer)
    {
    }
};

ProviderConnections::ProviderConnections(ProviderList &providers, SecretStore &secrets, EngineProcess &engine,
                                         JobListModel &jobs, QNetworkAccessManager &network, QObject *parent)
    : QObject(parent)
    , m_providers(providers)
    , m_secrets(secrets)
    , m_engine(engine)
    , m_jobs(jobs)
    , m_network(network)
{
    bypassProxyForLoopback(network);
    connect(&providers, &ProviderList::changed, this, &ProviderConnections::follow);
    connect(&engine, &EngineProcess::stateChanged, this, &ProviderConnections::applyEngineState);
    follow();
    applyEngineState();
}

ProviderConnections::~ProviderConnections() = default;

ApiClient *ProviderConnections::client(const QString &providerId) const
{
    const auto found = m_connections.find(providerId);
    return found == m_connections.end() ? nullptr : &found->second->client;
}

JobMonitor *ProviderConnections::monitor(const QString &providerId) const
{
    const auto found = m_connections.find(providerId);
    return found == m_connections.end() ? nullptr : &found->second->monitor;
}

bool ProviderConnections::hasKey(const QString &providerId) const
{
    const auto found = m_connections.find(providerId);
    if (found == m_connections.end())
        return false;
    return found->second->provider.kind == Provider::Kind::ThisComputer || !found->second->key.isEmpty();
}

void ProviderConnections::follow()
{
    const QList<Provider> providers = m_providers.providers();
    for (auto it = m_connections.begin(); it != m_connections.end();) {
        const QString id = it->first;
        if (m_providers.find(id)) {
            ++it;
            continue;
        }
        it->second->monitor.stop();
        it = m_connections.erase(it);
        m_jobs.keepOnly(id, {});
        m_secrets.remove(id, this, [](const Result<> &) {});
        Q_EMIT readyChanged(id, false);
    }
    for (const Provider &provider : providers) {
        auto &connection = m_connections[provider.id];
        if (!connection) {
            connection = std::make_unique<Connection>(provider, m_jobs, m_network);
            if (provider.kind != Provider::Kind::ThisComputer)
                readKey(provider.id);
        }
        connection->provider = provider;
        if (provider.kind != Provider::Kind::ThisComputer)
            apply(*connection);
    }
}

void ProviderConnections::readKey(const QString &providerId)
{
    m_secrets.read(providerId, this, [this, providerId](const Result<QByteArray> &key) {
        const auto found = m_connections.find(providerId);
        // A key that was set meanwhile is newer than what the keychain had.
        if (found == m_connections.end() || found->second->keyKnown)
            return;
        found->second->keyKnown = true;
        found->second->key = key.value_or(QByteArray());
        apply(*found->second);
    });
}

void ProviderConnections::apply(Connection &connection)
{
    const Provider &provider = connection.provider;
    QUrl url = provider.baseUrl;
    QByteArray key = connection.key;
    bool ready = false;
    if (provider.kind == Provider::Kind::ThisComputer) {
        url = m_engine.baseUrl();
        key = m_engine.key();
        ready = m_engine.state() == EngineProcess::State::Ready;
    } else {
        // Until the keychain has answered, a first request would go out without its key.
        ready = connection.keyKnown && !url.isEmpty()
            && (provider.kind == Provider::Kind::Compatible || !connection.key.isEmpty());
    }
    const bool moved = connection.client.baseUrl() != url;
    connection.client.setEndpoint(ready ? url : QUrl(), ready ? key : QByteArray());
    if (!ready || moved)
        connection.monitor.stop();
    if (ready)
        connection.monitor.start();
    if (ready == connection.ready)
        return;
    connection.ready = ready;
    Q_EMIT readyChanged(QString(provider.id), ready);
}

void ProviderConnections::applyEngineState()
{
    for (const auto &[id, connection] : m_connections) {
        if (connection->provider.kind != Provider::Kind::ThisComputer)
            continue;
        apply(*connection);
        break;
    }
    m_providers.setLocalUrl(m_engine.baseUrl());
}

void ProviderConnections::setKey(const QString &providerId, const QByteArray &typed, QObject *context,
                                 std::function<void(Result<SecretStore::Kept>)> done)
{
    const QPointer<QObject> guard(context);
    const auto tellLater = [context, done](const Result<SecretStore::Kept> &result) {
        QTimer::singleShot(0, context, [done, result] { done(result); });
    };
    const auto found = m_connections.find(providerId);
    if (found == m_connections.end() || found->second->provider.kind == Provider::Kind::ThisComputer)
        return tellLater(fail(ErrorKind::NotFound, "this service takes no key", "no_such_provider"));

    const QByteArray key = typed.trimmed();
    if (key.isEmpty()) {
        found->second->key.clear();
        found->second->keyKnown = true;
        apply(*found->second);
        m_secrets.remove(providerId, this, [guard, done](const Result<> &removed) {
            if (guard)
                done(removed.map([] { return SecretStore::Kept::InKeychain; }));
        });
        return;
    }
    if (!isPrintable(key))
        return tellLater(fail(ErrorKind::InvalidInput, "a key has only letters, digits and signs, without spaces",
                              "invalid_api_key", "key"));

    auto *trial = new ApiClient(m_network, this);
    trial->setEndpoint(found->second->provider.baseUrl, key);
    trial->listModels(this, [this, trial, providerId, key, guard, done](const Result<Page<Model>> &models) {
        trial->deleteLater();
        if (!guard)
            return; // the form was closed: the key was not wanted after all
        if (!models)
            return done(tl::unexpected(models.error()));
        keepKey(providerId, key, guard, done);
    });
}

void ProviderConnections::keepKey(const QString &providerId, const QByteArray &key, QObject *context,
                                  std::function<void(Result<SecretStore::Kept>)> done)
{
    const auto found = m_connections.find(providerId);
    if (found == m_connections.end())
        return; // the provider was removed meanwhile, and with it the wish
    found->second->key = key;
    found->second->keyKnown = true;
    apply(*found->second);
    m_secrets.write(providerId, key, this,
                    [guard = QPointer(context), done = std::move(done)](const Result<SecretStore::Kept> &kept) {
                        if (guard)
                            done(kept);
                    });
}

} // namespace onsa
