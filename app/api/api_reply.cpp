// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/api_reply.h"

#include "core/api_json.h"

#include <QNetworkReply>

namespace onsa {
namespace {

using Reach = FailedTry::Reach;

struct Failure {
    ErrorKind kind;
    Reach reach;
    const char *code;
    std::string sentence;
};

std::string serverOf(const QNetworkReply &reply)
{
    const QUrl url = reply.request().url();
    const QString port = url.port() < 0 ? QString() : QStringLiteral(":%1").arg(url.port());
    return (url.host() + port).toStdString();
}

Failure redirected(const QNetworkReply &reply, const std::string &server)
{
    const QUrl target =
        reply.request().url().resolved(reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
    std::string sentence = server + " sends us on to another address";
    if (!target.isEmpty())
        sentence += " (" + target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).toStdString() + ")";
    return {ErrorKind::Network, Reach::Hopeless, "redirected", sentence + ", where the key must not go"};
}

Failure failureOf(const QNetworkReply &reply, EndedByUs ended, const QString &tlsError)
{
    const std::string server = serverOf(reply);
    if (ended == EndedByUs::TimedOut)
        return {ErrorKind::Timeout, Reach::Lost, "timeout", server + " did not answer in time"};
    if (ended == EndedByUs::TooLarge)
        return {ErrorKind::Corrupt, Reach::Hopeless, "answer_too_large", server + " sent an answer without end"};

    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorKind::Network, Reach::NotSent, "connection_refused", server + " did not take the connection"};
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::Network, Reach::NotSent, "host_not_found",
                "the address " + server + " was not found on the network"};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Network, Reach::Hopeless, "tls",
                "no secure connection to " + server + ": "
                    + (tlsError.isEmpty() ? reply.errorString() : tlsError).toStdString()};
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError:
        return redirected(reply, server);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return {ErrorKind::Network, Reach::NotSent, "proxy",
                "the network's proxy did not pass the request on to " + server + ": "
                    + reply.errorString().toStdString()};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {ErrorKind::InvalidInput, Reach::Hopeless, "invalid_address",
                "the address of the service must begin with https:// or http://"};
    case QNetworkReply::TimeoutError:
        return {ErrorKind::Timeout, Reach::Lost, "timeout", server + " did not answer in time"};
    case QNetworkReply::ProtocolFailure:
        return {ErrorKind::Network, Reach::Lost, "not_http", server + " did not answer as a web service does"};
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // Qt wanted to send the body again, which we forbid
        return {ErrorKind::Network, Reach::Lost, "connection_lost",
                "the connection to " + server + " broke before the answer"};
    default:
        return {ErrorKind::Network, Reach::Lost, "network",
                "no answer from " + server + ": " + reply.errorString().toStdString()};
    }
}

} // namespace

HttpAnswer answerOf(QNetworkReply &reply, const QByteArray &body, EndedByUs ended, const QString &tlsError)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    HttpAnswer answer;
    answer.failed.status = status;
    if (status >= 200 && status < 300 && reply.error() == QNetworkReply::NoError && ended == EndedByUs::No) {
        answer.ok = true;
        answer.body = body;
        return answer;
    }
    answer.failed.retryAfter = reply.rawHeader("retry-after");
    answer.failed.retryAfterMs = reply.rawHeader("retry-after-ms");
    answer.failed.shouldRetry = reply.rawHeader("x-should-retry").toLower();
    if (status >= 400) {
        answer.error = parseError(status, std::string_view(body.constData(), static_cast<std::size_t>(body.size())));
        return answer;
    }
    // Whatever Qt made of it: a followed redirect has another status.
    const Failure failure =
        status >= 300 && status < 400 ? redirected(reply, serverOf(reply)) : failureOf(reply, ended, tlsError);
    answer.failed.reach = failure.reach;
    answer.error = Error{failure.kind, failure.sentence, failure.code, {}};
    return answer;
}

HttpAnswer notReadyAnswer()
{
    HttpAnswer answer;
    answer.failed.reach = Reach::Hopeless;
    answer.error = Error{ErrorKind::Network, "the service is not ready to be asked yet", "not_ready", {}};
    return answer;
}

QByteArray withoutBase64(const QByteArray &file)
{
    if (file.startsWith("step,"))
        return file;
    const auto decoded = QByteArray::fromBase64Encoding(file.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.startsWith("step,") ? decoded.decoded : file;
}

} // namespace onsa
