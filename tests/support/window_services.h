// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a page needs, in folders of its own that go away with the test. The engine is not started.
#pragma once

#include "api/provider.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "system/secret_store.h"
#include "system/settings.h"
#include "ui/app_services.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

namespace onsa::tests {

class WindowServices
{
public:
    enum Home { OwnHome, KeepHome }; // KeepHome: the folders of the process that started this one

    explicit WindowServices(Home home = OwnHome)
    {
        const auto folder = [this](const char *variable, const QString &name) {
            QDir(m_home.path()).mkpath(name);
            qputenv(variable, m_home.filePath(name).toUtf8());
        };
        if (home == OwnHome) {
            folder("XDG_CONFIG_HOME", QStringLiteral("config"));
            folder("XDG_DATA_HOME", QStringLiteral("data"));
            folder("XDG_STATE_HOME", QStringLiteral("state"));
            folder("XDG_CACHE_HOME", QStringLiteral("cache"));
        }
        m_parts = std::make_unique<Parts>(m_home.filePath(QStringLiteral("onsa.ini")));
    }

    AppServices services()
    {
        Parts &p = *m_parts;
        return {p.settings, p.secrets, p.providers, p.engine, p.jobs, p.connections};
    }
    QString path(const QString &name) const { return m_home.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path(name) : QString();
    }

private:
    struct Parts {
        explicit Parts(const QString &ini)
            : settings(ini)
        {
        }
        Settings settings;
        SecretStore secrets;
        ProviderList providers{settings};
        EngineProcess engine{QStringLiteral("/nonexistent/onsa-engine"), Settings::dataFolder()};
        JobListModel jobs;
        QNetworkAccessManager network;
        ProviderConnections connections{providers, secrets, engine, jobs, network};
    };
    QTemporaryDir m_home;
    std::unique_ptr<Parts> m_parts;
};

} // namespace onsa::tests
