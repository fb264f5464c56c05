// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/asked.h"
#include "contract/engine_home.h"

#include <QSignalSpy>

#include <csignal>

using namespace onsa;
using namespace onsa::test;
using State = EngineProcess::State;

// Start, stop, crash and collision of the real engine under the real supervisor.
class TstEngineLife : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(EngineHome::program()), "build the target onsa-engine first"); }

    void startsAndStops()
    {
        EngineHome home;
        QVERIFY(home.start());
        QVERIFY(home.client.isReady());
        const QByteArray key = home.engine->key();
        QVERIFY(home.stop());
        QVERIFY(home.start()); // the folder is free again
        QVERIFY(home.engine->key() != key);
        QVERIFY(home.stop());
    }

    void twoOnOneFolder()
    {
        EngineHome home;
        QVERIFY(home.start());
        EngineProcess second(EngineHome::program(), home.folder.filePath(QStringLiteral("data")).toStdString());
        EngineProcess::Patience patience;
        patience.restart.fill(std::chrono::milliseconds(1));
        second.setPatience(patience);
        second.start();
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), State::Failed, slow);
        QCOMPARE(second.error().code, std::string("engine_locked"));
        QCOMPARE(home.engine->state(), State::Ready); // undisturbed
        QVERIFY(home.stop());
    }

    // kill -9 in mid-training: the engine comes back, and the job ends as if nothing had been.
    void aCrashInMidJob()
    {
        EngineHome home;
        QVERIFY(home.start());
        const auto file = answered<UploadedFile>([&](auto done) {
            home.client.uploadFile(pairLines(24), QStringLiteral("a.jsonl"), QStringLiteral("fine-tune"), this, done);
        });
        QVERIFY(file);
        FineTuneRequest request;
        request.model = "onsa-starter";
        request.trainingFile = file->id;
        request.hyperparameters.epochs = 3;
        request.hyperparameters.batchSize = 4;
        const auto job = answered<FineTuneJob>([&](auto done) { home.client.createJob(request, {}, this, done); });
        QVERIFY(job);
        home.monitor->watch(*job);
        QTRY_VERIFY_WITH_TIMEOUT(home.seen(job->id)->metrics.lastStep() >= 2, slow);

        QFile lock(home.folder.filePath(QStringLiteral("data/engine.lock")));
        QVERIFY(lock.open(QIODevice::ReadOnly));
        const int pid = lock.readAll().trimmed().toInt();
        QVERIFY(pid > 1);
        QSignalSpy states(home.engine.get(), &EngineProcess::stateChanged);
        QCOMPARE(::kill(pid, SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(states.size() >= 2 && home.engine->state() == State::Ready, slow);

        QVERIFY(home.waitUntil(job->id, JobStatus::Succeeded));
        const MetricSeries &metrics = home.seen(job->id)->metrics;
        QTRY_COMPARE(metrics.lastStep(), metrics.totalSteps());
        QCOMPARE(int(metrics.trainLoss().size()), metrics.totalSteps()); // every step once
        QVERIFY(home.stop());
    }
};

QTEST_GUILESS_MAIN(TstEngineLife)
#include "tst_engine_life.moc"
