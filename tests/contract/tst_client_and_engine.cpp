// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/asked.h"
#include "contract/engine_home.h"

#include <QSignalSpy>

using namespace onsa;
using namespace onsa::test;

// ApiClient, JobMonitor and the engine talk to each other over HTTP; nothing is played.
class TstClientAndEngine : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;
    std::string m_tunedJob, m_tunedModel;

    ApiClient &client() { return m_home->client; }

    Result<UploadedFile> upload(const QByteArray &bytes, const QString &name = QStringLiteral("rows.jsonl"))
    {
        return answered<UploadedFile>(
            [&](auto done) { client().uploadFile(bytes, name, QStringLiteral("fine-tune"), this, done); });
    }
    Result<FineTuneJob> create(const FineTuneRequest &request, const QByteArray &key = {})
    {
        return answered<FineTuneJob>([&](auto done) { client().createJob(request, key, this, done); });
    }
    FineTuneRequest request(int rows, int epochs)
    {
        FineTuneRequest one;
        one.model = "onsa-starter";
        one.trainingFile = upload(pairLines(rows)).value().id;
        one.hyperparameters.epochs = epochs;
        one.hyperparameters.batchSize = 4;
        one.seed = 7;
        return one;
    }
    Result<Page<Model>> models()
    {
        return answered<Page<Model>>([&](auto done) { client().listModels(this, done); });
    }
    bool knows(const std::string &model)
    {
        const auto page = models();
        return page && std::any_of(page->data.begin(), page->data.end(), [&](const Model &m) { return m.id == model; });
    }

    struct Heard {
        std::map<int, std::string> texts;
        int pieces = 0;
        std::optional<Result<Usage>> end;
    };
    Heard listen(AnswerStream *stream)
    {
        Heard heard;
        connect(stream, &AnswerStream::piece, this, [&](const Answer &piece) {
            ++heard.pieces;
            for (const AnswerChoice &choice : piece.choices)
                heard.texts[choice.index] += choice.text;
        });
        connect(stream, &AnswerStream::finished, this, [&](const Result<Usage> &end) { heard.end = end; });
        if (!QTest::qWaitFor([&] { return heard.end.has_value(); }, slow))
            heard.end = fail(ErrorKind::Internal, "the test waited in vain");
        delete stream;
        return heard;
    }
    ChatRequest chat(const std::string &model, int maxTokens) const
    {
        ChatRequest one;
        one.model = model;
        one.messages = {Message{"user", "Room 1?", {}}};
        one.sampling.temperature = 0;
        one.sampling.maxTokens = maxTokens;
        return one;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(EngineHome::program()), "build the target onsa-engine first");
        m_home = std::make_unique<EngineHome>();
        QVERIFY(m_home->start());
    }
    void cleanupTestCase()
    {
        QVERIFY(m_home->stop());
        m_home.reset();
    }

    void theStarterIsThere() { QVERIFY(knows("onsa-starter")); }

    void aWrongKey()
    {
        ApiClient other(m_home->network);
        other.setEndpoint(m_home->engine->baseUrl(), "sk-wrong");
        const auto answer = answered<Page<Model>>([&](auto done) { other.listModels(this, done); });
        QCOMPARE(answer.error().kind, ErrorKind::Unauthorized);
        other.setEndpoint(m_home->engine->baseUrl(), {});
        QCOMPARE(answered<Page<Model>>([&](auto done) { other.listModels(this, done); }).error().kind,
                 ErrorKind::Unauthorized);
        // A long body first: the refusal must arrive all the same.
        const auto file = answered<UploadedFile>([&](auto done) {
            other.uploadFile(QByteArray(3'000'000, 'x'), QStringLiteral("a"), QStringLiteral("fine-tune"), this, done);
        });
        QVERIFY(!file);
    }

    void filesComeBackAsTheyWere()
    {
        const QByteArray bytes =
            "\xEF\xBB\xBF{\"prompt\":\"日本\",\"completion\":\"é\"}\r\n{\"prompt\":\"a\",\"completion\":\"b\"}";
        const auto file = upload(bytes, QStringLiteral("家の \"規則\" été.jsonl"));
        QVERIFY2(file, file ? "" : file.error().message.c_str());
        QCOMPARE(file->bytes, bytes.size());
        QVERIFY(QString::fromStdString(file->filename).startsWith(QStringLiteral("家の ")));
        const auto content = [&] {
            return answered<QByteArray>([&](auto done) { client().fileContent(file->id, this, done); });
        };
        QCOMPARE(content(), Result<QByteArray>(bytes));
        QVERIFY(answered<void>([&](auto done) { client().deleteFile(file->id, this, done); }));
        QCOMPARE(content().error().kind, ErrorKind::NotFound);
        QCOMPARE(answered<void>([&](auto done) { client().deleteFile(file->id, this, done); }).error().kind,
                 ErrorKind::NotFound);
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("not json") << QByteArray("{\"prompt\":\"a\",\"completion\":\"b\"}\nhello\n");
        QTest::addRow("not utf-8") << QByteArray("{\"prompt\":\"\xff\xfe\",\"completion\":\"b\"}\n");
        QTest::addRow("binary") << QByteArray("\0\1\2\3", 4);
    }
    void badFiles()
    {
        QFETCH(QByteArray, bytes);
        const auto file = upload(bytes);
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::InvalidInput);
        QVERIFY(!file.error().message.empty());
    }

    void badOrders()
    {
        FineTuneRequest one = request(12, 1);
        one.trainingFile = "file-nowhere";
        const auto noFile = create(one);
        QVERIFY(!noFile);
        QCOMPARE(noFile.error().param, std::string("training_file"));
        one = request(12, 1);
        one.model = "no-such-model";
        const auto noModel = create(one);
        QVERIFY(!noModel);
        QCOMPARE(noModel.error().param, std::string("model"));
        QCOMPARE(answered<FineTuneJob>([&](auto done) { client().job("ftjob-nowhere", this, done); }).error().kind,
                 ErrorKind::NotFound);
    }

    void tooFewExamples()
    {
        const auto job = create(request(3, 1));
        QVERIFY(job);
        m_home->monitor->watch(*job);
        QVERIFY(m_home->waitUntil(job->id, JobStatus::Failed));
        QCOMPARE(m_home->seen(job->id)->job.error->code, std::string("invalid_n_examples"));
    }

    void trainsWatchesAndAsks()
    {
        FineTuneRequest one = request(12, 2);
        one.validationFile = upload(pairLines(4)).value().id;
        one.suffix = "rooms";
        one.metadata["onsa_launch"] = "mark-1";
        QSignalSpy finished(&m_home->jobs, &JobListModel::jobFinished);
        const auto job = create(one, "key-1");
        QVERIFY2(job, job ? "" : job.error().message.c_str());
        QCOMPARE(job->metadata.at("onsa_launch"), std::string("mark-1"));
        m_home->monitor->watch(*job);
        QVERIFY(m_home->waitUntil(job->id, JobStatus::Succeeded));
        QCOMPARE(finished.size(), 1);

        const SeenJob *seen = m_home->seen(job->id);
        QTRY_VERIFY(!seen->events.empty() && seen->metrics.lastStep() > 0
                    && seen->metrics.lastStep() == seen->metrics.totalSteps());
        QCOMPARE(int(seen->metrics.trainLoss().size()), seen->metrics.totalSteps());
        QVERIFY(!seen->metrics.validLoss().empty());
        for (std::size_t i = 1; i < seen->events.size(); ++i)
            QVERIFY(seen->events[i - 1].createdAt <= seen->events[i].createdAt);
        QVERIFY(seen->job.fineTunedModel.has_value());
        m_tunedJob = job->id;
        m_tunedModel = *seen->job.fineTunedModel;
        QVERIFY(knows(m_tunedModel));

        QVERIFY(!seen->job.resultFiles.empty());
        const auto csv = answered<QByteArray>(
            [&](auto done) { client().fileContent(m_home->seen(m_tunedJob)->job.resultFiles[0], this, done); });
        QVERIFY(csv.value().startsWith("step,"));
        const auto checkpoints =
            answered<Page<Checkpoint>>([&](auto done) { client().jobCheckpoints(m_tunedJob, this, done); });
        QVERIFY(!checkpoints.value().data.empty());
    }

    void thePagesOfTheEventsFitTogether()
    {
        QVERIFY(!m_tunedJob.empty());
        std::vector<std::string> whole, paged;
        const auto all =
            answered<Page<JobEvent>>([&](auto done) { client().jobEvents(m_tunedJob, {}, 100, this, done); }).value();
        QVERIFY(!all.hasMore);
        for (const JobEvent &event : all.data)
            whole.push_back(event.id);
        std::string after;
        for (bool more = true; more;) {
            const auto page =
                answered<Page<JobEvent>>([&](auto done) { client().jobEvents(m_tunedJob, after, 3, this, done); });
            QVERIFY(page && !page->data.empty());
            for (const JobEvent &event : page->data)
                paged.push_back(event.id);
            after = paged.back();
            more = page->hasMore;
        }
        QCOMPARE(paged, whole);
        QCOMPARE(m_home->seen(m_tunedJob)->events.size(), whole.size());
    }

    void theSameOrderTwice()
    {
        FineTuneRequest one = request(12, 1);
        const auto first = create(one, "same-key");
        const auto second = create(one, "same-key");
        QVERIFY(first && second);
        QCOMPARE(second->id, first->id);
        answered<FineTuneJob>([&](auto done) { client().cancelJob(first->id, this, done); });
    }

    void streams()
    {
        QVERIFY(!m_tunedModel.empty());
        for (const std::string &model : {std::string("onsa-starter"), m_tunedModel}) {
            const Heard heard = listen(client().streamChat(chat(model, 12), &m_home->client));
            QVERIFY2(heard.end->has_value(), heard.end->has_value() ? "" : heard.end->error().message.c_str());
            QVERIFY(heard.end->value().promptTokens > 0);
            QVERIFY(heard.end->value().completionTokens > 0 && heard.end->value().completionTokens <= 12);
            QVERIFY(heard.pieces > 1);
        }
        CompletionRequest completion;
        completion.model = m_tunedModel;
        completion.prompts = {std::string("Room 1?")};
        completion.sampling.n = 2;
        completion.sampling.maxTokens = 5;
        completion.sampling.seed = 1;
        const Heard heard = listen(client().streamCompletion(completion, &m_home->client));
        QVERIFY2(heard.end->has_value(), heard.end->has_value() ? "" : heard.end->error().message.c_str());
        QCOMPARE(heard.texts.size(), std::size_t(2));
    }

    void streamsThatFail()
    {
        QCOMPARE(listen(client().streamChat(chat("no-such-model", 5), &m_home->client)).end->error().kind,
                 ErrorKind::NotFound);
        ChatRequest hot = chat("onsa-starter", 5);
        hot.sampling.temperature = 9;
        const Heard heard = listen(client().streamChat(hot, &m_home->client));
        QCOMPARE(heard.end->error().kind, ErrorKind::InvalidInput);
        QCOMPARE(heard.end->error().param, std::string("temperature"));
    }

    void aStoppedAnswer()
    {
        AnswerStream *stream = client().streamChat(chat("onsa-starter", 200), &m_home->client);
        connect(stream, &AnswerStream::piece, stream, &AnswerStream::abort);
        QCOMPARE(listen(stream).end->error().kind, ErrorKind::Cancelled);
        QVERIFY(models()); // the engine goes on
    }

    void aCancelledJob()
    {
        const auto job = create(request(40, 50));
        QVERIFY(job);
        m_home->monitor->watch(*job);
        QVERIFY(m_home->waitUntil(job->id, JobStatus::Running));
        const auto cancelled = answered<FineTuneJob>([&](auto done) { client().cancelJob(job->id, this, done); });
        QVERIFY(cancelled);
        QVERIFY(m_home->waitUntil(job->id, JobStatus::Cancelled));
        QVERIFY(!answered<FineTuneJob>([&](auto done) { client().cancelJob(job->id, this, done); }));
    }

    void whatIsDeletedIsGone()
    {
        QVERIFY(!m_tunedModel.empty());
        QVERIFY(answered<void>([&](auto done) { client().deleteModel(m_tunedModel, this, done); }));
        QVERIFY(!knows(m_tunedModel));
        QVERIFY(!answered<void>([&](auto done) { client().deleteModel("onsa-starter", this, done); }));
        QVERIFY(knows("onsa-starter"));
        QVERIFY(answered<void>([&](auto done) { client().deleteJob(m_tunedJob, this, done); }));
        QTRY_VERIFY(!m_home->seen(m_tunedJob)); // the monitor notices
    }

    // More requests than the engine answers on one connection.
    void manyRequestsInARow()
    {
        for (int i = 0; i < 40; ++i) {
            QVERIFY(models());
            QVERIFY(upload(pairLines(1)));
        }
    }
};

QTEST_GUILESS_MAIN(TstClientAndEngine)
#include "tst_client_and_engine.moc"
