// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/api_client.h"
#include "api/asked.h"
#include "api/scripted_server.h"
#include "core/api_json.h"

#include <QNetworkAccessManager>

using namespace onsa;
using namespace onsa::test;

// A service that makes jobs, and loses its answers as the test wants.
class TstCreateJob : public QObject
{
    Q_OBJECT

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ApiClient> m_client;
    std::vector<FineTuneJob> m_jobs; // of the service, newest first
    QList<QByteArray> m_keys; // Idempotency-Key of each order
    int m_orders = 0, m_looks = 0;

    struct Mood {
        Reply lost; // instead of the answer
        int losesFirst = 0; // of so many orders
        bool makesJob = true; // although its answer is lost
        bool listFails = false;
    };

    void serve(const Mood &mood)
    {
        m_server->setHandler([this, mood](const Request &request) {
            if (request.method == "GET") {
                ++m_looks;
                if (mood.listFails)
                    return json(401, QByteArray("{}"));
                return json(200, toJsonList(Page<FineTuneJob>{m_jobs, false}));
            }
            ++m_orders;
            m_keys.append(request.header("idempotency-key"));
            const auto wanted = parseFineTuneRequest(request.body.toStdString());
            const bool lost = m_orders <= mood.losesFirst;
            if (!wanted)
                return json(400, errorJson(wanted.error()));
            FineTuneJob job;
            job.id = "ftjob-" + std::to_string(m_orders);
            job.model = wanted->model;
            job.trainingFile = wanted->trainingFile;
            job.metadata = wanted->metadata;
            if (!lost || mood.makesJob)
                m_jobs.insert(m_jobs.begin(), job);
            return lost ? mood.lost : json(200, toJson(job));
        });
    }

    Result<FineTuneJob> create(const std::string &mark = "mark-1")
    {
        FineTuneRequest request;
        request.model = "onsa-starter";
        request.trainingFile = "file-1";
        if (!mark.empty())
            request.metadata["onsa_launch"] = mark;
        return answered<FineTuneJob>([&](auto done) { m_client->createJob(request, "key-1", this, done); });
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_client = std::make_unique<ApiClient>(m_network);
        m_client->setEndpoint(m_server->url(), {});
        FineTuneJob other;
        other.id = "ftjob-other";
        other.metadata["onsa_launch"] = "mark-0";
        m_jobs = {other};
        m_keys.clear();
        m_orders = m_looks = 0;
    }
    void cleanup()
    {
        m_client.reset();
        m_network.clearConnectionCache();
    }

    void once()
    {
        serve({});
        QCOMPARE(create().value().id, std::string("ftjob-1"));
        QCOMPARE(m_orders, 1);
        QCOMPARE(m_looks, 0);
        QCOMPARE(m_keys, (QList<QByteArray>{"key-1"}));
    }

    void theLostJobIsFound_data()
    {
        QTest::addColumn<int>("how");
        QTest::addRow("connection") << 0;
        QTest::addRow("500") << 500;
        QTest::addRow("502") << 502;
        QTest::addRow("408") << 408;
    }
    void theLostJobIsFound()
    {
        QFETCH(int, how);
        serve({how == 0 ? hangUp() : json(how, QByteArray("{}")), 1, true, false});
        QCOMPARE(create().value().id, std::string("ftjob-1"));
        QCOMPARE(m_orders, 1);
        QCOMPARE(m_looks, 1);
        QCOMPARE(m_jobs.size(), std::size_t(2));
    }

    void whatWasNotMadeIsOrderedAgain()
    {
        serve({json(500, QByteArray("{}"), "Retry-After-Ms: 1\r\n"), 2, false, false});
        QCOMPARE(create().value().id, std::string("ftjob-3"));
        QCOMPARE(m_orders, 3);
        QCOMPARE(m_looks, 2);
        QCOMPARE(m_keys, (QList<QByteArray>{"key-1", "key-1", "key-1"}));
    }

    void notForEver()
    {
        serve({json(500, QByteArray("{}"), "Retry-After-Ms: 1\r\n"), 99, false, false});
        QVERIFY(!create());
        QCOMPARE(m_orders, 3);
    }

    void whenNothingCanBeKnown()
    {
        serve({hangUp(), 1, true, true});
        const auto job = create();
        QCOMPARE(job.error().code, std::string("launch_unknown"));
        QCOMPARE(m_orders, 1);
    }

    void withoutAMark()
    {
        serve({hangUp(), 1, true, false});
        const auto job = create({});
        QCOMPARE(job.error().code, std::string("launch_unknown"));
        QCOMPARE(m_orders, 1);
    }

    void aRefusalIsFinal()
    {
        m_server->say({json(400, QByteArray(R"({"error":{"message":"no such file","param":"training_file"}})"))});
        const auto job = create();
        QCOMPARE(job.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(job.error().param, std::string("training_file"));
        QCOMPARE(m_server->requests.size(), 1);
    }

    void tooManyRequestsMeansNotDone()
    {
        serve({json(429, QByteArray("{}"), "Retry-After-Ms: 1\r\n"), 1, false, false});
        QCOMPARE(create().value().id, std::string("ftjob-2"));
        QCOMPARE(m_looks, 0);
    }

    void cancelledWhileLooking()
    {
        bool called = false;
        QPointer<ApiCall> call;
        m_server->setHandler([&](const Request &request) {
            if (request.method == "POST")
                return json(500, QByteArray("{}"));
            call->cancel();
            return silence();
        });
        FineTuneRequest request;
        request.model = "m";
        request.trainingFile = "file-1";
        call = m_client->createJob(request, "k", this, [&](const Result<FineTuneJob> &) { called = true; });
        QTRY_VERIFY(call.isNull());
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TstCreateJob)
#include "tst_create_job.moc"
