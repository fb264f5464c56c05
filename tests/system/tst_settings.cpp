// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/settings.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace onsa;

class TstSettings : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void remembers()
    {
        {
            Settings settings(file("a.ini"));
            QCOMPARE(settings.language(), QString());
            QCOMPARE(settings.theme(), ThemeChoice::System);
            QSignalSpy language(&settings, &Settings::languageChanged);
            QSignalSpy theme(&settings, &Settings::themeChanged);
            settings.setLanguage(QStringLiteral("ja"));
            settings.setLanguage(QStringLiteral("ja"));
            settings.setTheme(ThemeChoice::Dark);
            settings.setTheme(ThemeChoice::Dark);
            QCOMPARE(language.size(), 1);
            QCOMPARE(theme.size(), 1);
            settings.setValue(QStringLiteral("window/geometry"), QByteArray("\0\1\2", 3));
            settings.setValue(QStringLiteral("gone"), 1);
            settings.setValue(QStringLiteral("gone"), {});
        }
        const Settings again(file("a.ini"));
        QCOMPARE(again.language(), QStringLiteral("ja"));
        QCOMPARE(again.theme(), ThemeChoice::Dark);
        QCOMPARE(again.value(QStringLiteral("window/geometry")).toByteArray(), QByteArray("\0\1\2", 3));
        QCOMPARE(again.value(QStringLiteral("gone"), 7).toInt(), 7);
    }

    void recentFiles()
    {
        Settings settings(file("b.ini"));
        for (int i = 0; i < 12; ++i)
            settings.addRecentFile(QStringLiteral("/data/%1, with comma; 日本.jsonl").arg(i));
        settings.addRecentFile(QStringLiteral("/data/5, with comma; 日本.jsonl"));
        settings.addRecentFile({});
        const QStringList files = Settings(file("b.ini")).recentFiles();
        QCOMPARE(files.size(), 10);
        QCOMPARE(files.at(0), QStringLiteral("/data/5, with comma; 日本.jsonl"));
        QCOMPARE(files.at(1), QStringLiteral("/data/11, with comma; 日本.jsonl"));
        QCOMPARE(files.count(files.at(0)), 1);
    }

    void nonsenseInTheFile()
    {
        QFile broken(file("c.ini"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("[General]\nlanguage=kl\ntheme=@Invalid()\n[[[\n\xff\xfe\nrecentFiles=\x00\n");
        broken.close();
        const Settings settings(file("c.ini"));
        QCOMPARE(settings.language(), QString());
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QVERIFY(settings.recentFiles().size() <= 1);
    }

    void folders()
    {
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
        qputenv("XDG_STATE_HOME", m_folder.filePath(QStringLiteral("state")).toLocal8Bit());
        QCOMPARE(Settings::dataFolder(), std::filesystem::path(file("data/onsa/engine").toStdString()));
        QCOMPARE(Settings::stateFolder(), std::filesystem::path(file("state/onsa").toStdString()));
        for (const auto &folder : {Settings::dataFolder(), Settings::stateFolder()}) {
            QVERIFY(std::filesystem::is_directory(folder));
            QCOMPARE(std::filesystem::status(folder).permissions(), std::filesystem::perms::owner_all);
        }
        qputenv("XDG_STATE_HOME", "relative/is/ignored");
        qputenv("HOME", file("home").toLocal8Bit());
        QCOMPARE(Settings::stateFolder(), std::filesystem::path(file("home/.local/state/onsa").toStdString()));
    }

    void ownFile()
    {
        qputenv("XDG_CONFIG_HOME", file("config").toLocal8Bit());
        {
            Settings settings;
            settings.setLanguage(QStringLiteral("en"));
        }
        QVERIFY(QFile::exists(file("config/onsa/onsa.ini")));
    }
};

QTEST_GUILESS_MAIN(TstSettings)
#include "tst_settings.moc"
