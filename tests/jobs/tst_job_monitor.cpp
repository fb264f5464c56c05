// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/fake_service.h"
#include "jobs/job_monitor.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace onsa;
using namespace onsa::test;
using namespace std::chrono_literals;

class TstJobMonitor : public QObject
{
    Q_OBJECT

    QNetworkAccessManager m_network;
    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<JobListModel> m_jobs;
    std::unique_ptr<JobMonitor> m_monitor;
    const QString m_local = QStringLiteral("local");

    const SeenJob *seen(const std::string &id) const { return m_jobs->job(m_jobs->rowOf(m_local, id)); }
    std::vector<int> stepsOf(const std::string &id) const
    {
        std::vector<int> steps;
        if (const SeenJob *job = seen(id)) {
            for (const JobEvent &event : job->events)
                steps.push_back(event.metrics->step);
        }
        return steps;
    }
    static std::vector<int> upTo(int last)
    {
        std::vector<int> steps;
        for (int i = 1; i <= last; ++i)
            steps.push_back(i);
        return steps;
    }

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_client = std::make_unique<ApiClient>(m_network);
        m_client->setEndpoint(m_service->server.url(), {});
        m_jobs = std::make_unique<JobListModel>();
        m_monitor = std::make_unique<JobMonitor>(m_local, *m_client, *m_jobs, true);
        m_monitor->setPace({2ms, 20ms, 20ms});
    }
    void cleanup()
    {
        m_monitor.reset();
        m_jobs.reset();
        m_client.reset();
        m_network.clearConnectionCache();
        m_service.reset();
    }

    void paces()
    {
        QCOMPARE(JobMonitor::paceOf(true).running, 1000ms);
        QCOMPARE(JobMonitor::paceOf(true).idle, 15000ms);
        QCOMPARE(JobMonitor::paceOf(false).running, 10000ms);
        QCOMPARE(JobMonitor::paceOf(false).idle, 60000ms);
    }

    void showsAllPagesOfJobs()
    {
        m_service->largestPage = 7;
        for (int i = 0; i < 30; ++i)
            m_service->add("ftjob-" + std::to_string(i), JobStatus::Succeeded);
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 30);
        for (int row = 0; row < 30; ++row) // all of the same second
            QCOMPARE(m_jobs->job(row)->job.id, "ftjob-" + std::to_string(29 - row));
    }

    void followsAJobToItsEnd()
    {
        m_service->largestPage = 3;
        m_service->add("ftjob-1", JobStatus::Running);
        for (int step = 1; step <= 8; ++step)
            m_service->addStep("ftjob-1", step, 100, 1.0);
        QSignalSpy finished(m_jobs.get(), &JobListModel::jobFinished);
        m_monitor->start();
        QTRY_COMPARE(stepsOf("ftjob-1"), upTo(8));
        for (int step = 9; step <= 20; ++step) {
            m_service->addStep("ftjob-1", step, 100, 1.0);
            if (step % 5 == 0)
                QTRY_COMPARE(stepsOf("ftjob-1"), upTo(step));
        }
        QTRY_COMPARE(stepsOf("ftjob-1"), upTo(20));
        QCOMPARE(finished.size(), 0);

        m_service->addStep("ftjob-1", 21, 21, 1.0);
        m_service->job("ftjob-1").status = JobStatus::Succeeded;
        QTRY_COMPARE(finished.size(), 1);
        QTRY_COMPARE(stepsOf("ftjob-1"), upTo(21)); // the events after the last status are there too
        // Then only the list is asked for.
        const auto lists = [this] { return m_service->count("GET /v1/fine_tuning/jobs?"); };
        const int listsThen = lists();
        QTRY_VERIFY(lists() > listsThen + 2);
        const int before = m_service->count("GET /v1/fine_tuning/jobs/ftjob-1");
        const int listsBefore = lists();
        QTRY_VERIFY(lists() > listsBefore + 2);
        QCOMPARE(m_service->count("GET /v1/fine_tuning/jobs/ftjob-1"), before);
    }

    void eventsThatComeWhilePagesAreRead()
    {
        m_service->largestPage = 2;
        m_service->add("ftjob-1", JobStatus::Running);
        for (int step = 1; step <= 9; ++step)
            m_service->addStep("ftjob-1", step, 100, 1.0);
        int added = 9;
        connect(m_jobs.get(), &JobListModel::rowsInserted, this, [&] {
            // in the middle of the first reading
            m_service->addStep("ftjob-1", ++added, 100, 1.0);
            m_service->addStep("ftjob-1", ++added, 100, 1.0);
        });
        m_monitor->start();
        QTRY_COMPARE(stepsOf("ftjob-1"), upTo(11));
    }

    void aJobThatWasJustMade()
    {
        m_monitor->start();
        QTRY_VERIFY(m_service->count("GET /v1/fine_tuning/jobs?") >= 1);
        const FineTuneJob made = m_service->add("ftjob-new", JobStatus::Queued);
        m_monitor->watch(made);
        QCOMPARE(m_jobs->rowCount(), 1); // at once
        m_service->job("ftjob-new").status = JobStatus::Running;
        QTRY_COMPARE(seen("ftjob-new")->job.status, JobStatus::Running);
    }

    // The list was on its way when the job was made, and does not know it.
    void anOldListDoesNotTakeAwayANewJob()
    {
        bool asked = false;
        m_service->server.setHandler([&](const Request &request) {
            if (request.target.contains("jobs?")) {
                if (!asked) {
                    FineTuneJob made;
                    made.id = "ftjob-new";
                    m_monitor->watch(made);
                }
                asked = true;
                return json(200, toJsonList(Page<FineTuneJob>{}));
            }
            return silence();
        });
        m_monitor->start();
        QTRY_VERIFY(m_service->count("GET /v1/fine_tuning/jobs/ftjob-new") > 0);
        QVERIFY(seen("ftjob-new"));
    }

    void deletedElsewhere()
    {
        m_service->add("ftjob-1", JobStatus::Succeeded);
        m_service->add("ftjob-2", JobStatus::Running);
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 2);
        m_service->jobs.clear();
        QTRY_COMPARE(m_jobs->rowCount(), 0);
    }

    void eventsOfAFinishedJobOnRequest()
    {
        m_service->largestPage = 4;
        m_service->add("ftjob-1", JobStatus::Succeeded);
        for (int step = 1; step <= 10; ++step)
            m_service->addStep("ftjob-1", step, 10, 1.0);
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 1);
        QVERIFY(stepsOf("ftjob-1").empty());
        m_monitor->loadEvents("ftjob-1");
        m_monitor->loadEvents("ftjob-1");
        QTRY_COMPARE(stepsOf("ftjob-1"), upTo(10));
        QCOMPARE(m_service->count("GET /v1/fine_tuning/jobs/ftjob-1/events"), 3);
    }

    void troubleIsToldAfterThreeTries()
    {
        m_service->add("ftjob-1", JobStatus::Running);
        QSignalSpy failing(m_monitor.get(), &JobMonitor::failing);
        QSignalSpy recovered(m_monitor.get(), &JobMonitor::recovered);
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 1);
        m_service->trouble = json(401, QByteArray(R"({"error":{"message":"bad key"}})"));
        QTRY_COMPARE(failing.size(), 1);
        QCOMPARE(failing.first().first().value<Error>().kind, ErrorKind::Unauthorized);
        const auto asked = m_service->server.requests.size();
        QTRY_VERIFY(m_service->server.requests.size() > asked + 2);
        QCOMPARE(failing.size(), 1); // once
        QCOMPARE(m_jobs->rowCount(), 1); // what was known stays
        m_service->trouble.reset();
        QTRY_COMPARE(recovered.size(), 1);
    }

    void oneFailureIsNotWorthAWord()
    {
        QSignalSpy failing(m_monitor.get(), &JobMonitor::failing);
        QSignalSpy recovered(m_monitor.get(), &JobMonitor::recovered);
        int asked = 0;
        m_service->server.setHandler([&](const Request &) {
            return ++asked <= 2 ? json(401, QByteArray("{}")) : json(200, toJsonList(Page<FineTuneJob>{}));
        });
        m_monitor->start();
        QTRY_VERIFY(asked > 5);
        QCOMPARE(failing.size() + recovered.size(), 0);
    }

    void servicesThatDoNotTune()
    {
        QSignalSpy failing(m_monitor.get(), &JobMonitor::failing);
        m_service->trouble = json(404, QByteArray("not found"));
        m_monitor->start();
        QTRY_VERIFY(m_service->server.requests.size() > 4);
        QCOMPARE(failing.size(), 0);
    }

    void pagesWithoutEnd()
    {
        m_service->server.setHandler([](const Request &request) {
            if (request.target.contains("jobs?after") || request.target.contains("&after"))
                return json(200, toJsonList(Page<FineTuneJob>{{}, true}));
            FineTuneJob one;
            one.id = "ftjob-1";
            one.status = JobStatus::Succeeded;
            return json(200, toJsonList(Page<FineTuneJob>{{one}, true}));
        });
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 1);
        QTRY_VERIFY(m_service->count("GET /v1/fine_tuning/jobs?limit=100") > 2);
    }

    // Who hears of news may stop the monitor, and start it again later.
    void stoppedByItsOwnNews()
    {
        m_service->add("ftjob-1", JobStatus::Running);
        connect(m_jobs.get(), &JobListModel::rowsInserted, m_monitor.get(), &JobMonitor::stop);
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 1);
        m_service->job("ftjob-1").status = JobStatus::Succeeded;
        m_monitor->start();
        QTRY_COMPARE(seen("ftjob-1")->job.status, JobStatus::Succeeded);
    }

    void askedAgainWhileAsking()
    {
        m_monitor->setPace({std::chrono::hours(1), std::chrono::hours(1), std::chrono::hours(1)});
        connect(m_jobs.get(), &JobListModel::rowsInserted, this, [&] {
            if (m_service->jobs.size() > 1)
                return;
            m_service->add("ftjob-2", JobStatus::Succeeded);
            m_monitor->refresh();
        });
        m_service->add("ftjob-1", JobStatus::Succeeded);
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 2);
    }

    void stopsAndStartsAgain()
    {
        m_service->add("ftjob-1", JobStatus::Running);
        m_monitor->start();
        m_monitor->start();
        QTRY_COMPARE(m_jobs->rowCount(), 1);
        m_monitor->stop();
        QTest::qWait(0); // what was on its way
        m_service->job("ftjob-1").status = JobStatus::Failed;
        const auto asked = m_service->server.requests.size();
        QTest::qWait(30); // many polls long
        QVERIFY(m_service->server.requests.size() <= asked + 2);
        QCOMPARE(seen("ftjob-1")->job.status, JobStatus::Running);
        m_monitor->start();
        QTRY_COMPARE(seen("ftjob-1")->job.status, JobStatus::Failed);
    }
};

QTEST_GUILESS_MAIN(TstJobMonitor)
#include "tst_job_monitor.moc"
