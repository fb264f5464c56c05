// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/moody_keychain.h"
#include "system/secret_store.h"

#include <QTest>

using namespace onsa;
using namespace onsa::test;
using Outcome = Keychain::Outcome;

class TstSecretStore : public QObject
{
    Q_OBJECT

    static Result<QByteArray> read(SecretStore &store, const char *name)
    {
        std::optional<Result<QByteArray>> answer;
        store.read(QLatin1String(name), &store, [&](const Result<QByteArray> &secret) { answer = secret; });
        [&] { QTRY_VERIFY(answer.has_value()); }();
        return *answer;
    }

    static Result<SecretStore::Kept> write(SecretStore &store, const char *name, const QByteArray &secret)
    {
        std::optional<Result<SecretStore::Kept>> answer;
        store.write(QLatin1String(name), secret, &store, [&](const Result<SecretStore::Kept> &kept) { answer = kept; });
        [&] { QTRY_VERIFY(answer.has_value()); }();
        return *answer;
    }

    static Result<> remove(SecretStore &store, const char *name)
    {
        std::optional<Result<>> answer;
        store.remove(QLatin1String(name), &store, [&](const Result<> &removed) { answer = removed; });
        [&] { QTRY_VERIFY(answer.has_value()); }();
        return *answer;
    }

private Q_SLOTS:
    void keepsInTheKeychain()
    {
        MoodyKeychain::State state;
        SecretStore store(std::make_unique<MoodyKeychain>(state));
        QCOMPARE(read(store, "openai"), Result<QByteArray>(QByteArray()));
        QCOMPARE(write(store, "openai", "sk-1"), Result<SecretStore::Kept>(SecretStore::Kept::InKeychain));
        QCOMPARE(state.entries.value(QStringLiteral("openai")), QByteArray("sk-1"));
        QCOMPARE(read(store, "openai"), Result<QByteArray>(QByteArray("sk-1")));
        QVERIFY(remove(store, "openai").has_value());
        QCOMPARE(read(store, "openai"), Result<QByteArray>(QByteArray()));
        QVERIFY(remove(store, "openai").has_value());
    }

    void withoutAKeychainUntilClose()
    {
        for (const Outcome mood : {Outcome::Unavailable, Outcome::Refused}) {
            MoodyKeychain::State state;
            state.mood = mood;
            SecretStore store(std::make_unique<MoodyKeychain>(state));
            QCOMPARE(write(store, "custom-1", "k"), Result<SecretStore::Kept>(SecretStore::Kept::UntilClose));
            QCOMPARE(read(store, "custom-1"), Result<QByteArray>(QByteArray("k")));
            QVERIFY(state.entries.isEmpty());
            remove(store, "custom-1");
            QVERIFY(read(store, "custom-1").value_or(QByteArray()).isEmpty());
        }
    }

    void theNewerKeyWins()
    {
        MoodyKeychain::State state;
        SecretStore store(std::make_unique<MoodyKeychain>(state));
        write(store, "openai", "old");
        state.mood = Outcome::Unavailable;
        write(store, "openai", "new");
        state.mood = Outcome::Done;
        QCOMPARE(read(store, "openai"), Result<QByteArray>(QByteArray("new")));
    }

    void aLockedKeychainIsAnError()
    {
        MoodyKeychain::State state;
        state.mood = Outcome::Refused;
        SecretStore store(std::make_unique<MoodyKeychain>(state));
        const auto answer = read(store, "openai");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, std::string("keychain_refused"));
        QVERIFY(!remove(store, "openai"));
        state.mood = Outcome::Unavailable;
        QCOMPARE(read(store, "openai"), Result<QByteArray>(QByteArray()));
        QVERIFY(remove(store, "openai").has_value());
    }

    void anEmptyKeyIsRefused()
    {
        MoodyKeychain::State state;
        SecretStore store(std::make_unique<MoodyKeychain>(state));
        const auto answer = write(store, "openai", {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
    }

    void nobodyListensAnyMore()
    {
        MoodyKeychain::State state;
        SecretStore store(std::make_unique<MoodyKeychain>(state));
        bool called = false;
        {
            QObject context;
            store.read(QStringLiteral("a"), &context, [&](const Result<QByteArray> &) { called = true; });
            store.write(QStringLiteral("a"), "x", &context, [&](const Result<SecretStore::Kept> &) { called = true; });
            store.remove(QStringLiteral("a"), &context, [&](const Result<> &) { called = true; });
        }
        write(store, "b", "later"); // everything before has been answered
        QVERIFY(!called);
    }

    // The real QtKeychain, in a session without D-Bus: no waiting, no plain file, kept until close.
    void realKeychainWithoutASession()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        qunsetenv("DISPLAY");
        SecretStore store;
        QCOMPARE(write(store, "onsa-test", "k"), Result<SecretStore::Kept>(SecretStore::Kept::UntilClose));
        QCOMPARE(read(store, "onsa-test"), Result<QByteArray>(QByteArray("k")));
        QCOMPARE(read(store, "onsa-test-2"), Result<QByteArray>(QByteArray()));
        remove(store, "onsa-test");
        QCOMPARE(read(store, "onsa-test"), Result<QByteArray>(QByteArray()));
    }
};

QTEST_GUILESS_MAIN(TstSecretStore)
#include "tst_secret_store.moc"
