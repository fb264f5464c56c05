// SPDX-License-Identifier: GPL-3.0-or-later
// Creating a job, once and no more: after a lost answer the job is looked for before anything is sent again.
#pragma once

#include "api/http_call.h"

namespace onsa {

class CreateJobCall : public ApiCall
{
    Q_OBJECT

public:
    // Sends one request; the call belongs to `parent`.
    using Send = std::function<HttpCall *(HttpRequest request, HttpDone done)>;

    CreateJobCall(Send send, FineTuneRequest request, QByteArray idempotencyKey, Done<FineTuneJob> done,
                  QObject *parent);
    ~CreateJobCall() override;
    void cancel() override;

private:
    void create();
    void look(const HttpAnswer &lost);
    void sawJobs(const HttpAnswer &list, const HttpAnswer &lost);
    void finish(const Result<FineTuneJob> &job);

    Send m_send;
    const FineTuneRequest m_request;
    const QByteArray m_idempotencyKey;
    Done<FineTuneJob> m_done;
    QPointer<ApiCall> m_call;
    QTimer m_pause;
    int m_retries = 0;
};

} // namespace onsa
