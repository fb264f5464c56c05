// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/fake_service.h"
#include "jobs/job_launcher.h"
#include "system/background_pool.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace onsa;
using namespace onsa::test;
using Step = JobLauncher::Step;

namespace {

class Rows : public DatasetSnapshot
{
public:
    explicit Rows(std::vector<std::string> lines)
        : m_lines(std::move(lines))
    {
    }
    std::size_t rowCount() const override { return m_lines.size(); }
    RowId rowId(std::size_t row) const override { return static_cast<RowId>(row); }
    Result<std::string> line(std::size_t row) const override
    {
        if (m_lines[row] == "unreadable")
            return fail(ErrorKind::Io, "the disk is gone");
        return m_lines[row];
    }

private:
    std::vector<std::string> m_lines;
};

std::shared_ptr<const DatasetSnapshot> pairs(int count, const std::string &word = "word")
{
    std::vector<std::string> lines;
    for (int i = 0; i < count; ++i)
        lines.push_back("{\"prompt\":\"" + word + " " + std::to_string(i) + "\",\"completion\":\"c\"}");
    return std::make_shared<Rows>(lines);
}

} // namespace

class TstJobLauncher : public QObject
{
    Q_OBJECT

    QNetworkAccessManager m_network;
    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<JobLauncher> m_launcher;
    std::unique_ptr<QSignalSpy> m_launched, m_failed, m_progressed;

    static LaunchRequest request(std::shared_ptr<const DatasetSnapshot> rows)
    {
        LaunchRequest one;
        one.rows = std::move(rows);
        one.datasetName = QStringLiteral("家の規則.jsonl");
        one.job.model = "onsa-starter";
        return one;
    }
    Error error() const { return m_failed->first().first().value<Error>(); }
    QList<Step> steps() const
    {
        QList<Step> seen;
        for (const auto &arguments : *m_progressed) {
            const Step step = arguments.first().value<Step>();
            if (seen.isEmpty() || seen.last() != step)
                seen.append(step);
        }
        return seen;
    }

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_client = std::make_unique<ApiClient>(m_network);
        m_client->setEndpoint(m_service->server.url(), {});
        m_launcher = std::make_unique<JobLauncher>(*m_client);
        m_launched = std::make_unique<QSignalSpy>(m_launcher.get(), &JobLauncher::launched);
        m_failed = std::make_unique<QSignalSpy>(m_launcher.get(), &JobLauncher::failed);
        m_progressed = std::make_unique<QSignalSpy>(m_launcher.get(), &JobLauncher::progressed);
    }
    void cleanup()
    {
        m_launcher.reset();
        m_client.reset();
        m_network.clearConnectionCache();
        m_service.reset();
    }

    void uploadsAndCreates()
    {
        m_launcher->start(request(pairs(12)));
        m_launcher->start(request(pairs(99))); // while one runs
        QTRY_COMPARE(m_launched->size(), 1);
        QCOMPARE(steps(), (QList<Step>{Step::Checking, Step::Uploading, Step::Creating}));
        QCOMPARE(m_service->uploads.size(), std::size_t(1));
        QCOMPARE(m_service->uploads[0].count("\"prompt\""), 12);
        QVERIFY(m_service->uploads[0].contains("filename=\"家の規則.jsonl\""));
        const FineTuneJob job = m_service->jobs.at(0);
        QCOMPARE(job.trainingFile, std::string("file-1"));
        QVERIFY(!job.validationFile);
        QVERIFY(!job.metadata.at("onsa_launch").empty());
        QCOMPARE(m_service->server.requests.last().header("idempotency-key").toStdString(),
                 job.metadata.at("onsa_launch"));
        QCOMPARE(m_service->files.size(), std::size_t(1));
    }

    void aShareForValidation()
    {
        LaunchRequest one = request(pairs(200));
        one.validationShare = 0.25;
        m_launcher->start(one);
        QTRY_COMPARE(m_launched->size(), 1);
        QCOMPARE(steps(), (QList<Step>{Step::Checking, Step::Uploading, Step::UploadingValidation, Step::Creating}));
        QCOMPARE(m_service->uploads[0].count("\"prompt\"") + m_service->uploads[1].count("\"prompt\""), 200);
        QVERIFY(m_service->uploads[1].contains("家の規則-validation.jsonl"));
        QCOMPARE(m_service->jobs.at(0).validationFile, std::string("file-2"));
    }

    void aValidationFileOfItsOwn()
    {
        LaunchRequest one = request(pairs(20));
        one.validationRows = pairs(5, "other");
        one.validationShare = 0.5; // does not count then
        m_launcher->start(one);
        QTRY_COMPARE(m_launched->size(), 1);
        QCOMPARE(m_service->uploads[0].count("\"prompt\""), 20);
        QCOMPARE(m_service->uploads[1].count("\"prompt\":\"other"), 5);
    }

    void nothingToTrainOn_data()
    {
        QTest::addColumn<int>("usable");
        QTest::addColumn<QString>("param");
        QTest::addRow("no rows") << 0 << QStringLiteral("training_file");
        QTest::addRow("no usable validation rows") << 20 << QStringLiteral("validation_file");
    }
    void nothingToTrainOn()
    {
        QFETCH(int, usable);
        QFETCH(QString, param);
        LaunchRequest one = request(pairs(usable));
        one.validationRows = std::make_shared<Rows>(std::vector<std::string>{"{]", "17"});
        if (usable == 0)
            one.validationRows.reset();
        m_launcher->start(one);
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(error().kind, ErrorKind::InvalidInput);
        QVERIFY(m_service->server.requests.isEmpty());
        QCOMPARE(QString::fromStdString(error().param), param);
    }

    void rowsThatCannotBeRead()
    {
        m_launcher->start(request(std::make_shared<Rows>(std::vector<std::string>{"unreadable"})));
        QTRY_COMPARE(m_failed->size(), 1);
        QVERIFY(m_service->server.requests.isEmpty());
    }

    void aFailedUpload()
    {
        m_service->uploadTrouble = json(413, QByteArray(R"({"error":{"message":"too large"}})"));
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->first().at(1).value<Step>(), Step::Uploading);
        QVERIFY(error().message.find("too large") != std::string::npos);

        m_service->uploadTrouble.reset(); // the user tries again
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_launched->size(), 1);
    }

    void aFileThatTheServiceRefuses()
    {
        UploadedFile bad{"file-9", 1, 1, {}, "a", "fine-tune", "error", "line 3 is no JSON"};
        m_service->uploadTrouble = json(200, toJson(bad));
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(error().message, std::string("line 3 is no JSON"));
        QTRY_COMPARE(m_service->count("DELETE /v1/files/file-9"), 1);
    }

    void aRefusedJobLeavesNoFiles()
    {
        m_service->createTrouble = json(400, QByteArray(R"({"error":{"message":"no such model","param":"model"}})"));
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->first().at(1).value<Step>(), Step::Creating);
        QCOMPARE(error().param, std::string("model"));
        QTRY_VERIFY(m_service->files.empty());
    }

    void aLostAnswerMakesOneJob()
    {
        m_service->createTrouble = hangUp();
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_launched->size(), 1);
        QCOMPARE(m_service->jobs.size(), std::size_t(1));
        QCOMPARE(m_service->files.size(), std::size_t(1));
    }

    void cancelledWhileUploading()
    {
        m_service->uploadTrouble = silence();
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_service->count("POST /v1/files"), 1);
        m_launcher->cancel();
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(m_service->server.connectionsLost, 1);
        QVERIFY(m_service->jobs.empty());
    }

    void cancelledWhileChecking()
    {
        m_launcher->start(request(pairs(12)));
        m_launcher->cancel();
        m_launcher->cancel();
        QCOMPARE(m_failed->size(), 1);
        waitForPool();
        QCoreApplication::processEvents();
        QVERIFY(m_service->server.requests.isEmpty());
    }

    void cancelledAfterTheOrder_data()
    {
        QTest::addColumn<bool>("dialogGoes");
        QTest::addRow("stays") << false;
        QTest::addRow("goes with its dialog") << true;
    }
    void cancelledAfterTheOrder()
    {
        QFETCH(bool, dialogGoes);
        connect(m_launcher.get(), &JobLauncher::progressed, this, [&](Step step) {
            if (step == Step::Creating)
                QTimer::singleShot(0, m_launcher.get(), [&] {
                    m_launcher->cancel();
                    if (dialogGoes)
                        m_launcher.reset();
                });
        });
        m_launcher->start(request(pairs(12)));
        QTRY_COMPARE(m_service->jobs.size(), std::size_t(1));
        QTRY_COMPARE(m_service->jobs.at(0).status, JobStatus::Cancelled);
        QTRY_VERIFY(m_service->files.empty());
        QCOMPARE(m_launched->size(), 0);
    }

    // A page may give the launcher to the client; both may go at any moment.
    void goesWithItsClient()
    {
        auto *launcher = new JobLauncher(*m_client, m_client.get());
        bool uploaded = false;
        connect(launcher, &JobLauncher::progressed, this, [&](Step step) { uploaded |= step == Step::Creating; });
        m_service->createTrouble = silence();
        launcher->start(request(pairs(12)));
        QTRY_VERIFY(uploaded);
        m_launcher.reset();
        m_client.reset();
    }
};

QTEST_GUILESS_MAIN(TstJobLauncher)
#include "tst_job_launcher.moc"
