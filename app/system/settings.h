// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose and what the window remembers. QSettings (IniFormat) underneath; no secrets here.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <filesystem>
#include <memory>

class QSettings;

namespace onsa {

enum class ThemeChoice { System, Light, Dark };

class Settings : public QObject
{
    Q_OBJECT

public:
    // An empty file name: the user's own settings (XDG_CONFIG_HOME/onsa/onsa.ini).
    explicit Settings(const QString &fileName = {}, QObject *parent = nullptr);
    ~Settings() override;

    QString language() const; // "en", "ja", or "" = the system's
    void setLanguage(const QString &language);
    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    // Families of the fonts; "" = the system's.
    QString latinFont() const;
    QString japaneseFont() const;
    void setFonts(const QString &latin, const QString &japanese);
    QStringList recentFiles() const; // newest first, at most 10
    void addRecentFile(const QString &path);

    // Small state of the window (geometry, last values of a form) by key.
    QVariant value(const QString &key, const QVariant &fallback = {}) const;
    void setValue(const QString &key, const QVariant &value);

    // XDG folders; made when missing.
    static std::filesystem::path
    dataFolder(); // XDG_DATA_HOME/onsa/engine: what onsa-engine keeps, also without a window
    static std::filesystem::path stateFolder(); // XDG_STATE_HOME/onsa: journals, logs

Q_SIGNALS:
    void themeChanged();
    void fontsChanged();
    void languageChanged();

private:
    std::unique_ptr<QSettings> m_store;
};

} // namespace onsa
