// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job_list_model.h"
#include "jobs/job_texts.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace onsa;
using Tester = QAbstractItemModelTester;

class TstJobListModel : public QObject
{
    Q_OBJECT

    static FineTuneJob job(const std::string &id, std::int64_t createdAt, JobStatus status = JobStatus::Queued)
    {
        FineTuneJob one;
        one.id = id;
        one.createdAt = createdAt;
        one.model = "onsa-starter";
        one.status = status;
        return one;
    }
    static JobEvent stepAt(std::int64_t time, int step, int all)
    {
        JobEvent event;
        event.id = "e" + std::to_string(step) + "@" + std::to_string(time);
        event.createdAt = time;
        event.metrics = StepMetrics{step, all, 1.0 / step, {}, {}, {}, {}, {}};
        return event;
    }
    static QStringList ids(const JobListModel &model)
    {
        QStringList out;
        for (int row = 0; row < model.rowCount(); ++row)
            out.append(model.index(row, JobListModel::IdColumn).data().toString());
        return out;
    }
    static QString text(const JobListModel &model, JobListModel::Column column, int row = 0)
    {
        return model.index(row, column).data().toString();
    }

    const QString m_local = QStringLiteral("local");

private Q_SLOTS:
    void newestFirst()
    {
        JobListModel model;
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.update(m_local, job("b", 200));
        model.update(m_local, job("a", 100));
        model.update(QStringLiteral("openai"), job("d", 300));
        model.update(m_local, job("c", 200)); // as old as b, heard of later
        const QStringList expected{QStringLiteral("d"), QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")};
        QCOMPARE(ids(model), expected);
        for (const char *id : {"a", "b", "c"}) // news move nothing
            model.update(m_local, job(id, id[0] == 'a' ? 100 : 200, JobStatus::Running));
        QCOMPARE(ids(model), expected);
        QCOMPARE(model.rowOf(m_local, "b"), 2);
        QCOMPARE(model.rowOf(QStringLiteral("openai"), "b"), -1);
        QVERIFY(!model.job(-1) && !model.job(4));
    }

    void goesAndStays()
    {
        JobListModel model;
        Tester tester(&model, Tester::FailureReportingMode::QtTest);
        for (const char *id : {"a", "b", "c"})
            model.update(m_local, job(id, 1));
        model.update(QStringLiteral("openai"), job("x", 1));
        model.keepOnly(m_local, {"b", "unknown"});
        QCOMPARE(ids(model), (QStringList{QStringLiteral("x"), QStringLiteral("b")}));
        model.remove(m_local, "x"); // another provider's
        model.remove(m_local, "b");
        QCOMPARE(ids(model), (QStringList{QStringLiteral("x")}));
    }

    void saysWhatChanged()
    {
        JobListModel model;
        QSignalSpy changed(&model, &JobListModel::jobChanged);
        QSignalSpy finished(&model, &JobListModel::jobFinished);
        QSignalSpy data(&model, &JobListModel::dataChanged);
        model.update(m_local, job("a", 1, JobStatus::Running));
        QCOMPARE(changed.size(), 1);
        model.update(m_local, job("a", 1, JobStatus::Running)); // no news
        QCOMPARE(changed.size(), 1);
        QCOMPARE(data.size(), 1);
        FineTuneJob done = job("a", 1, JobStatus::Succeeded);
        done.fineTunedModel = "ft:onsa-starter:x";
        model.update(m_local, done);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(finished.size(), 1);
        model.update(m_local, job("a", 1, JobStatus::Running)); // an answer that was overtaken
        QCOMPARE(model.job(0)->job.status, JobStatus::Succeeded);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(model.index(0, 0).data(JobListModel::TunedModelRole).toString(), QStringLiteral("ft:onsa-starter:x"));

        model.update(m_local, job("old", 0, JobStatus::Failed)); // was final when first seen
        QCOMPARE(finished.size(), 1);
    }

    void eventsOnce()
    {
        JobListModel model;
        model.update(m_local, job("a", 1, JobStatus::Running));
        QSignalSpy changed(&model, &JobListModel::jobChanged);
        model.addEvents(m_local, "a", {stepAt(1, 1, 4), stepAt(2, 2, 4)});
        model.addEvents(m_local, "a", {stepAt(2, 2, 4), stepAt(3, 3, 4)});
        model.addEvents(m_local, "a", {stepAt(3, 3, 4)});
        model.addEvents(m_local, "a", {});
        model.addEvents(m_local, "nobody", {stepAt(1, 1, 4)});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.job(0)->events.size(), std::size_t(3));
        QCOMPARE(model.job(0)->metrics.trainLoss().size(), std::size_t(3));
        QCOMPARE(model.fraction(0), 0.75);
    }

    void progressAndTime()
    {
        JobListModel model;
        std::int64_t now = 1000;
        model.setClock([&] { return now; });
        model.update(m_local, job("a", 1, JobStatus::Running));
        QCOMPARE(model.fraction(0), -1.0);
        QCOMPARE(model.secondsLeft(0), -1);
        QCOMPARE(text(model, JobListModel::ProgressColumn), QString());
        QCOMPARE(text(model, JobListModel::TimeLeftColumn), QString());

        // 10 steps in 20 s; 90 steps to go
        for (int step = 1; step <= 11; ++step)
            model.addEvents(m_local, "a", {stepAt(980 + 2 * (step - 1), step, 101)});
        QCOMPARE(model.secondsLeft(0), 180);
        QCOMPARE(text(model, JobListModel::TimeLeftColumn), QStringLiteral("3:00"));
        QCOMPARE(text(model, JobListModel::ProgressColumn), QStringLiteral("10%"));
        now += 5; // time goes on without news
        QCOMPARE(model.secondsLeft(0), 175);
        model.setClockSkew(m_local, -5); // the server's clock is behind ours
        QCOMPARE(model.secondsLeft(0), 180);
        now += 10'000;
        QCOMPARE(model.secondsLeft(0), 0);

        model.update(m_local, job("a", 1, JobStatus::Succeeded));
        QCOMPARE(model.secondsLeft(0), -1);
        QCOMPARE(text(model, JobListModel::ProgressColumn), QStringLiteral("100%"));
    }

    void aResumedJobHasItsOwnPace()
    {
        JobListModel model;
        model.setClock([] { return 5000; });
        model.update(m_local, job("a", 1, JobStatus::Running));
        model.addEvents(m_local, "a", {stepAt(100, 5, 20), stepAt(200, 6, 20)});
        // killed, and back from the checkpoint of step 3, an hour later
        model.addEvents(m_local, "a", {stepAt(4990, 4, 20), stepAt(5000, 5, 20)});
        QCOMPARE(model.secondsLeft(0), 150);
    }

    void theServersEstimate()
    {
        JobListModel model;
        model.setClock([] { return 5000; });
        FineTuneJob one = job("a", 1, JobStatus::Running);
        one.estimatedFinish = 5100;
        model.update(m_local, one);
        QCOMPARE(model.secondsLeft(0), 100);
        one.estimatedFinish = 4000;
        model.update(m_local, one);
        QCOMPARE(model.secondsLeft(0), 0);
    }

    void texts()
    {
        JobListModel model;
        const QList<std::pair<JobStatus, QString>> words{{JobStatus::ValidatingFiles, QStringLiteral("Checking files")},
                                                         {JobStatus::Queued, QStringLiteral("Queued")},
                                                         {JobStatus::Running, QStringLiteral("Running")},
                                                         {JobStatus::Paused, QStringLiteral("Paused")},
                                                         {JobStatus::Succeeded, QStringLiteral("Succeeded")}};
        for (const auto &[status, word] : words) {
            model.update(m_local, job("a", 1'700'000'000, status));
            QCOMPARE(text(model, JobListModel::StatusColumn), word);
        }
        FineTuneJob strange = job("b", 1, JobStatus::Unknown);
        strange.rawStatus = "compressing";
        QCOMPARE(statusText(strange), QStringLiteral("compressing"));
        strange = job("b", 1, JobStatus::Failed);
        strange.error = JobError{"invalid_n_examples", "7 examples are too few", {}};
        model.update(m_local, strange);
        const int row = model.rowOf(m_local, "b");
        QCOMPARE(text(model, JobListModel::StatusColumn, row), QStringLiteral("Failed"));
        QCOMPARE(model.index(row, JobListModel::StatusColumn).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("7 examples are too few"));
        QCOMPARE(text(model, JobListModel::QueuedAtColumn),
                 QLocale().toString(QDateTime::fromSecsSinceEpoch(1'700'000'000), QLocale::ShortFormat));
        QCOMPARE(statusText(job("c", 1, JobStatus::Cancelled)), QStringLiteral("Cancelled"));
        for (int column = 0; column < JobListModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void durations()
    {
        QCOMPARE(durationText(-1), QString());
        QCOMPARE(durationText(0), QStringLiteral("0:00"));
        QCOMPARE(durationText(65), QStringLiteral("1:05"));
        QCOMPARE(durationText(3661), QStringLiteral("1:01:01"));
        QCOMPARE(percentText(0.999), QStringLiteral("99%"));
    }
};

QTEST_GUILESS_MAIN(TstJobListModel)
#include "tst_job_list_model.moc"
