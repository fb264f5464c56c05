// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/settings.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>

namespace onsa {
namespace {

constexpr auto recentFilesKept = 10;

QString ownSettingsFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/onsa/onsa.ini");
}

// Qt learned XDG_STATE_HOME only in 6.7. A relative path is to be ignored (XDG base directory specification).
QString stateHome()
{
    if (QStandardPaths::isTestModeEnabled())
        return QDir::homePath() + QStringLiteral("/.qttest/state");
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    return QDir::isAbsolutePath(home) ? home : QDir::homePath() + QStringLiteral("/.local/state");
}

std::filesystem::path made(const QString &folder)
{
    if (!QDir(folder).exists()) {
        QDir().mkpath(folder);
        // Rows and logs are the user's own affair; the specification asks for 0700.
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return QFile::encodeName(folder).toStdString();
}

} // namespace

Settings::Settings(const QString &fileName, QObject *parent)
    : QObject(parent)
    , m_store(std::make_unique<QSettings>(fileName.isEmpty() ? ownSettingsFile() : fileName, QSettings::IniFormat))
{
}

Settings::~Settings() = default;

QString Settings::language() const
{
    const QString language = m_store->value(QStringLiteral("language")).toString();
    return language == u"en" || language == u"ja" ? language : QString();
}

void Settings::setLanguage(const QString &language)
{
    if (language == this->language())
        return;
    m_store->setValue(QStringLiteral("language"), language);
    Q_EMIT languageChanged();
}

ThemeChoice Settings::theme() const
{
    const QString theme = m_store->value(QStringLiteral("theme")).toString();
    if (theme == u"light")
        return ThemeChoice::Light;
    return theme == u"dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice theme)
{
    if (theme == this->theme())
        return;
    m_store->setValue(QStringLiteral("theme"),
                      theme == ThemeChoice::Light      ? QStringLiteral("light")
                          : theme == ThemeChoice::Dark ? QStringLiteral("dark")
                                                       : QStringLiteral("system"));
    Q_EMIT themeChanged();
}

QString Settings::latinFont() const
{
    return value(QStringLiteral("view/latinFont")).toString();
}

QString Settings::japaneseFont() const
{
    return value(QStringLiteral("view/japaneseFont")).toString();
}

void Settings::setFonts(const QString &latin, const QString &japanese)
{
    if (latin == latinFont() && japanese == japaneseFont())
        return;
    setValue(QStringLiteral("view/latinFont"), latin);
    setValue(QStringLiteral("view/japaneseFont"), japanese);
    Q_EMIT fontsChanged();
}

QStringList Settings::recentFiles() const
{
    return m_store->value(QStringLiteral("recentFiles")).toStringList().mid(0, recentFilesKept);
}

void Settings::addRecentFile(const QString &path)
{
    if (path.isEmpty())
        return;
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    m_store->setValue(QStringLiteral("recentFiles"), QStringList(files.mid(0, recentFilesKept)));
}

QVariant Settings::value(const QString &key, const QVariant &fallback) const
{
    return m_store->value(key, fallback);
}

void Settings::setValue(const QString &key, const QVariant &value)
{
    if (!value.isValid())
        m_store->remove(key);
    else
        m_store->setValue(key, value);
}

std::filesystem::path Settings::dataFolder()
{
    return made(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/onsa/engine"));
}

std::filesystem::path Settings::stateFolder()
{
    return made(stateHome() + QStringLiteral("/onsa"));
}

} // namespace onsa
