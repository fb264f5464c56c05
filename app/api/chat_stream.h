// SPDX-License-Identifier: GPL-3.0-or-later
// A streamed answer over HTTP: bytes -> events -> pieces, and how it ended.
#pragma once

#include "api/http_call.h"
#include "core/sse.h"

#include <map>

namespace onsa {

class HttpAnswerStream : public AnswerStream
{
    Q_OBJECT

public:
    struct Order {
        QByteArray path;
        std::function<std::string(bool includeUsage)> body;
        Result<Answer> (*parse)(std::string_view body) = nullptr; // of a whole answer and of a piece
    };

    HttpAnswerStream(QNetworkAccessManager &network, Endpoint endpoint, Order order, QObject *parent);
    ~HttpAnswerStream() override;
    void abort() override;

private:
    void send();
    void arrived();
    void readEvents(const QByteArray &bytes);
    void readEvent(const SseEvent &event);
    void readWhole(const QByteArray &body);
    void add(const Answer &piece);
    void ended();
    void endedAsTold(); // [DONE]
    bool triesAgain(const HttpAnswer &answer);
    void finish(const Result<Usage> &usage);

    QNetworkAccessManager &m_network;
    const Endpoint m_endpoint;
    const Order m_order;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience, m_pause;
    EndedByUs m_ended = EndedByUs::No;
    QString m_tlsError;
    SseParser m_parser;
    QByteArray m_body; // of an answer that is no event stream
    std::map<int, bool> m_choices; // index -> has its finish_reason
    Usage m_usage;
    bool m_includeUsage = true;
    bool m_finished = false;
    int m_retries = 0;
};

} // namespace onsa
