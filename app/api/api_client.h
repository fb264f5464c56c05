// SPDX-License-Identifier: GPL-3.0-or-later
// One method per endpoint of the OpenAI fine-tuning API. Arguments, context, what then: no callback after the context
// is gone. Idempotent requests are retried as the official clients do (408, 429, ≥ 500, dropped: twice; 0.5 s · 2^n
// with jitter; Retry-After obeyed); creating a job carries an Idempotency-Key. The key is never logged.
#pragma once

#include "core/api_types.h"
#include "core/job_estimate.h"
#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <concepts>
#include <functional>
#include <memory>
#include <string>

class QNetworkAccessManager;

namespace onsa {

// Qt's meta types compare what a signal carries. A template, so that a member of Usage would go first.
template <std::same_as<Usage> U> bool operator==(const U &a, const U &b)
{
    return a.promptTokens == b.promptTokens && a.completionTokens == b.completionTokens;
}

template <class T> using Done = std::function<void(Result<T>)>;

// A running call, gone after `done`; dropping it does not cancel. cancel() means that `done` is not called.
class ApiCall : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void cancel() = 0;

Q_SIGNALS:
    void uploadProgress(qint64 sent, qint64 all);
};

// A streamed answer. Pieces arrive in order; `finished` comes once, also after abort() (Cancelled). An answer without
// [DONE] or finish_reason is an error of kind Network with code "cut_off".
class AnswerStream : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void abort() = 0;

Q_SIGNALS:
    void piece(const onsa::Answer &piece);
    void finished(const onsa::Result<onsa::Usage> &usage);
};

class ApiClient : public QObject
{
    Q_OBJECT

public:
    explicit ApiClient(QNetworkAccessManager &network, QObject *parent = nullptr);
    ~ApiClient() override;

    void setEndpoint(const QUrl &baseUrl, const QByteArray &key); // e.g. https://api.openai.com/v1; key may be empty
    QUrl baseUrl() const;
    bool isReady() const; // there is a base URL
    std::int64_t clockSkew() const; // the server's clock minus ours, seconds, by the last Date header; 0 = unknown

    QPointer<ApiCall> listModels(QObject *context, Done<Page<Model>> done);
    QPointer<ApiCall> deleteModel(const std::string &id, QObject *context, Done<void> done);
    QPointer<ApiCall> uploadFile(const QByteArray &bytes, const QString &filename, const QString &purpose,
                                 QObject *context, Done<UploadedFile> done);
    QPointer<ApiCall> fileContent(const std::string &id, QObject *context, Done<QByteArray> done); // base64 undone
    QPointer<ApiCall> deleteFile(const std::string &id, QObject *context, Done<void> done);
    // Sent again only where the service says that it did nothing. After a lost answer the job is looked for by its
    // metadata "onsa_launch" (or else by nothing); error code "launch_unknown" when that cannot be told.
    QPointer<ApiCall> createJob(const FineTuneRequest &request, const QByteArray &idempotencyKey, QObject *context,
                                Done<FineTuneJob> done);
    // Extension of the local engine; others answer 404 or 405. One try: a forecast that is late is of no use.
    QPointer<ApiCall> estimateJob(const EstimateRequest &request, QObject *context, Done<JobEstimate> done);
    QPointer<ApiCall> listJobs(const std::string &after, int limit, QObject *context, Done<Page<FineTuneJob>> done);
    QPointer<ApiCall> job(const std::string &id, QObject *context, Done<FineTuneJob> done);
    QPointer<ApiCall> cancelJob(const std::string &id, QObject *context, Done<FineTuneJob> done);
    // Extension of the local engine (DELETE /fine_tuning/jobs/{id}); others answer 404 or 405.
    QPointer<ApiCall> deleteJob(const std::string &id, QObject *context, Done<void> done);
    QPointer<ApiCall> jobEvents(const std::string &id, const std::string &after, int limit, QObject *context,
                                Done<Page<JobEvent>> done); // newest first
    QPointer<ApiCall> jobCheckpoints(const std::string &id, QObject *context, Done<Page<Checkpoint>> done);
    // The parent owns the stream. `stream` and `includeUsage` are set here.
    AnswerStream *streamChat(ChatRequest request, QObject *parent);
    AnswerStream *streamCompletion(CompletionRequest request, QObject *parent);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa
