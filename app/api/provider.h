// SPDX-License-Identifier: GPL-3.0-or-later
// Where models are tuned and asked: this computer first, then services of the user's choice.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

namespace onsa {

class Settings;

struct Provider {
    enum class Kind { ThisComputer, OpenAi, Compatible };
    QString id; // "local", "openai", "custom-1"; also the name of its key in the keychain
    Kind kind = Kind::ThisComputer;
    QString name; // as the user sees it; empty = the kind's own translated name
    QUrl baseUrl; // with /v1; of ThisComputer: known once the engine is ready
    bool operator==(const Provider &) const = default;
};

// The list that Settings keeps. "local" and "openai" are always there, in this order.
class ProviderList : public QObject
{
    Q_OBJECT

public:
    explicit ProviderList(Settings &settings, QObject *parent = nullptr);

    const QList<Provider> &providers() const { return m_providers; }
    const Provider *find(const QString &id) const; // null when unknown
    QString add(const QString &name, const QUrl &baseUrl); // a Compatible one; returns its id
    void update(const Provider &provider);
    void remove(const QString &id); // Compatible only
    void setLocalUrl(const QUrl &url); // not kept

Q_SIGNALS:
    void changed();

private:
    void store();

    Settings &m_settings;
    QList<Provider> m_providers;
};

} // namespace onsa
