// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/keychain.h"

#include <qt6keychain/keychain.h>

namespace onsa {
namespace {

const QString service = QStringLiteral("onsa");

Keychain::Outcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return Keychain::Outcome::Done;
    case QKeychain::EntryNotFound:
        return Keychain::Outcome::NoEntry;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return Keychain::Outcome::Refused;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // what a session without D-Bus answers
        return Keychain::Outcome::Unavailable;
    }
    return Keychain::Outcome::Unavailable;
}

class SystemKeychain : public Keychain
{
public:
    void read(const QString &name, Then then) override
    {
        auto *job = new QKeychain::ReadPasswordJob(service);
        start(job, name, [job, then = std::move(then)] {
            then({outcomeOf(job->error()), job->binaryData(), job->errorString()});
        });
    }

    void write(const QString &name, const QByteArray &secret, Then then) override
    {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(secret);
        start(job, name, [job, then = std::move(then)] { then({outcomeOf(job->error()), {}, job->errorString()}); });
    }

    void remove(const QString &name, Then then) override
    {
        auto *job = new QKeychain::DeletePasswordJob(service);
        start(job, name, [job, then = std::move(then)] { then({outcomeOf(job->error()), {}, job->errorString()}); });
    }

private:
    template <class Finished> void start(QKeychain::Job *job, const QString &name, Finished finished)
    {
        job->setKey(name);
        job->setInsecureFallback(false); // never a plain file
        QObject::connect(job, &QKeychain::Job::finished, job, finished);
        job->start(); // deletes itself after `finished`
    }
};

} // namespace

std::unique_ptr<Keychain> makeSystemKeychain()
{
    return std::make_unique<SystemKeychain>();
}

} // namespace onsa
