// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/create_job_call.h"

#include "core/api_json.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace onsa {
namespace {

const std::string launchKey = "onsa_launch";

std::string_view textOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

// Whether the server may have made the job although we have no job in hand.
bool maybeDone(const FailedTry &failed)
{
    if (failed.reach == FailedTry::Reach::Answered)
        return failed.status == 408 || failed.status >= 500;
    return failed.reach == FailedTry::Reach::Lost;
}

} // namespace

CreateJobCall::CreateJobCall(Send send, FineTuneRequest request, QByteArray idempotencyKey, Done<FineTuneJob> done,
                             QObject *parent)
    : ApiCall(parent)
    , m_send(std::move(send))
    , m_request(std::move(request))
    , m_idempotencyKey(std::move(idempotencyKey))
    , m_done(std::move(done))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &CreateJobCall::create);
    create();
}

CreateJobCall::~CreateJobCall()
{
    if (m_call)
        m_call->cancel();
}

void CreateJobCall::cancel()
{
    m_done = nullptr;
    m_pause.stop();
    if (m_call)
        m_call->cancel();
    deleteLater();
}

void CreateJobCall::create()
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.path = "/fine_tuning/jobs";
    request.body = {"application/json", {QByteArray::fromStdString(toJson(m_request))}};
    request.idempotencyKey = m_idempotencyKey;
    request.rule = RetryRule::WhenNotDone;
    m_call = m_send(request, [this](const HttpAnswer &answer) {
        if (answer.ok)
            return finish(parseJob(textOf(answer.body)));
        if (!maybeDone(answer.failed))
            return finish(tl::unexpected(answer.error));
        look(answer);
    });
}

void CreateJobCall::look(const HttpAnswer &lost)
{
    HttpRequest request;
    request.path = "/fine_tuning/jobs?limit=20"; // newest first
    m_call = m_send(request, [this, lost](const HttpAnswer &list) { sawJobs(list, lost); });
}

void CreateJobCall::sawJobs(const HttpAnswer &list, const HttpAnswer &lost)
{
    const auto unknown = [&lost](const std::string &why) {
        return fail(lost.error.kind,
                    lost.error.message + "; whether the job was made is not known (" + why
                        + "): look at the list of jobs before you start it again",
                    "launch_unknown");
    };
    if (!list.ok)
        return finish(unknown(list.error.message));
    const auto jobs = parseJobList(textOf(list.body));
    if (!jobs)
        return finish(unknown(jobs.error().message));
    const auto launch = m_request.metadata.find(launchKey);
    if (launch == m_request.metadata.end())
        return finish(unknown("the order has no mark of its own"));
    for (const FineTuneJob &job : jobs->data) {
        const auto mark = job.metadata.find(launchKey);
        if (mark != job.metadata.end() && mark->second == launch->second)
            return finish(job);
    }
    // Not there: nothing was made, so it may be sent again.
    const auto wait = retryDelay(RetryRule::Idempotent, lost.failed, m_retries,
                                 QRandomGenerator::global()->generateDouble(), QDateTime::currentSecsSinceEpoch());
    if (!wait)
        return finish(tl::unexpected(lost.error));
    ++m_retries;
    m_pause.start(*wait);
}

void CreateJobCall::finish(const Result<FineTuneJob> &job)
{
    const Done<FineTuneJob> done = std::move(m_done);
    m_done = nullptr;
    deleteLater();
    if (done)
        done(job);
}

} // namespace onsa
