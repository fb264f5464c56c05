// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program: builds the objects, in the order in which they need each other, and passes references.
#include "api/provider.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "resources/resources.h"
#include "system/engine_process.h"
#include "system/logging.h"
#include "system/secret_store.h"
#include "system/settings.h"
#include "ui/main_window.h"
#include "ui/theme.h"
#include "ui/ui_language.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTranslator>

namespace {

using namespace onsa;

struct Arguments {
    QStringList files;
    QString sample;
};

// --sample, --lang and --theme are for tests and pictures, so they are not in --help.
Arguments readArguments(const QApplication &app, Settings &settings)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Fine-tuning studio"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QCoreApplication::translate("main", "Data sets to open, or files to import"),
                                 QStringLiteral("[FILE…]"));
    for (const char *name : {"sample", "lang", "theme"}) {
        QCommandLineOption option(QLatin1String(name), {}, QLatin1String(name));
        option.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.addOption(option);
    }
    parser.process(app);
    if (const QString language = parser.value(QStringLiteral("lang")); !language.isEmpty())
        settings.setLanguage(language);
    if (const QString theme = parser.value(QStringLiteral("theme")); !theme.isEmpty())
        settings.setTheme(theme == QLatin1String("dark")        ? ThemeChoice::Dark
                              : theme == QLatin1String("light") ? ThemeChoice::Light
                                                                : ThemeChoice::System);
    return {parser.positionalArguments(), parser.value(QStringLiteral("sample"))};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("onsa"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ONSA_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Onsa"));
    QGuiApplication::setDesktopFileName(QStringLiteral("onsa"));
    initResources();

    Settings settings;
    const Arguments arguments = readArguments(app, settings);
    const Logging logging(Settings::stateFolder());

    const QString language = ui::uiLanguage(settings);
    QTranslator words, qtWords;
    if (language == QLatin1String("ja")) {
        if (words.load(QStringLiteral(":/translations/onsa_ja.qm")))
            QCoreApplication::installTranslator(&words);
        if (qtWords.load(QStringLiteral("qtbase_ja"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&qtWords);
        QLocale::setDefault(QLocale(QLocale::Japanese, QLocale::Japan));
    }
    ui::applyTheme(app, settings.theme());
    ui::applyFonts(app, settings.latinFont(), settings.japaneseFont());

    SecretStore secrets;
    ProviderList providers(settings);
    EngineProcess engine(EngineProcess::defaultProgram(), Settings::dataFolder());
    JobListModel jobs;
    QNetworkAccessManager network;
    ProviderConnections connections(providers, secrets, engine, jobs, network);

    bool again = false;
    int status = 0;
    {
        ui::MainWindow window({settings, secrets, providers, engine, jobs, connections});
        QObject::connect(&window, &ui::MainWindow::restartWanted, &app, [&again] { again = true; });
        // The engine saves a checkpoint before it ends, so that a running job goes on the next time.
        QGuiApplication::setQuitOnLastWindowClosed(false);
        QObject::connect(&app, &QGuiApplication::lastWindowClosed, &engine, [&app, &engine] {
            const auto done = [&engine] {
                return engine.state() == EngineProcess::State::Stopped
                    || engine.state() == EngineProcess::State::Failed;
            };
            if (done())
                return app.quit();
            QObject::connect(&engine, &EngineProcess::stateChanged, &app, [&app, done] {
                if (done())
                    app.quit();
            });
            engine.stop();
        });
        window.show();
        window.begin(arguments.files, arguments.sample);
        engine.start();
        status = QApplication::exec();
    }
    if (again)
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {});
    return status;
}
