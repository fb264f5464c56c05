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
#include <memory>

namespace onsa {

class Keychain;

class SecretStore : public QObject
{
    Q_OBJECT

public:
    explicit SecretStore(QObject *parent = nullptr); // with the system's keychain
    explicit SecretStore(std::unique_ptr<Keychain> keychain, QObject *parent = nullptr);
    ~SecretStore() override;

    enum class Kept { InKeychain, UntilClose };
    // A missing or unavailable keychain is "none"; a locked one that was not opened is an error (Io, keychain_refused).
    void read(const QString &name, QObject *context, std::function<void(Result<QByteArray>)> done); // empty = none
    void write(const QString &name, const QByteArray &secret, QObject *context, std::function<void(Result<Kept>)> done);
    void remove(const QString &name, QObject *context, std::function<void(Result<>)> done);

private:
    std::unique_ptr<Keychain> m_keychain;
    QHash<QString, QByteArray> m_memory; // what the keychain did not take; goes before what is in it
};

} // namespace onsa
