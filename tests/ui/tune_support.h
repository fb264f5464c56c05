// SPDX-License-Identifier: GPL-3.0-or-later
// A service made of a socket: answers like the API, remembers what it was asked, and streams at the test's pace. And
// the objects that main.cpp would build, pointed at it.
#pragma once

#include "api/api_client.h"
#include "api/provider.h"
#include "core/api_json.h"
#include "dataset/dataset_document.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "resources/resources.h"
#include "system/engine_process.h"
#include "system/keychain.h"
#include "system/secret_store.h"
#include "system/settings.h"
#include "ui/app_services.h"

#include <QDir>
#include <QHash>
#include <QNetworkAccessManager>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace onsa::tests {

struct ApiRequest {
    QByteArray method, path, body;
    QByteArray key; // of the Authorization header
};

class FakeApi
{
public:
    struct Reply {
        int status = 200;
        QByteArray body = "{}";
        bool stream = false; // keeps the socket: see streams
    };

    FakeApi()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort())); }

    // "POST /v1/files" -> what is answered; without an entry the defaults below.
    std::map<QByteArray, Reply> replies;
    std::vector<Model> models;
    std::function<JobEstimate(const EstimateRequest &)> estimates; // none: a service that makes no forecasts
    std::vector<FineTuneJob> jobs;
    std::vector<JobEvent> events; // of every job, newest first
    std::vector<ApiRequest> requests;
    std::vector<QPointer<QTcpSocket>> streams; // open answers, in order
    bool holdsStreams = false; // the test writes the pieces
    QByteArray streamText = "Five days before.";

    std::vector<ApiRequest> asked(const QByteArray &methodAndPath) const
    {
        std::vector<ApiRequest> found;
        for (const ApiRequest &request : requests) {
            if (request.method + ' ' + request.path == methodAndPath)
                found.push_back(request);
        }
        return found;
    }

    static void sendPiece(QTcpSocket *socket, const QByteArray &text, const char *finish = nullptr, bool chat = false,
                          int index = 0)
    {
        Answer piece;
        piece.id = "cmpl-1";
        piece.model = "m";
        piece.choices.push_back({index, text.toStdString(), {}, {}});
        if (finish)
            piece.choices[0].finishReason = finish;
        const std::string json = chat ? chatChunkJson(piece, false, false) : completionChunkJson(piece, false);
        socket->write("data: " + QByteArray::fromStdString(json) + "\n\n");
        socket->flush();
    }

    static void endStream(QTcpSocket *socket)
    {
        socket->write("data: [DONE]\n\n");
        socket->disconnectFromHost();
    }

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &bytes = m_bytes[socket];
        bytes += socket->readAll();
        const auto head = bytes.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        ApiRequest request;
        qsizetype length = 0;
        const auto lines = bytes.left(head).split('\n');
        for (const QByteArray &line : lines) {
            const QByteArray lower = line.trimmed().toLower();
            if (lower.startsWith("content-length:"))
                length = lower.mid(15).trimmed().toLongLong();
            if (lower.startsWith("authorization: bearer "))
                request.key = line.trimmed().mid(22);
        }
        if (bytes.size() < head + 4 + length)
            return;
        const auto first = lines[0].split(' ');
        request.method = first.value(0);
        request.path = first.value(1).split('?')[0];
        request.body = bytes.mid(head + 4, length);
        m_bytes.remove(socket);
        requests.push_back(request);
        answer(socket, request);
    }

    Reply defaultReply(const ApiRequest &request)
    {
        const QByteArray what = request.method + ' ' + request.path;
        if (what == "GET /v1/models")
            return {200, QByteArray::fromStdString(toJsonList(Page<Model>{models, false}))};
        if (what == "POST /v1/files") {
            UploadedFile file;
            file.id = "file-" + std::to_string(++m_files);
            file.purpose = "fine-tune";
            return {200, QByteArray::fromStdString(toJson(file))};
        }
        if (what == "POST /v1/fine_tuning/jobs/estimate" && estimates) {
            const auto wanted = parseEstimateRequest(request.body.toStdString());
            if (!wanted)
                return {400, QByteArray::fromStdString(errorJson(wanted.error()))};
            return {200, QByteArray::fromStdString(toJson(estimates(*wanted)))};
        }
        if (what == "GET /v1/fine_tuning/jobs")
            return {200, QByteArray::fromStdString(toJsonList(Page<FineTuneJob>{jobs, false}))};
        if (what == "POST /v1/fine_tuning/jobs") {
            const auto wanted = parseFineTuneRequest(request.body.toStdString());
            FineTuneJob job;
            job.id = "ftjob-new";
            job.createdAt = 1;
            job.model = wanted ? wanted->model : "?";
            job.trainingFile = "file-1";
            jobs.insert(jobs.begin(), job);
            return {200, QByteArray::fromStdString(toJson(job))};
        }
        if (request.path.endsWith("/events"))
            return {200, QByteArray::fromStdString(toJsonList(Page<JobEvent>{events, false}))};
        if (request.path.endsWith("/cancel") && !jobs.empty()) {
            jobs[0].status = JobStatus::Cancelled;
            jobs[0].finishedAt = jobs[0].createdAt + 1;
            return {200, QByteArray::fromStdString(toJson(jobs[0]))};
        }
        if (request.path.startsWith("/v1/fine_tuning/jobs/") && request.method == "GET" && !jobs.empty())
            return {200, QByteArray::fromStdString(toJson(jobs[0]))};
        if (request.path.endsWith("/content"))
            return {200, "step,train_loss\n1,2.5\n"};
        if (request.path.endsWith("/completions"))
            return {200, {}, true};
        if (request.method == "DELETE")
            return {200, QByteArray::fromStdString(toJsonDeleted("x", "y"))};
        return {404,
                R"({"error":{"message":"no such route","type":"invalid_request_error","param":null,"code":null}})"};
    }

    void answer(QTcpSocket *socket, const ApiRequest &request)
    {
        const auto set = replies.find(request.method + ' ' + request.path);
        const Reply reply = set == replies.end() ? defaultReply(request) : set->second;
        if (reply.stream) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            socket->flush();
            streams.emplace_back(socket);
            if (holdsStreams)
                return;
            const bool chat = request.path.contains("chat");
            sendPiece(socket, streamText, nullptr, chat);
            sendPiece(socket, "", "stop", chat);
            return endStream(socket);
        }
        socket->write("HTTP/1.1 " + QByteArray::number(reply.status)
                      + " X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                      + QByteArray::number(reply.body.size()) + "\r\n\r\n" + reply.body);
        socket->disconnectFromHost();
    }

    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_bytes;
    int m_files = 0;
};

// Keeps secrets in memory and answers later, as the system's does.
class FakeKeychain : public Keychain
{
public:
    explicit FakeKeychain(Outcome outcome)
        : m_outcome(outcome)
    {
    }

    void read(const QString &name, Then then) override
    {
        const bool known = m_entries.contains(name);
        later(std::move(then), {known ? Outcome::Done : Outcome::NoEntry, m_entries.value(name), {}});
    }
    void write(const QString &name, const QByteArray &secret, Then then) override
    {
        if (m_outcome == Outcome::Done)
            m_entries[name] = secret;
        later(std::move(then), {m_outcome, {}, {}});
    }
    void remove(const QString &name, Then then) override
    {
        m_entries.remove(name);
        later(std::move(then), {Outcome::Done, {}, {}});
    }

private:
    static void later(Then then, Answer answer)
    {
        QTimer::singleShot(0, qApp, [then = std::move(then), answer] { then(answer); });
    }

    Outcome m_outcome;
    QHash<QString, QByteArray> m_entries;
};

// What main.cpp builds. "local" is the fake service, ready at once; the engine itself never starts.
class World
{
public:
    explicit World(Keychain::Outcome keychain = Keychain::Outcome::Done)
        : folder(prepare())
        , settings(folder->filePath(QStringLiteral("onsa.ini")))
        , secrets(std::make_unique<FakeKeychain>(keychain))
        , providers(settings)
        , engine(QStringLiteral("/nonexistent/onsa-engine"), folder->filePath(QStringLiteral("data")).toStdString())
        , connections(providers, secrets, engine, jobs, network)
    {
        initResources();
        api.models = {{"onsa-starter", 1, "onsa", "onsa-starter", {}}};
    }

    void goLive() // the engine is there
    {
        connections.client(QStringLiteral("local"))->setEndpoint(api.url(), "key");
        connections.monitor(QStringLiteral("local"))
            ->setPace({std::chrono::milliseconds(10), std::chrono::milliseconds(20), std::chrono::milliseconds(20)});
        connections.monitor(QStringLiteral("local"))->start();
        Q_EMIT connections.readyChanged(QStringLiteral("local"), true);
    }

    AppServices services() { return {settings, secrets, providers, engine, jobs, connections}; }

private:
    static std::unique_ptr<QTemporaryDir> prepare()
    {
        auto dir = std::make_unique<QTemporaryDir>();
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
            qputenv(name, dir->path().toUtf8());
        return dir;
    }

public:
    std::unique_ptr<QTemporaryDir> folder;
    FakeApi api;
    QNetworkAccessManager network;
    Settings settings;
    SecretStore secrets;
    ProviderList providers;
    EngineProcess engine;
    JobListModel jobs;
    ProviderConnections connections;
};

class FakeRows : public DatasetSnapshot
{
public:
    explicit FakeRows(std::vector<std::string> lines)
        : m_lines(std::move(lines))
    {
    }
    std::size_t rowCount() const override { return m_lines.size(); }
    RowId rowId(std::size_t row) const override { return RowId(100 + row); }
    Result<std::string> line(std::size_t row) const override { return m_lines[row]; }

private:
    std::vector<std::string> m_lines;
};

inline std::vector<std::string> pairLines(int count)
{
    std::vector<std::string> lines;
    for (int i = 0; i < count; ++i) {
        const std::string n = std::to_string(i);
        lines.push_back(R"({"prompt":"Question )" + n + R"(?","completion":"Answer )" + n + R"(."})");
    }
    return lines;
}

template <class W = QWidget> W *child(const QWidget &parent, const char *name)
{
    W *widget = parent.findChild<W *>(QString::fromLatin1(name));
    if (!widget)
        qFatal("no widget %s", name);
    return widget;
}

// As the engine answers on a small laptop: what auto chooses, a large model that does not fit.
inline JobEstimate laptopEstimate(const EstimateRequest &request)
{
    JobEstimate estimate;
    estimate.model = request.model;
    estimate.hyperparameters = request.hyperparameters;
    Hyperparameters &h = estimate.hyperparameters;
    if (!h.epochs)
        estimate.reasons["n_epochs"] = "few_examples";
    if (!h.batchSize)
        estimate.reasons["batch_size"] = "few_examples";
    if (!h.learningRateMultiplier)
        estimate.reasons["learning_rate_multiplier"] = "model_size";
    h = {h.epochs.value_or(10), h.batchSize.value_or(4), h.learningRateMultiplier.value_or(1), 0.0, 16};
    estimate.steps = *h.epochs * ((request.examples + *h.batchSize - 1) / *h.batchSize);
    const bool large = request.model == "large-3b";
    estimate.peakMemoryBytes = large ? 21'400'000'000 : 231'000'000;
    estimate.availableMemoryBytes = 5'100'000'000;
    estimate.installedMemoryBytes = 8'200'000'000;
    estimate.fits = !large;
    estimate.seconds = large ? 90'000 : 5.8 * *h.epochs;
    estimate.secondsFrom = "measurement";
    return estimate;
}

inline FineTuneJob finishedJob(const std::string &id, const std::string &suffix)
{
    FineTuneJob job;
    job.id = id;
    job.createdAt = 1700000000;
    job.finishedAt = 1700000042;
    job.model = "onsa-starter";
    job.status = JobStatus::Succeeded;
    job.fineTunedModel = "ft:onsa-starter:local:" + suffix + ":a1b2c3d4";
    job.suffix = suffix;
    job.trainingFile = "file-1";
    job.resultFiles = {"file-9"};
    job.hyperparameters = {10, 4, 1.0, 0.0, 16};
    job.seed = 7;
    job.trainedTokens = 5210;
    job.metadata["onsa_kind"] = "pairs";
    return job;
}

} // namespace onsa::tests
