// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs beside every tab: the list, the chosen job's life, and what can be done with it.
#include "support/screenshots.h"
#include "ui/jobs/job_files.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/jobs_panel.h"
#include "ui/jobs/loss_chart.h"
#include "ui/jobs/loss_plot.h"
#include "ui/tune_support.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>
#include <QtCharts/QLineSeries>

using namespace onsa;
using namespace onsa::tests;
using namespace onsa::ui;

namespace {

const QString local = QStringLiteral("local");

FineTuneJob runningJob()
{
    FineTuneJob job = finishedJob("ftjob-run", "社内FAQ");
    job.createdAt = 1700000100;
    job.status = JobStatus::Running;
    job.finishedAt.reset();
    job.fineTunedModel.reset();
    job.resultFiles.clear();
    return job;
}

JobEvent stepEvent(int step, int all, double loss, std::optional<double> valid = {})
{
    JobEvent event;
    event.id = "ftevent-" + std::to_string(step);
    event.createdAt = 1700000100 + step;
    event.type = "metrics";
    event.metrics = StepMetrics{step, all, loss, {}, {}, {}, valid, {}};
    return event;
}

JobEvent messageEvent(const std::string &id, const std::string &text, const std::string &level = "info")
{
    return {id, 1700000100, level, text, "message", {}};
}

void confirm(QWidget &panel)
{
    QPushButton *yes = nullptr;
    QTRY_VERIFY((yes = panel.findChild<QPushButton *>(QStringLiteral("askOnceYes"))));
    QTest::mouseClick(yes, Qt::LeftButton);
}

} // namespace

class TestJobsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStateTeaches()
    {
        World world;
        JobsPanel panel(world.services());
        panel.show();
        QVERIFY(child<QLabel>(panel, "noJobs")->isVisible());
        world.jobs.update(local, runningJob());
        QVERIFY(!child<QLabel>(panel, "noJobs")->isVisible());
    }

    void liveMetricsReachTheChart()
    {
        World world;
        JobsPanel panel(world.services());
        panel.resize(1000, 260);
        panel.show();
        world.jobs.update(local, runningJob());
        auto *chart = child<LossChart>(panel, "lossChart");
        QVERIFY(child<QLabel>(*chart, "lossEmpty")->isVisible());
        world.jobs.addEvents(local, "ftjob-run",
                             {messageEvent("e0", "Fine-tuning job started"), stepEvent(1, 20, 4.0)});
        world.jobs.addEvents(local, "ftjob-run", {stepEvent(2, 20, 3.0, 3.5)});
        auto *train = qobject_cast<QLineSeries *>(chart->plot()->chart()->series().value(0));
        QTRY_COMPARE(train->count(), 2);
        QVERIFY2(child<QLabel>(panel, "jobStatus")->text().contains(QStringLiteral("2 of 20")),
                 qPrintable(child<QLabel>(panel, "jobStatus")->text()));
        // The log has words and whole validations, not every step.
        auto *events = child<QTreeWidget>(panel, "jobEvents");
        QCOMPARE(events->topLevelItemCount(), 2);
        QCOMPARE(events->topLevelItem(0)->text(1), QStringLiteral("Training started."));
        QVERIFY(child<QPushButton>(panel, "jobCancel")->isVisible());
        QVERIFY(!child<QPushButton>(panel, "jobDelete")->isVisible());
        QVERIFY(!child<QPushButton>(panel, "jobAsk")->isVisible());
    }

    void askByButtonRowAndKey()
    {
        World world;
        JobsPanel panel(world.services());
        panel.resize(1100, 260);
        QSignalSpy asked(&panel, &JobsPanel::askRequested);
        panel.show();
        world.jobs.update(local, finishedJob("ftjob-1", "faq"));
        QTest::mouseClick(child<QPushButton>(panel, "jobAsk"), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), local);
        QCOMPARE(asked[0][1].toString(), QStringLiteral("ft:onsa-starter:local:faq:a1b2c3d4"));
        QCOMPARE(asked[0][2].toString(), QStringLiteral("onsa-starter"));
        auto *table = child<QTableView>(panel, "jobsTable");
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(asked.count(), 2);
        const QRect cell = table->visualRect(world.jobs.index(0, JobListModel::TimeLeftColumn));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 12, cell.center().y()));
        QCOMPARE(asked.count(), 3);
    }

    void theChosenJobStaysChosen()
    {
        World world;
        JobsPanel panel(world.services());
        panel.show();
        world.jobs.update(local, finishedJob("ftjob-1", "faq"));
        panel.select(local, "ftjob-1");
        world.jobs.update(local, runningJob()); // a newer one comes in above
        auto *table = child<QTableView>(panel, "jobsTable");
        QCOMPARE(table->currentIndex().row(), world.jobs.rowOf(local, "ftjob-1"));
        QVERIFY(child<QLabel>(panel, "jobStatus")->text().contains(QStringLiteral("faq")));
        panel.select(local, "ftjob-run");
        QVERIFY(child<QLabel>(panel, "jobStatus")->text().contains(QStringLiteral("社内FAQ")));
        world.jobs.remove(local, "ftjob-run");
        QVERIFY(child<QLabel>(panel, "jobStatus")->text().contains(QStringLiteral("faq")));
    }

    void cancelAsksOnce()
    {
        World world;
        world.api.jobs = {runningJob()};
        world.goLive();
        JobsPanel panel(world.services());
        panel.show();
        QTRY_COMPARE(world.jobs.rowCount(), 1);
        QTest::mouseClick(child<QPushButton>(panel, "jobCancel"), Qt::LeftButton);
        QCOMPARE(world.api.asked("POST /v1/fine_tuning/jobs/ftjob-run/cancel").size(), std::size_t(0));
        confirm(panel);
        QTRY_COMPARE(world.api.asked("POST /v1/fine_tuning/jobs/ftjob-run/cancel").size(), std::size_t(1));
        QTRY_VERIFY(child<QLabel>(panel, "jobStatus")->text().contains(QStringLiteral("Cancelled")));
        QTRY_VERIFY(child<QPushButton>(panel, "jobDelete")->isEnabled());
    }

    void deleteTakesTheModelToo()
    {
        World world;
        world.api.jobs = {finishedJob("ftjob-1", "faq")};
        world.goLive();
        JobsPanel panel(world.services());
        panel.show();
        QTRY_COMPARE(world.jobs.rowCount(), 1);
        QTest::mouseClick(child<QPushButton>(panel, "jobDelete"), Qt::LeftButton);
        confirm(panel);
        QTRY_COMPARE(world.api.asked("DELETE /v1/fine_tuning/jobs/ftjob-1").size(), std::size_t(1));
        world.api.jobs.clear();
        std::size_t models = 0;
        for (const ApiRequest &request : world.api.requests)
            models += request.method == "DELETE" && request.path.contains("/models/") ? 1 : 0;
        QCOMPARE(models, std::size_t(1));
        QTRY_COMPARE(world.jobs.rowCount(), 0);
        QVERIFY(child<QLabel>(panel, "noJobs")->isVisible());
    }

    void failedJobSaysWhy()
    {
        World world;
        FineTuneJob job = finishedJob("ftjob-1", "faq");
        job.status = JobStatus::Failed;
        job.fineTunedModel.reset();
        job.error = JobError{"invalid_n_examples", "Training file has 7 example(s)", "training_file"};
        JobsPanel panel(world.services());
        QSignalSpy again(&panel, &JobsPanel::trainAgainRequested);
        panel.show();
        world.jobs.update(local, job);
        auto *reason = child<QLabel>(panel, "jobReason");
        QVERIFY(reason->isVisible());
        QVERIFY2(reason->text().contains(QStringLiteral("train again")), qPrintable(reason->text()));
        QTest::mouseClick(child<QPushButton>(panel, "jobAgain"), Qt::LeftButton);
        QCOMPARE(again.count(), 1);
        QCOMPARE(again[0][0].value<FineTuneJob>().id, std::string("ftjob-1"));
    }

    void modelIdIsCopied()
    {
        World world;
        JobsPanel panel(world.services());
        panel.show();
        world.jobs.update(local, finishedJob("ftjob-1", "faq"));
        child<QTabWidget>(panel, "jobTabs")->setCurrentIndex(2);
        QTest::mouseClick(child<QPushButton>(panel, "jobCopyModel"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ft:onsa-starter:local:faq:a1b2c3d4"));
    }

    void resultFileIsSaved()
    {
        World world;
        world.goLive();
        JobFiles files(world.services());
        files.setJob(local, finishedJob("ftjob-1", "faq"));
        QVERIFY(files.findChild<QPushButton *>(QStringLiteral("saveResults0")));
        QSignalSpy saved(&files, &JobFiles::saved);
        QSignalSpy failed(&files, &JobFiles::failed);
        const QString path = world.folder->filePath(QStringLiteral("r.csv"));
        files.fetchTo(QStringLiteral("file-9"), path);
        QTRY_COMPARE(saved.count(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("step,train_loss\n1,2.5\n"));
        files.fetchTo(QStringLiteral("file-9"), QStringLiteral("/nonexistent/r.csv"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<Error>().kind, ErrorKind::Io);
    }

    void words_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("words");
        QTest::addRow("checkpoint") << "Checkpoint created at step 12"
                                    << "The state at step 12 was saved.";
        QTest::addRow("model") << "New fine-tuned model created: ft:x"
                               << "The tuned model is ready: ft:x";
        QTest::addRow("done") << "The job has successfully completed"
                              << "Finished.";
        QTest::addRow("unknown") << "Something %1 new"
                                 << "Something %1 new";
    }
    void words()
    {
        QFETCH(QString, message);
        QTEST(eventText(messageEvent("e", message.toStdString())), "words");
    }

    void durations()
    {
        QCOMPARE(durationText(0), QStringLiteral("0:00"));
        QCOMPARE(durationText(725), QStringLiteral("12:05"));
        QCOMPARE(durationText(3900), QStringLiteral("1 h 05 min"));
        QCOMPARE(durationText(-1), QString());
    }

    void forecastIsHeldAgainstWhatHappened()
    {
        const auto valueOf = [](const FineTuneJob &job, const char *name) {
            for (const SettingLine &line : settingLines(job)) {
                if (line.name == QLatin1String(name))
                    return line.value;
            }
            return QString();
        };
        FineTuneJob job = finishedJob("ftjob-1", "faq");
        QCOMPARE(valueOf(job, "Time of training"), QString()); // of a job that somebody else started
        job.metadata["onsa_forecast_seconds"] = "58";
        job.metadata["onsa_forecast_bytes"] = "231000000";
        QCOMPARE(valueOf(job, "Time of training"), QStringLiteral("forecast ≈ 1 min"));
        job.trainingSeconds = 41.2;
        job.peakMemoryBytes = 224'000'000;
        QCOMPARE(valueOf(job, "Time of training"), QStringLiteral("40 s (forecast ≈ 1 min)"));
        QCOMPARE(valueOf(job, "Memory of training"), QStringLiteral("224 MB (forecast ≈ 231 MB)"));
        job.metadata["onsa_forecast_seconds"] = "soon"; // anybody may write metadata
        QCOMPARE(valueOf(job, "Time of training"), QStringLiteral("40 s"));
    }

    void automaticUntilKnown()
    {
        FineTuneJob job = runningJob();
        job.hyperparameters = {};
        const auto lines = settingLines(job);
        QCOMPARE(lines[1].value, QStringLiteral("Automatic"));
        job.hyperparameters.epochs = 12;
        QCOMPARE(settingLines(job)[1].value, QStringLiteral("12"));
    }

    void screenshots()
    {
        forEachFace([](const QString &language, ThemeChoice) {
            World world;
            world.jobs.update(local, finishedJob("ftjob-1", "試し"));
            FineTuneJob failed = finishedJob("ftjob-0", "old");
            failed.createdAt -= 90000;
            failed.status = JobStatus::Failed;
            failed.fineTunedModel.reset();
            failed.error = JobError{"invalid_n_examples", "Training file has 7 example(s)", "training_file"};
            world.jobs.update(local, failed);
            world.jobs.update(local, runningJob());
            std::vector<JobEvent> events{messageEvent("e0", "Created fine-tuning job: ftjob-run"),
                                         messageEvent("e1", "Fine-tuning job started")};
            for (int step = 1; step <= 36; ++step)
                events.push_back(stepEvent(step, 60, 0.2 + 4.0 / step,
                                           step % 6 == 0 ? std::optional(0.5 + 3.6 / step) : std::nullopt));
            world.jobs.addEvents(local, "ftjob-run", events);
            JobsPanel panel(world.services());
            panel.resize(1200, 240);
            panel.show();
            QVERIFY(screenshot(panel, QStringLiteral("jobs-running"), language));
            panel.select(local, "ftjob-1");
            auto *tabs = child<QTabWidget>(panel, "jobTabs");
            for (int tab = 1; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QVERIFY(screenshot(panel, QStringLiteral("jobs-tab%1").arg(tab), language));
            }
            panel.select(local, "ftjob-0");
            panel.resize(1200, 400);
            QVERIFY(screenshot(panel, QStringLiteral("jobs-failed"), language));
        });
    }
};

QTEST_MAIN(TestJobsPanel)
#include "tst_jobs_panel.moc"
