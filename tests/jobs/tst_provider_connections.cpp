// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/asked.h"
#include "jobs/fake_service.h"
#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "system/moody_keychain.h"
#include "system/settings.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace onsa;
using namespace onsa::test;
using Kept = SecretStore::Kept;

class TstProviderConnections : public QObject
{
    Q_OBJECT

    // Everything that main.cpp would build, with services in this program.
    struct World {
        QTemporaryDir folder;
        FakeService service;
        MoodyKeychain::State keychain;
        Settings settings{folder.filePath(QStringLiteral("onsa.ini"))};
        SecretStore secrets{std::make_unique<MoodyKeychain>(keychain)};
        ProviderList providers{settings};
        EngineProcess engine{QStringLiteral(ONSA_BIN "/fake_engine"), folder.path().toStdString()};
        JobListModel jobs;
        QNetworkAccessManager network;
        std::unique_ptr<ProviderConnections> connections;

        void connectAll()
        {
            connections = std::make_unique<ProviderConnections>(providers, secrets, engine, jobs, network);
        }
        QByteArray lastKey() const
        {
            return service.server.requests.isEmpty() ? QByteArray()
                                                     : service.server.requests.last().header("authorization");
        }
        Result<Kept> setKey(const char *id, const QByteArray &key)
        {
            return answered<Kept>(
                [&](auto done) { connections->setKey(QLatin1String(id), key, connections.get(), done); });
        }
    };
    std::unique_ptr<World> m_world;
    const QString m_local = QStringLiteral("local"), m_openAi = QStringLiteral("openai");

private Q_SLOTS:
    void init()
    {
        qputenv("FAKE_ENGINE", "good");
        m_world = std::make_unique<World>();
        qputenv("XDG_STATE_HOME", m_world->folder.path().toLocal8Bit());
        qputenv("FAKE_ENGINE_PORT", QByteArray::number(m_world->service.server.port()));
        qputenv("http_proxy", "http://127.0.0.1:1"); // must not stand between the window and its engine
    }
    void cleanup() { m_world.reset(); }

    void followsTheEngine()
    {
        World &world = *m_world;
        world.service.add("ftjob-1", JobStatus::Succeeded);
        world.connectAll();
        QSignalSpy ready(world.connections.get(), &ProviderConnections::readyChanged);
        ApiClient *client = world.connections->client(m_local);
        QVERIFY(client && !client->isReady());
        QVERIFY(world.connections->hasKey(m_local));
        QVERIFY(world.connections->monitor(m_local));

        world.engine.start();
        QTRY_VERIFY(client->isReady());
        QCOMPARE(ready.size(), 1);
        QCOMPARE(ready.first(), (QVariantList{m_local, true}));
        QCOMPARE(world.providers.find(m_local)->baseUrl, world.engine.baseUrl());
        QTRY_COMPARE(world.jobs.rowCount(), 1);
        QCOMPARE(world.jobs.job(0)->providerId, m_local);
        QCOMPARE(world.lastKey(), "Bearer " + world.engine.key());

        world.engine.stop();
        QTRY_COMPARE(world.engine.state(), EngineProcess::State::Stopped);
        QVERIFY(!client->isReady());
        QCOMPARE(ready.size(), 2);
        QCOMPARE(world.jobs.rowCount(), 1); // still to be seen
        QVERIFY(world.providers.find(m_local)->baseUrl.isEmpty());
    }

    void keysFromTheKeychain()
    {
        World &world = *m_world;
        world.keychain.entries.insert(m_openAi, "sk-kept");
        Provider openAi = *world.providers.find(m_openAi);
        openAi.baseUrl = world.service.server.url();
        world.providers.update(openAi);
        world.connectAll();
        QVERIFY(!world.connections->hasKey(m_openAi)); // not read yet
        QVERIFY(!world.connections->client(m_openAi)->isReady());
        QTRY_VERIFY(world.connections->client(m_openAi)->isReady());
        QVERIFY(world.connections->hasKey(m_openAi));
        QTRY_COMPARE(world.lastKey(), QByteArray("Bearer sk-kept"));
    }

    void aKeyIsTriedBeforeItIsKept()
    {
        World &world = *m_world;
        Provider openAi = *world.providers.find(m_openAi);
        openAi.baseUrl = world.service.server.url();
        world.providers.update(openAi);
        world.connectAll();
        QSignalSpy ready(world.connections.get(), &ProviderConnections::readyChanged);

        world.service.trouble = json(401, QByteArray(R"({"error":{"message":"no","code":"invalid_api_key"}})"));
        QCOMPARE(world.setKey("openai", "sk-wrong").error().kind, ErrorKind::Unauthorized);
        QVERIFY(world.keychain.entries.isEmpty());
        QVERIFY(!world.connections->hasKey(m_openAi));

        world.service.trouble.reset();
        QCOMPARE(world.setKey("openai", " sk-right\n"), Result<Kept>(Kept::InKeychain));
        QCOMPARE(world.keychain.entries.value(m_openAi), QByteArray("sk-right"));
        QVERIFY(world.connections->client(m_openAi)->isReady());
        QCOMPARE(ready.size(), 1);

        QVERIFY(world.setKey("openai", {}).has_value());
        QVERIFY(world.keychain.entries.isEmpty());
        QVERIFY(!world.connections->client(m_openAi)->isReady());
        QCOMPARE(ready.size(), 2);
    }

    void aKeyWithoutAKeychain()
    {
        World &world = *m_world;
        world.keychain.mood = Keychain::Outcome::Unavailable;
        const QString id = world.providers.add(QStringLiteral("x"), world.service.server.url());
        world.connectAll();
        QCOMPARE(world.setKey("custom-1", "k"), Result<Kept>(Kept::UntilClose));
        QVERIFY(world.connections->hasKey(id));
    }

    void keysThatCannotBe()
    {
        World &world = *m_world;
        world.connectAll();
        QCOMPARE(world.setKey("openai", "sk-a\r\nX-Evil: 1").error().kind, ErrorKind::InvalidInput);
        QCOMPARE(world.setKey("openai", "鍵").error().kind, ErrorKind::InvalidInput);
        QCOMPARE(world.setKey("local", "sk-a").error().kind, ErrorKind::NotFound);
        QCOMPARE(world.setKey("nobody", "sk-a").error().kind, ErrorKind::NotFound);
        QVERIFY(world.service.server.requests.isEmpty());
    }

    void providersComeAndGo()
    {
        World &world = *m_world;
        world.service.add("ftjob-1", JobStatus::Succeeded);
        world.connectAll();
        const QString id = world.providers.add(QStringLiteral("x"), world.service.server.url());
        QVERIFY(world.connections->client(id));
        QTRY_VERIFY(world.connections->client(id)->isReady()); // a service may need no key
        QTRY_COMPARE(world.jobs.rowCount(), 1);
        QVERIFY(world.setKey("custom-1", "k").has_value());
        QVERIFY(world.keychain.entries.contains(id));

        FakeService other;
        Provider moved = *world.providers.find(id);
        moved.baseUrl = other.server.url();
        world.providers.update(moved);
        QTRY_VERIFY(!other.server.requests.isEmpty());
        QTRY_COMPARE(world.jobs.rowCount(), 0); // the other service has none

        world.providers.remove(id);
        QVERIFY(!world.connections->client(id));
        QVERIFY(!world.connections->monitor(id));
        QTRY_VERIFY(!world.keychain.entries.contains(id)); // its key goes too
    }
};

QTEST_GUILESS_MAIN(TstProviderConnections)
#include "tst_provider_connections.moc"
