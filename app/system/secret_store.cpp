// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/secret_store.h"

#include "system/keychain.h"
#include "system/logging.h"

#include <QPointer>
#include <QTimer>

namespace onsa {
namespace {

tl::unexpected<Error> refused(const char *what, const QString &reason)
{
    std::string sentence = std::string("the system keychain did not ") + what + " the key";
    if (!reason.isEmpty())
        sentence += ": " + reason.toStdString();
    return fail(ErrorKind::Io, sentence, "keychain_refused");
}

} // namespace

SecretStore::SecretStore(QObject *parent)
    : SecretStore(makeSystemKeychain(), parent)
{
}

SecretStore::SecretStore(std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
{
}

SecretStore::~SecretStore() = default;

void SecretStore::read(const QString &name, QObject *context, std::function<void(Result<QByteArray>)> done)
{
    const auto remembered = m_memory.constFind(name);
    if (remembered != m_memory.constEnd()) {
        QTimer::singleShot(0, context, [secret = *remembered, done = std::move(done)] { done(secret); });
        return;
    }
    m_keychain->read(name, [guard = QPointer(context), done = std::move(done)](const Keychain::Answer &answer) {
        if (!guard)
            return;
        if (answer.outcome == Keychain::Outcome::Refused)
            return done(refused("give", answer.reason));
        if (answer.outcome == Keychain::Outcome::Unavailable)
            qCInfo(lcSecrets) << "no keychain:" << answer.reason;
        done(answer.outcome == Keychain::Outcome::Done ? answer.secret : QByteArray());
    });
}

void SecretStore::write(const QString &name, const QByteArray &secret, QObject *context,
                        std::function<void(Result<Kept>)> done)
{
    if (secret.isEmpty()) {
        QTimer::singleShot(0, context, [done = std::move(done)] {
            done(fail(ErrorKind::InvalidInput, "an empty key cannot be kept", "empty_key"));
        });
        return;
    }
    // At once: a read between now and the keychain's answer must not give the key before.
    m_memory.insert(name, secret);
    m_keychain->write(name, secret,
                      [self = QPointer(this), guard = QPointer(context), name, secret,
                       done = std::move(done)](const Keychain::Answer &answer) {
                          const bool kept = answer.outcome == Keychain::Outcome::Done;
                          if (!kept)
                              qCInfo(lcSecrets) << "the key is kept until Onsa closes:" << answer.reason;
                          if (self && kept && self->m_memory.value(name) == secret)
                              self->m_memory.remove(name);
                          if (guard)
                              done(kept ? Kept::InKeychain : Kept::UntilClose);
                      });
}

void SecretStore::remove(const QString &name, QObject *context, std::function<void(Result<>)> done)
{
    m_memory.remove(name);
    m_keychain->remove(name, [guard = QPointer(context), done = std::move(done)](const Keychain::Answer &answer) {
        if (!guard)
            return;
        if (answer.outcome == Keychain::Outcome::Refused)
            return done(refused("remove", answer.reason));
        done({});
    });
}

} // namespace onsa
