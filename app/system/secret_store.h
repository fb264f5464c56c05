// SPDX-License-Identifier: GPL-3.0-or-later
// API keys in the system keychain (QtKeychain). Never written to a file, a log or a message by us: without a keychain
// a key is kept in memory until Onsa closes, and the caller is told so.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>

#include <functional>

namespace onsa {

class SecretStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    enum class Kept { InKeychain, UntilClose };
    void read(const QString &name, QObject *context, std::function<void(Result<QByteArray>)> done); // empty = none
    void write(const QString &name, const QByteArray &secret, QObject *context, std::function<void(Result<Kept>)> done);
    void remove(const QString &name, QObject *context, std::function<void(Result<>)> done);

private:
    QHash<QString, QByteArray> m_memory;
};

} // namespace onsa
