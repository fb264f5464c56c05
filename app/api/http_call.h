// SPDX-License-Identifier: GPL-3.0-or-later
// One request with its retries: from the order to the last answer.
#pragma once

#include "api/api_client.h"
#include "api/api_reply.h"
#include "api/endpoint.h"
#include "api/multipart_upload.h"

#include <QTimer>

class QNetworkReply;

namespace onsa {

struct HttpRequest {
    enum class Verb { Get, Post, Delete } verb = Verb::Get;
    QByteArray path; // after the base URL, encoded
    RequestBody body; // Post only
    QByteArray idempotencyKey; // empty = none
    RetryRule rule = RetryRule::Idempotent;
    std::chrono::milliseconds patience{60'000}; // without a byte in either direction
    qint64 largestAnswer = qint64(64) << 20U; // bytes
};

using HttpDone = std::function<void(const HttpAnswer &)>;

// Sets what is common to all requests on top of Endpoint::request, and sends it. The body can be sent once only.
QNetworkReply *sendRequest(QNetworkAccessManager &network, const Endpoint &endpoint, const HttpRequest &request);

class HttpCall : public ApiCall
{
    Q_OBJECT

public:
    HttpCall(QNetworkAccessManager &network, Endpoint endpoint, HttpRequest request, HttpDone done, QObject *parent);
    ~HttpCall() override;
    void cancel() override;

Q_SIGNALS:
    void serverTimeSeen(qint64 unixSeconds);

private:
    void send();
    void ended();
    void finish(const HttpAnswer &answer);
    void dropReply();

    QNetworkAccessManager &m_network;
    const Endpoint m_endpoint;
    const HttpRequest m_request;
    HttpDone m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience, m_pause;
    QString m_tlsError;
    EndedByUs m_ended = EndedByUs::No;
    int m_retries = 0;
    bool m_resent = false;
};

} // namespace onsa
