// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_call.h"

#include "api/http_date.h"
#include "system/logging.h"

#include <QDateTime>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QSslError>

namespace onsa {

QNetworkReply *sendRequest(QNetworkAccessManager &network, const Endpoint &endpoint, const HttpRequest &request)
{
    QNetworkRequest out = endpoint.request(request.path);
    if (!request.idempotencyKey.isEmpty())
        out.setRawHeader("Idempotency-Key", request.idempotencyKey);
    if (request.verb == HttpRequest::Verb::Get)
        return network.get(out);
    // A redirected order would become a GET (301, 302) or be sent twice (307, 308).
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (request.verb == HttpRequest::Verb::Delete)
        return network.deleteResource(out);
    if (request.body.parts.isEmpty()) {
        out.setRawHeader("Content-Type", "application/json");
        return network.post(out, QByteArray());
    }
    auto *body = new OneWayBody(request.body, nullptr);
    out.setRawHeader("Content-Type", request.body.contentType);
    out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    // Else Qt copies the whole body, and could rewind the copy.
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    QNetworkReply *reply = network.post(out, body);
    body->setParent(reply);
    return reply;
}

HttpCall::HttpCall(QNetworkAccessManager &network, Endpoint endpoint, HttpRequest request, HttpDone done,
                   QObject *parent)
    : ApiCall(parent)
    , m_network(network)
    , m_endpoint(std::move(endpoint))
    , m_request(std::move(request))
    , m_done(std::move(done))
{
    m_patience.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &HttpCall::send);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_ended = EndedByUs::TimedOut;
        if (m_reply)
            m_reply->abort();
    });
    if (m_endpoint.baseUrl.isEmpty())
        QTimer::singleShot(0, this, [this] { finish(notReadyAnswer()); });
    else
        send();
}

HttpCall::~HttpCall()
{
    dropReply();
}

void HttpCall::cancel()
{
    m_done = nullptr;
    m_pause.stop();
    m_patience.stop();
    dropReply();
    deleteLater();
}

void HttpCall::dropReply()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void HttpCall::send()
{
    m_ended = EndedByUs::No;
    m_tlsError.clear();
    m_reply = sendRequest(m_network, m_endpoint, m_request);
    QNetworkReply *reply = m_reply;
    connect(reply, &QNetworkReply::finished, this, &HttpCall::ended);
    connect(reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_tlsError = errors.value(0).errorString(); });
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64) {
        m_patience.start(m_request.patience);
        // Qt does not know the size of a body that it cannot rewind.
        if (sent > 0 && m_request.body.size() > 0)
            Q_EMIT uploadProgress(sent, m_request.body.size());
    });
    connect(reply, &QNetworkReply::readyRead, this, [this] {
        m_patience.start(m_request.patience);
        if (m_reply->bytesAvailable() <= m_request.largestAnswer)
            return;
        m_ended = EndedByUs::TooLarge;
        m_reply->abort();
    });
    m_patience.start(m_request.patience);
}

void HttpCall::ended()
{
    m_patience.stop();
    if (const auto time = httpDate(m_reply->rawHeader("date")))
        Q_EMIT serverTimeSeen(*time);
    const QByteArray body = m_reply->isOpen() ? m_reply->readAll() : QByteArray();
    HttpAnswer answer = answerOf(*m_reply, body, m_ended, m_tlsError);
    m_reply->deleteLater();
    m_reply = nullptr;
    if (!answer.ok) {
        const auto wait = retryDelay(m_request.rule, answer.failed, m_retries,
                                     QRandomGenerator::global()->generateDouble(), QDateTime::currentSecsSinceEpoch());
        // The path, not the URL: a base URL may hold anything that a user typed.
        qCInfo(lcApi) << m_request.path << answer.failed.status << QString::fromStdString(answer.error.code)
                      << (wait ? "tried again" : "given up");
        if (wait) {
            ++m_retries;
            m_resent = m_resent || answer.failed.reach == FailedTry::Reach::Lost || answer.failed.status >= 500;
            m_pause.start(*wait);
            return;
        }
    }
    answer.resent = m_resent;
    finish(answer);
}

void HttpCall::finish(const HttpAnswer &answer)
{
    const HttpDone done = std::move(m_done);
    m_done = nullptr;
    deleteLater();
    if (done)
        done(answer);
}

} // namespace onsa
