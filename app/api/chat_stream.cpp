// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/chat_stream.h"

#include "core/api_json.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QSslError>

#include <algorithm>

namespace onsa {
namespace {

// A long prompt on a small computer may take minutes before its first token; there is a stop button.
constexpr std::chrono::minutes patience{5};
constexpr qint64 largestBody = qint64(16) << 20U;

std::string_view textOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool isEventStream(const QNetworkReply &reply)
{
    return reply.header(QNetworkRequest::ContentTypeHeader)
        .toString()
        .contains(u"text/event-stream", Qt::CaseInsensitive);
}

// Whether a piece is an error that came after the 200 had gone out.
bool isErrorObject(const SseEvent &event)
{
    if (event.event == "error")
        return true;
    if (event.data.find("\"error\"") == std::string::npos)
        return false;
    const QJsonValue error = QJsonDocument::fromJson(QByteArray::fromStdString(event.data)).object().value(u"error");
    return error.isObject() || error.isString();
}

} // namespace

HttpAnswerStream::HttpAnswerStream(QNetworkAccessManager &network, Endpoint endpoint, Order order, QObject *parent)
    : AnswerStream(parent)
    , m_network(network)
    , m_endpoint(std::move(endpoint))
    , m_order(std::move(order))
{
    m_patience.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &HttpAnswerStream::send);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_ended = EndedByUs::TimedOut;
        if (m_reply)
            m_reply->abort();
    });
    if (m_endpoint.baseUrl.isEmpty())
        QTimer::singleShot(0, this, [this] { finish(tl::unexpected(notReadyAnswer().error)); });
    else
        send();
}

HttpAnswerStream::~HttpAnswerStream()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpAnswerStream::abort()
{
    finish(fail(ErrorKind::Cancelled, "the answer was stopped", "stopped"));
}

void HttpAnswerStream::send()
{
    m_ended = EndedByUs::No;
    m_body.clear();
    m_parser = {};
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.path = m_order.path;
    request.body = {"application/json", {QByteArray::fromStdString(m_order.body(m_includeUsage))}};
    m_reply = sendRequest(m_network, m_endpoint, request);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpAnswerStream::arrived);
    connect(m_reply, &QNetworkReply::finished, this, &HttpAnswerStream::ended);
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_tlsError = errors.value(0).errorString(); });
    m_patience.start(patience);
}

void HttpAnswerStream::arrived()
{
    m_patience.start(patience);
    const QByteArray bytes = m_reply->readAll();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 200 && isEventStream(*m_reply))
        return readEvents(bytes);
    m_body += bytes;
    if (m_body.size() <= largestBody)
        return;
    m_ended = EndedByUs::TooLarge;
    m_reply->abort();
}

void HttpAnswerStream::readEvents(const QByteArray &bytes)
{
    const QPointer<HttpAnswerStream> self(this); // whoever hears of a piece may delete the stream
    for (const SseEvent &event : m_parser.feed(textOf(bytes))) {
        readEvent(event);
        if (!self || m_finished)
            return;
    }
    if (m_parser.overflowed())
        finish(fail(ErrorKind::Corrupt, "the answer has a piece that is too large", "invalid_answer"));
}

void HttpAnswerStream::readEvent(const SseEvent &event)
{
    const std::string_view data = event.data;
    if (data.starts_with("[DONE]"))
        return endedAsTold();
    if (isErrorObject(event))
        return finish(tl::unexpected(parseError(500, data)));
    const auto piece = m_order.parse(data);
    if (!piece)
        return finish(fail(ErrorKind::Corrupt, "the answer has a piece that cannot be read: " + piece.error().message,
                           "invalid_answer"));
    add(*piece);
}

void HttpAnswerStream::add(const Answer &piece)
{
    for (const AnswerChoice &choice : piece.choices)
        m_choices[choice.index] = m_choices[choice.index] || choice.finishReason.has_value();
    if (piece.usage)
        m_usage = *piece.usage;
    Q_EMIT this->piece(piece);
}

void HttpAnswerStream::endedAsTold()
{
    const bool whole = !m_choices.empty()
        && std::all_of(m_choices.begin(), m_choices.end(), [](const auto &choice) { return choice.second; });
    if (!whole)
        return finish(fail(ErrorKind::Network, "the answer was cut off before its end", "cut_off"));
    finish(m_usage);
}

// Some servers do not stream and answer in one piece.
void HttpAnswerStream::readWhole(const QByteArray &body)
{
    const auto answer = m_order.parse(textOf(body));
    if (!answer)
        return finish(tl::unexpected(answer.error()));
    const QPointer<HttpAnswerStream> self(this);
    add(*answer);
    if (self && !m_finished)
        endedAsTold();
}

void HttpAnswerStream::ended()
{
    m_patience.stop();
    const QPointer<HttpAnswerStream> self(this);
    if (m_reply->isOpen() && m_reply->bytesAvailable() > 0)
        arrived();
    if (!self || m_finished)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool began = status == 200 && isEventStream(*m_reply);
    const HttpAnswer answer = answerOf(*m_reply, m_body, m_ended, m_tlsError);
    if (began) {
        if (m_ended == EndedByUs::TimedOut)
            return finish(tl::unexpected(answer.error));
        return finish(fail(ErrorKind::Network, "the answer was cut off before its end", "cut_off"));
    }
    if (answer.ok)
        return readWhole(m_body);
    if (!triesAgain(answer))
        finish(tl::unexpected(answer.error));
}

bool HttpAnswerStream::triesAgain(const HttpAnswer &answer)
{
    std::optional<std::chrono::milliseconds> wait;
    // Servers that do not know the option are asked again without it; the usage then stays 0.
    const bool usageUnknown = answer.failed.status == 400 && m_includeUsage
        && (answer.error.param + answer.error.message).find("stream_options") != std::string::npos;
    if (usageUnknown) {
        m_includeUsage = false;
        wait = std::chrono::milliseconds(0);
    } else if (answer.failed.reach == FailedTry::Reach::Answered) {
        // An answer costs money or minutes: asked again only after the server has said no.
        wait = retryDelay(RetryRule::Idempotent, answer.failed, m_retries++,
                          QRandomGenerator::global()->generateDouble(), QDateTime::currentSecsSinceEpoch());
    }
    if (!wait)
        return false;
    m_reply->deleteLater();
    m_reply = nullptr;
    m_pause.start(*wait);
    return true;
}

void HttpAnswerStream::finish(const Result<Usage> &usage)
{
    if (m_finished)
        return;
    m_finished = true;
    m_patience.stop();
    m_pause.stop();
    if (QNetworkReply *reply = m_reply) {
        m_reply = nullptr;
        reply->disconnect(this);
        if (usage && reply->isRunning()) {
            // The last bytes of the connection come in a moment; then it can be used again.
            connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
            QTimer::singleShot(std::chrono::seconds(5), reply, &QNetworkReply::abort);
        } else {
            reply->abort(); // the server stops working on it
            reply->deleteLater();
        }
    }
    Q_EMIT finished(usage);
}

} // namespace onsa
