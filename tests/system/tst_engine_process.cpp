// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/engine_output.h"
#include "system/engine_process.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace onsa;
using State = EngineProcess::State;

class TstEngineProcess : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    // An engine that behaves as told, watched by somebody without patience.
    std::unique_ptr<EngineProcess> engine(const char *behaviour)
    {
        qputenv("FAKE_ENGINE", behaviour);
        auto engine =
            std::make_unique<EngineProcess>(QStringLiteral(ONSA_BIN "/fake_engine"), m_folder->path().toStdString());
        EngineProcess::Patience patience;
        patience.restart = {std::chrono::milliseconds(1), std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
        engine->setPatience(patience);
        return engine;
    }

    QList<QByteArray> starts() const
    {
        QFile file(m_folder->filePath(QStringLiteral("starts")));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return file.readAll().trimmed().split('\n');
    }

    static QList<State> statesOf(const QSignalSpy &spy)
    {
        QList<State> states;
        for (const auto &arguments : spy)
            states.append(arguments.first().value<State>());
        return states;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_STATE_HOME", m_folder->path().toLocal8Bit());
        qunsetenv("FAKE_ENGINE_PORT");
    }

    void lines()
    {
        LineSplitter splitter;
        QList<QByteArray> lines;
        const auto take = [&](const QByteArray &line) { lines.append(line); };
        splitter.feed("one\r\ntw", take);
        splitter.feed("o\n\nthr", take);
        QCOMPARE(lines, (QList<QByteArray>{"one", "two", ""}));
        splitter.feed(QByteArray(200'000, 'x'), take);
        splitter.feed("\n", take);
        QCOMPARE(lines.size(), 7); // cut after 64 KiB
        QCOMPARE(lines.at(3).size(), 65536);
        splitter.feed("rest", take);
        splitter.end(take);
        QCOMPARE(lines.last(), QByteArray("rest"));
    }

    void readyLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("port");
        QTest::addRow("as documented") << QByteArray(R"({"event":"ready","port":49231})") << 49231;
        QTest::addRow("more members") << QByteArray(R"({"port":1,"event":"ready","version":"0.1"})") << 1;
        QTest::addRow("other event") << QByteArray(R"({"event":"bye","port":49231})") << 0;
        QTest::addRow("no port") << QByteArray(R"({"event":"ready"})") << 0;
        QTest::addRow("too large") << QByteArray(R"({"event":"ready","port":65536})") << 0;
        QTest::addRow("negative") << QByteArray(R"({"event":"ready","port":-1})") << 0;
        QTest::addRow("not json") << QByteArray("ready 49231") << 0;
        QTest::addRow("empty") << QByteArray() << 0;
    }
    void readyLine()
    {
        QFETCH(QByteArray, line);
        QTEST(int(readyPort(line).value_or(0)), "port");
    }

    void startsAndStops()
    {
        const auto one = engine("good");
        QSignalSpy spy(one.get(), &EngineProcess::stateChanged);
        QCOMPARE(one->state(), State::Stopped);
        one->start();
        one->start(); // asked twice
        QTRY_COMPARE(one->state(), State::Ready);
        QCOMPARE(one->baseUrl(), QUrl(QStringLiteral("http://127.0.0.1:4711/v1")));
        QCOMPARE(one->key().size(), 64);
        QCOMPARE(starts().size(), 1);
        QCOMPARE(starts().first(),
                 one->key() + " serve --data " + m_folder->path().toLocal8Bit() + " --port 0 --stop-with-stdin");

        one->stop();
        QCOMPARE(one->state(), State::Stopping);
        QTRY_COMPARE(one->state(), State::Stopped);
        QCOMPARE(statesOf(spy), (QList<State>{State::Starting, State::Ready, State::Stopping, State::Stopped}));
        QVERIFY(one->baseUrl().isEmpty());
        QVERIFY(one->key().isEmpty());
    }

    void aNewKeyForEachRun()
    {
        const auto one = engine("good");
        one->start();
        QTRY_COMPARE(one->state(), State::Ready);
        const QByteArray key = one->key();
        one->stop();
        one->start(); // while it is stopping
        QTRY_COMPARE(one->state(), State::Ready);
        QVERIFY(one->key() != key);
        QCOMPARE(starts().size(), 2);
    }

    void missingProgram()
    {
        EngineProcess one(QStringLiteral("/nowhere/onsa-engine"), m_folder->path().toStdString());
        one.start();
        QTRY_COMPARE(one.state(), State::Failed);
        QCOMPARE(one.error().kind, ErrorKind::NotFound);
        QCOMPARE(one.error().code, std::string("engine_missing"));
        QVERIFY(one.error().message.find("/nowhere/onsa-engine") != std::string::npos);
        one.stop();
        QCOMPARE(one.state(), State::Stopped);
    }

    void notAProgram()
    {
        EngineProcess one(QStringLiteral(ONSA_SOURCE "/LICENSE"), m_folder->path().toStdString());
        one.start();
        QTRY_COMPARE(one.state(), State::Failed);
        QCOMPARE(one.error().code, std::string("engine_start"));
    }

    void threeDeathsFail()
    {
        const auto one = engine("dies");
        one->start();
        QTRY_COMPARE(one->state(), State::Failed);
        QCOMPARE(starts().size(), 3);
        QCOMPARE(one->error().code, std::string("engine_crashed"));
        QVERIFY(one->error().message.find("model store is broken") != std::string::npos);

        qputenv("FAKE_ENGINE", "good");
        one->start(); // the user tries again
        QTRY_COMPARE(one->state(), State::Ready);
        QVERIFY(one->error().message.empty());
    }

    void aCrashRestarts()
    {
        const auto one = engine("dies-once");
        QSignalSpy spy(one.get(), &EngineProcess::stateChanged);
        one->start();
        QTRY_COMPARE(starts().size(), 2);
        QTRY_COMPARE(one->state(), State::Ready);
        QCOMPARE(statesOf(spy), (QList<State>{State::Starting, State::Ready, State::Starting, State::Ready}));
        QVERIFY(starts().at(0).left(64) != starts().at(1).left(64));
    }

    void anotherEngineHasTheFolder()
    {
        const auto one = engine("locked");
        one->start();
        QTRY_COMPARE(one->state(), State::Failed);
        QCOMPARE(one->error().kind, ErrorKind::Conflict);
        QCOMPARE(one->error().code, std::string("engine_locked"));
        QVERIFY(one->error().message.find(m_folder->path().toStdString()) != std::string::npos);
    }

    void aHungStartFails()
    {
        const auto one = engine("hangs");
        EngineProcess::Patience patience;
        patience.start = std::chrono::milliseconds(50);
        one->setPatience(patience);
        one->start();
        QTRY_COMPARE(one->state(), State::Failed);
        QCOMPARE(one->error().kind, ErrorKind::Timeout);
        one->stop();
        QCOMPARE(one->state(), State::Stopped);
    }

    void stopWhileWaitingToRestart()
    {
        const auto one = engine("dies");
        EngineProcess::Patience patience;
        patience.restart.fill(std::chrono::hours(1));
        one->setPatience(patience);
        one->start();
        QTRY_VERIFY(one->lastLogLines().size() >= 2); // dead, and waiting
        QCOMPARE(one->state(), State::Starting);
        one->stop();
        QCOMPARE(one->state(), State::Stopped);
        QCOMPARE(starts().size(), 1);
    }

    void stopGetsHarder_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::addRow("terminate") << QByteArray("polite-to-term");
        QTest::addRow("kill") << QByteArray("stubborn");
    }
    void stopGetsHarder()
    {
        QFETCH(QByteArray, behaviour);
        const auto one = engine(behaviour);
        EngineProcess::Patience patience;
        patience.terminate = std::chrono::milliseconds(20);
        patience.kill = std::chrono::milliseconds(300);
        one->setPatience(patience);
        one->start();
        QTRY_COMPARE(one->state(), State::Ready);
        one->stop();
        QTRY_COMPARE(one->state(), State::Stopped);
    }

    void keepsItsWordsWithoutSecrets()
    {
        const auto one = engine("talks");
        one->start();
        QTRY_COMPARE(one->state(), State::Ready);
        QCOMPARE(one->baseUrl().port(), 4711); // not the one that cannot be
        one->stop();
        QTRY_COMPARE(one->state(), State::Stopped);
        const QStringList lines = one->lastLogLines();
        QCOMPARE(lines.size(), 50);
        QVERIFY(lines.contains(QStringLiteral("line 60")));
        QVERIFY(!lines.contains(QStringLiteral("line 1")));
        QFile log(one->logFile());
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        QVERIFY(text.contains("line 1\n"));
        for (const char *secret : {"Authorization", "Bearer", "secret-of-", "sk-abc"}) {
            QVERIFY2(!text.contains(secret), secret);
            QVERIFY2(!lines.join(u'\n').contains(QLatin1String(secret)), secret);
        }
    }

    void goesWithItsOwner()
    {
        auto one = engine("stubborn");
        one->start();
        QTRY_COMPARE(one->state(), State::Ready);
        one.reset(); // returns: the process is killed
    }
};

QTEST_GUILESS_MAIN(TstEngineProcess)
#include "tst_engine_process.moc"
