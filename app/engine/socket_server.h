// SPDX-License-Identifier: GPL-3.0-or-later
// httplib::Server with a socket loop of our own. The library's loop cannot be stopped while clients keep idle
// connections, cannot close one after an answer that left a body unread, and hides whether the client is still there.
// Only for http_server.cpp.
#pragma once

#include <atomic>
#include <cerrno>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace onsa::engine {

class SocketStream final : public httplib::Stream
{
public:
    SocketStream(socket_t socket, const std::atomic<bool> &stopping)
        : m_socket(socket)
        , m_stopping(stopping)
    {
    }

    // The other side has closed, or the server stops.
    bool clientGone() const
    {
        pollfd entry{m_socket, POLLRDHUP, 0};
        return m_stopping || (::poll(&entry, 1, 0) > 0 && (entry.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0);
    }
    bool is_readable() const override { return waitFor(POLLIN); }
    bool is_writable() const override { return !clientGone(); }
    ssize_t read(char *bytes, std::size_t size) override
    {
        if (!waitFor(POLLIN))
            return -1;
        return ::recv(m_socket, bytes, size, 0);
    }
    ssize_t write(const char *bytes, std::size_t size) override
    {
        if (!waitFor(POLLOUT))
            return -1;
        return ::send(m_socket, bytes, size, MSG_NOSIGNAL);
    }
    void get_remote_ip_and_port(std::string &ip, int &port) const override { ip = "127.0.0.1", port = 0; }
    void get_local_ip_and_port(std::string &ip, int &port) const override { ip = "127.0.0.1", port = 0; }
    socket_t socket() const override { return m_socket; }

private:
    bool waitFor(short what) const
    {
        for (int waited = 0; waited < patience && !m_stopping; waited += slice) {
            pollfd entry{m_socket, what, 0};
            const int ready = ::poll(&entry, 1, slice);
            if (ready > 0)
                return true;
            if (ready < 0 && errno != EINTR)
                return false;
        }
        return false;
    }
    static constexpr int patience = 30000; // ms without a byte before a connection is given up
    static constexpr int slice = 100; // ms until a stop is noticed

    socket_t m_socket;
    const std::atomic<bool> &m_stopping;
};

class SocketServer final : public httplib::Server
{
public:
    // Of the request that this thread answers.
    static inline thread_local SocketStream *current = nullptr;
    static inline thread_local bool closeAfterReply = false;

    std::atomic<bool> stopping = false;

    void lengthenBacklog() { ::listen(svr_sock_, 128); } // the library's 5 refuses a burst of clients

private:
    bool process_and_close_socket(socket_t socket) override
    {
        const int on = 1; // small events must not wait for Nagle's algorithm
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        SocketStream stream(socket, stopping);
        current = &stream;
        for (int left = requestsPerConnection; left > 0 && stream.is_readable(); --left) {
            closeAfterReply = false;
            bool closed = false;
            if (!process_request(stream, left == 1, closed, nullptr) || closed || closeAfterReply)
                break;
        }
        current = nullptr;
        lingerAndClose(socket);
        return true;
    }

    // Closing with unread bytes resets the connection, and the client may lose the answer it was just sent.
    static void lingerAndClose(socket_t socket)
    {
        ::shutdown(socket, SHUT_WR);
        char rest[16384];
        for (int pieces = 0; pieces < 64; ++pieces) {
            pollfd entry{socket, POLLIN, 0};
            if (::poll(&entry, 1, 100) <= 0 || ::recv(socket, rest, sizeof rest, 0) <= 0)
                break;
        }
        ::close(socket);
    }
    static constexpr int requestsPerConnection = 10000;
};

} // namespace onsa::engine
