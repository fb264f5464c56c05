// SPDX-License-Identifier: GPL-3.0-or-later
// The system's keychain as SecretStore needs it; a test puts its own in its place.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace onsa {

class Keychain
{
public:
    enum class Outcome { Done, NoEntry, Unavailable, Refused }; // Refused: by the user or the keychain's lock
    struct Answer {
        Outcome outcome = Outcome::Unavailable;
        QByteArray secret; // of read
        QString reason; // the keychain's own words, when it failed
    };
    using Then = std::function<void(const Answer &)>; // called later, on the caller's thread

    virtual ~Keychain() = default;
    virtual void read(const QString &name, Then then) = 0;
    virtual void write(const QString &name, const QByteArray &secret, Then then) = 0;
    virtual void remove(const QString &name, Then then) = 0;
};

// QtKeychain: Secret Service (GNOME and others) or KWallet. Entries of the service "onsa".
std::unique_ptr<Keychain> makeSystemKeychain();

} // namespace onsa
