// SPDX-License-Identifier: GPL-3.0-or-later
// The window with everything behind it, as app/main.cpp builds it, in a home of its own.
#pragma once

#include "api/provider.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "resources/resources.h"
#include "system/engine_process.h"
#include "system/secret_store.h"
#include "system/settings.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTranslator>

#include <memory>

namespace onsa::tests {

class RealOnsa
{
public:
    RealOnsa(const QString &language, ThemeChoice theme)
    {
        for (const char *name : {"XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"}) {
            qputenv(name, QFile::encodeName(m_home.filePath(QLatin1String(name))));
            QDir().mkpath(m_home.filePath(QLatin1String(name)));
        }
        initResources();
        if (language == QLatin1String("ja")) {
            if (m_words.load(QStringLiteral(":/translations/onsa_ja.qm")))
                QCoreApplication::installTranslator(&m_words);
            if (m_qtWords.load(QStringLiteral("qtbase_ja"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
                QCoreApplication::installTranslator(&m_qtWords);
            QLocale::setDefault(QLocale(QLocale::Japanese, QLocale::Japan));
        }
        settings = std::make_unique<Settings>();
        settings->setLanguage(language);
        settings->setTheme(theme);
        ui::applyTheme(*qApp, theme);
        m_providers = std::make_unique<ProviderList>(*settings);
        engine = std::make_unique<EngineProcess>(QStringLiteral(ONSA_BIN "/onsa-engine"), Settings::dataFolder());
        m_connections = std::make_unique<ProviderConnections>(*m_providers, m_secrets, *engine, jobs, m_network);
        window = std::make_unique<ui::MainWindow>(
            AppServices{*settings, m_secrets, *m_providers, *engine, jobs, *m_connections});
    }
    // A file, or nothing = what a first start opens.
    void start(QSize size, const QString &file = {})
    {
        window->resize(size);
        window->show();
        window->begin(file.isEmpty() ? QStringList() : QStringList(file), {});
        engine->start();
    }
    QString home(const QString &name = {}) const { return m_home.filePath(name); }

private: // each after what it uses
    QTemporaryDir m_home;
    QTranslator m_words, m_qtWords;

public:
    std::unique_ptr<Settings> settings;
    std::unique_ptr<EngineProcess> engine;
    JobListModel jobs;

private:
    SecretStore m_secrets;
    std::unique_ptr<ProviderList> m_providers;
    QNetworkAccessManager m_network;
    std::unique_ptr<ProviderConnections> m_connections;

public:
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace onsa::tests
