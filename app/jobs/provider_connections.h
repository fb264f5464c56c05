// SPDX-License-Identifier: GPL-3.0-or-later
// One client and one monitor for each provider, kept true to the list, the keychain and the engine's state.
#pragma once

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/job_monitor.h"
#include "system/secret_store.h"

#include <QObject>

#include <map>
#include <memory>

class QNetworkAccessManager;

namespace onsa {

class EngineProcess;

class ProviderConnections : public QObject
{
    Q_OBJECT

public:
    ProviderConnections(ProviderList &providers, SecretStore &secrets, EngineProcess &engine, JobListModel &jobs,
                        QNetworkAccessManager &network, QObject *parent = nullptr);
    ~ProviderConnections() override;

    ApiClient *client(const QString &providerId) const; // null when unknown; may not be ready
    JobMonitor *monitor(const QString &providerId) const;
    bool hasKey(const QString &providerId) const; // always true for "local"
    // Local and loopback services and those without a key of their own are ready without one; OpenAI is not.
    // Tries the key with one request (GET /models) before it is kept; empty removes it.
    void setKey(const QString &providerId, const QByteArray &key, QObject *context,
                std::function<void(Result<SecretStore::Kept>)> done);

Q_SIGNALS:
    void readyChanged(const QString &providerId, bool ready); // engine up or down, key there or not

private:
    struct Connection;
    void follow(); // the provider list
    void apply(Connection &connection); // address, key and monitor as they are to be now
    void readKey(const QString &providerId);
    void keepKey(const QString &providerId, const QByteArray &key, QObject *context,
                 std::function<void(Result<SecretStore::Kept>)> done);
    void applyEngineState();

    ProviderList &m_providers;
    SecretStore &m_secrets;
    EngineProcess &m_engine;
    JobListModel &m_jobs;
    QNetworkAccessManager &m_network;
    std::map<QString, std::unique_ptr<Connection>> m_connections;
};

} // namespace onsa
