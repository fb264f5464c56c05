// SPDX-License-Identifier: GPL-3.0-or-later
// A web server that says exactly the bytes of the test, on a free port of this computer.
#pragma once

#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

namespace onsa::test {

struct Request {
    QByteArray method, target; // "GET", "/v1/models?limit=3"
    QByteArray head; // all header lines
    QByteArray body;

    // Value of a header, empty when it is not there.
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            const auto colon = line.indexOf(':');
            if (colon > 0 && line.left(colon).trimmed().toLower() == name.toLower())
                return line.mid(colon + 1).trimmed();
        }
        return {};
    }
};

struct Reply {
    QList<QByteArray> pieces; // sent one by one, each in a packet of its own as far as the system lets us
    enum class Then { Keep, Close, Silence } then = Then::Keep; // Silence: no answer, ever
};

inline QByteArray head(int status, const QByteArray &type, const QByteArray &more = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Word\r\nContent-Type: " + type + "\r\n" + more;
}

inline Reply json(int status, const QByteArray &body, const QByteArray &headers = {})
{
    return {{head(status, "application/json", headers) + "Content-Length: " + QByteArray::number(body.size())
             + "\r\n\r\n" + body}};
}
inline Reply json(int status, const std::string &body)
{
    return json(status, QByteArray::fromStdString(body));
}

// An event stream without a length: its end is the end of the connection.
inline Reply events(QList<QByteArray> pieces, Reply::Then then = Reply::Then::Close)
{
    pieces.prepend(head(200, "text/event-stream; charset=utf-8") + "\r\n");
    return {pieces, then};
}

inline Reply hangUp()
{
    return {{}, Reply::Then::Close};
}
inline Reply silence()
{
    return {{}, Reply::Then::Silence};
}

class ScriptedServer : public QObject
{
public:
    using Handler = std::function<Reply(const Request &)>;

    explicit ScriptedServer(Handler handler = {})
        : m_handler(std::move(handler))
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                serve(socket);
        });
    }

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    // The replies in order; the last one again and again.
    void say(QList<Reply> replies)
    {
        auto next = std::make_shared<qsizetype>(0);
        m_handler = [replies, next](const Request &) {
            const qsizetype at = std::min(*next, replies.size() - 1);
            ++*next;
            return replies.at(at);
        };
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort())); }
    quint16 port() const { return m_server.serverPort(); }
    void close() { m_server.close(); }

    QList<Request> requests; // all that came whole
    int connectionsLost = 0; // by the client

private:
    void serve(QTcpSocket *socket)
    {
        auto bytes = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            ++connectionsLost;
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, bytes] {
            *bytes += socket->readAll();
            if (bytes->startsWith('\x16')) { // TLS, where plain text is spoken
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
                return;
            }
            Request request;
            while (take(*bytes, request)) {
                requests.append(request);
                answer(socket, m_handler ? m_handler(request) : json(404, QByteArray("{}")));
            }
        });
    }

    static bool take(QByteArray &bytes, Request &request)
    {
        const auto end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        request = {};
        request.head = bytes.left(end);
        const auto length = request.header("content-length").toLongLong();
        if (bytes.size() < end + 4 + length)
            return false;
        const auto words = request.head.left(request.head.indexOf('\r')).split(' ');
        request.method = words.value(0);
        request.target = words.value(1);
        request.body = bytes.mid(end + 4, length);
        bytes.remove(0, end + 4 + length);
        return true;
    }

    void answer(QTcpSocket *socket, const Reply &reply)
    {
        if (reply.then == Reply::Then::Silence && reply.pieces.isEmpty())
            return;
        if (reply.pieces.isEmpty()) {
            socket->disconnectFromHost();
            return;
        }
        socket->write(reply.pieces.first());
        socket->flush();
        Reply rest = reply;
        rest.pieces.removeFirst();
        if (rest.pieces.isEmpty() && rest.then != Reply::Then::Close)
            return;
        QTimer::singleShot(0, socket, [this, socket, rest] { answer(socket, rest); });
    }

    QTcpServer m_server;
    Handler m_handler;
};

} // namespace onsa::test
