// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/api_client.h"

#include "api/chat_stream.h"
#include "api/create_job_call.h"
#include "api/http_call.h"
#include "core/api_json.h"

#include <QDateTime>

namespace onsa {
namespace {

constexpr qint64 largestFile = qint64(1) << 30U;
constexpr std::chrono::minutes uploadPatience{3}; // a service may check a whole file before it answers

std::string_view textOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray withPage(const QByteArray &path, const std::string &after, int limit)
{
    QByteArray out = path + "?limit=" + QByteArray::number(limit);
    if (!after.empty())
        out += "&after=" + inPath(after);
    return out;
}

// Header lines end at a control character: a key with one could smuggle in lines of its own.
QByteArray printable(const QByteArray &key)
{
    const QByteArray trimmed = key.trimmed();
    for (const char c : trimmed) {
        if (c <= ' ' || c == 127)
            return {};
    }
    return trimmed;
}

} // namespace

struct ApiClient::Private {
    ApiClient *q = nullptr;
    QNetworkAccessManager &network;
    Endpoint endpoint;
    std::int64_t clockSkew = 0;

    HttpCall *send(HttpRequest request, HttpDone done)
    {
        auto *call = new HttpCall(network, endpoint, std::move(request), std::move(done), q);
        connect(call, &HttpCall::serverTimeSeen, q,
                [this](qint64 time) { clockSkew = time - QDateTime::currentSecsSinceEpoch(); });
        return call;
    }

    // Asks, reads the answer, and tells it to `done` while its context lives.
    template <class T, class Read> QPointer<ApiCall> ask(HttpRequest request, QObject *context, Done<T> done, Read read)
    {
        return send(
            std::move(request),
            [guard = QPointer<QObject>(context ? context : q), done = std::move(done), read](const HttpAnswer &answer) {
                if (guard)
                    done(read(answer));
            });
    }

    template <class T>
    QPointer<ApiCall> askFor(HttpRequest request, QObject *context, Done<T> done, Result<T> (*parse)(std::string_view))
    {
        return ask(std::move(request), context, std::move(done), [parse](const HttpAnswer &answer) -> Result<T> {
            if (!answer.ok)
                return tl::unexpected(answer.error);
            return parse(textOf(answer.body));
        });
    }

    QPointer<ApiCall> askToDelete(const QByteArray &path, QObject *context, Done<void> done)
    {
        HttpRequest request;
        request.verb = HttpRequest::Verb::Delete;
        request.path = path;
        return ask(std::move(request), context, std::move(done), [](const HttpAnswer &answer) -> Result<> {
            // Our first try did it, its answer was lost, and the second one found nothing more.
            if (answer.ok || (answer.resent && answer.error.kind == ErrorKind::NotFound))
                return {};
            return tl::unexpected(answer.error);
        });
    }

    AnswerStream *stream(HttpAnswerStream::Order order, QObject *parent)
    {
        return new HttpAnswerStream(network, endpoint, std::move(order), parent);
    }
};

ApiClient::ApiClient(QNetworkAccessManager &network, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private{this, network, {}, 0}))
{
}

ApiClient::~ApiClient()
{
    // Now, while there is a `d` that their ends may speak to.
    qDeleteAll(findChildren<ApiCall *>(QString(), Qt::FindDirectChildrenOnly));
}

void ApiClient::setEndpoint(const QUrl &baseUrl, const QByteArray &key)
{
    d->endpoint = {baseUrl, printable(key)};
}

QUrl ApiClient::baseUrl() const
{
    return d->endpoint.baseUrl;
}

bool ApiClient::isReady() const
{
    return !d->endpoint.baseUrl.isEmpty();
}

std::int64_t ApiClient::clockSkew() const
{
    return d->clockSkew;
}

QPointer<ApiCall> ApiClient::listModels(QObject *context, Done<Page<Model>> done)
{
    HttpRequest request;
    request.path = "/models";
    return d->askFor(std::move(request), context, std::move(done), parseModelList);
}

QPointer<ApiCall> ApiClient::deleteModel(const std::string &id, QObject *context, Done<void> done)
{
    return d->askToDelete("/models/" + inPath(id), context, std::move(done));
}

QPointer<ApiCall> ApiClient::uploadFile(const QByteArray &bytes, const QString &filename, const QString &purpose,
                                        QObject *context, Done<UploadedFile> done)
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.path = "/files";
    request.body = uploadBody(bytes, filename, purpose);
    request.rule = RetryRule::WhenNotDone;
    request.patience = uploadPatience;
    return d->askFor(std::move(request), context, std::move(done), parseFile);
}

QPointer<ApiCall> ApiClient::fileContent(const std::string &id, QObject *context, Done<QByteArray> done)
{
    HttpRequest request;
    request.path = "/files/" + inPath(id) + "/content";
    request.largestAnswer = largestFile;
    return d->ask(std::move(request), context, std::move(done), [](const HttpAnswer &answer) -> Result<QByteArray> {
        if (!answer.ok)
            return tl::unexpected(answer.error);
        return withoutBase64(answer.body);
    });
}

QPointer<ApiCall> ApiClient::deleteFile(const std::string &id, QObject *context, Done<void> done)
{
    return d->askToDelete("/files/" + inPath(id), context, std::move(done));
}

QPointer<ApiCall> ApiClient::createJob(const FineTuneRequest &request, const QByteArray &idempotencyKey,
                                       QObject *context, Done<FineTuneJob> done)
{
    const auto send = [this](HttpRequest one, HttpDone then) { return d->send(std::move(one), std::move(then)); };
    return new CreateJobCall(
        send, request, idempotencyKey,
        [guard = QPointer<QObject>(context ? context : this), done = std::move(done)](const Result<FineTuneJob> &job) {
            if (guard)
                done(job);
        },
        this);
}

QPointer<ApiCall> ApiClient::estimateJob(const EstimateRequest &wanted, QObject *context, Done<JobEstimate> done)
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.path = "/fine_tuning/jobs/estimate";
    request.body = {"application/json", {QByteArray::fromStdString(toJson(wanted))}};
    request.rule = RetryRule::WhenNotDone;
    return d->askFor(std::move(request), context, std::move(done), parseEstimate);
}

QPointer<ApiCall> ApiClient::listJobs(const std::string &after, int limit, QObject *context,
                                      Done<Page<FineTuneJob>> done)
{
    HttpRequest request;
    request.path = withPage("/fine_tuning/jobs", after, limit);
    return d->askFor(std::move(request), context, std::move(done), parseJobList);
}

QPointer<ApiCall> ApiClient::job(const std::string &id, QObject *context, Done<FineTuneJob> done)
{
    HttpRequest request;
    request.path = "/fine_tuning/jobs/" + inPath(id);
    return d->askFor(std::move(request), context, std::move(done), parseJob);
}

QPointer<ApiCall> ApiClient::cancelJob(const std::string &id, QObject *context, Done<FineTuneJob> done)
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.path = "/fine_tuning/jobs/" + inPath(id) + "/cancel";
    const QPointer<QObject> guard(context ? context : this);
    return d->send(std::move(request), [this, id, guard, done = std::move(done)](const HttpAnswer &answer) {
        if (!guard)
            return;
        if (answer.ok)
            return done(parseJob(textOf(answer.body)));
        if (!answer.resent)
            return done(tl::unexpected(answer.error));
        // The first try may have done it: "already cancelled" is then no failure.
        job(id, guard, [done, error = answer.error](Result<FineTuneJob> now) {
            if (now && now->status == JobStatus::Cancelled)
                return done(std::move(now));
            done(tl::unexpected(error));
        });
    });
}

QPointer<ApiCall> ApiClient::deleteJob(const std::string &id, QObject *context, Done<void> done)
{
    return d->askToDelete("/fine_tuning/jobs/" + inPath(id), context, std::move(done));
}

QPointer<ApiCall> ApiClient::jobEvents(const std::string &id, const std::string &after, int limit, QObject *context,
                                       Done<Page<JobEvent>> done)
{
    HttpRequest request;
    request.path = withPage("/fine_tuning/jobs/" + inPath(id) + "/events", after, limit);
    return d->askFor(std::move(request), context, std::move(done), parseEventList);
}

QPointer<ApiCall> ApiClient::jobCheckpoints(const std::string &id, QObject *context, Done<Page<Checkpoint>> done)
{
    HttpRequest request;
    request.path = withPage("/fine_tuning/jobs/" + inPath(id) + "/checkpoints", {}, 100);
    return d->askFor(std::move(request), context, std::move(done), parseCheckpointList);
}

AnswerStream *ApiClient::streamChat(ChatRequest request, QObject *parent)
{
    request.stream = true;
    HttpAnswerStream::Order order;
    order.path = "/chat/completions";
    order.parse = parseChat;
    order.body = [request = std::move(request)](bool includeUsage) mutable {
        request.includeUsage = includeUsage;
        return toJson(request);
    };
    return d->stream(std::move(order), parent);
}

AnswerStream *ApiClient::streamCompletion(CompletionRequest request, QObject *parent)
{
    request.stream = true;
    HttpAnswerStream::Order order;
    order.path = "/completions";
    order.parse = parseCompletion;
    order.body = [request = std::move(request)](bool includeUsage) mutable {
        request.includeUsage = includeUsage;
        return toJson(request);
    };
    return d->stream(std::move(order), parent);
}

} // namespace onsa
