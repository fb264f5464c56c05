// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP by hand over a loopback socket, so that a test decides every byte that the server sees.
#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <map>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace onsa::test {

struct HttpAnswer {
    int status = 0; // 0 = the connection ended before an answer
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;

    bool has(const std::string &text) const { return body.find(text) != std::string::npos; }
};

class RawHttp
{
public:
    explicit RawHttp(int port)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawHttp() { ::close(m_socket); }
    RawHttp(const RawHttp &) = delete;
    RawHttp &operator=(const RawHttp &) = delete;

    bool connected() const { return m_connected; }
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // One whole answer; `withBody` is false for HEAD.
    HttpAnswer read(bool withBody = true)
    {
        HttpAnswer answer;
        const auto end = fillUntil("\r\n\r\n");
        if (!end)
            return answer;
        parseHead(m_buffer.substr(0, *end), answer);
        m_buffer.erase(0, *end + 4);
        if (!withBody)
            return answer;
        if (answer.headers["transfer-encoding"] == "chunked") {
            while (true) {
                const auto chunk = readChunk();
                if (!chunk || chunk->empty())
                    return answer;
                answer.body += *chunk;
            }
        }
        const auto length = static_cast<std::size_t>(std::atoll(answer.headers["content-length"].c_str()));
        while (m_buffer.size() < length && fill()) { }
        answer.body = m_buffer.substr(0, length);
        m_buffer.erase(0, length);
        return answer;
    }

    // For streams: the head of the answer, then chunk by chunk; nothing = the connection ended.
    HttpAnswer readHead() { return read(false); }
    std::optional<std::string> readChunk()
    {
        const auto line = fillUntil("\r\n");
        if (!line)
            return std::nullopt;
        const auto length = static_cast<std::size_t>(std::strtoul(m_buffer.c_str(), nullptr, 16));
        m_buffer.erase(0, *line + 2);
        while (m_buffer.size() < length + 2 && fill()) { }
        if (m_buffer.size() < length + 2)
            return std::nullopt;
        auto chunk = m_buffer.substr(0, length);
        m_buffer.erase(0, length + 2);
        return chunk;
    }

    HttpAnswer ask(std::string_view bytes)
    {
        send(bytes);
        return read();
    }

private:
    bool fill()
    {
        char block[16384];
        pollfd entry{m_socket, POLLIN, 0};
        if (::poll(&entry, 1, 60000) <= 0) // so that a server that hangs fails the test instead of stopping it
            return false;
        const auto got = ::recv(m_socket, block, sizeof block, 0);
        if (got <= 0)
            return false;
        m_buffer.append(block, static_cast<std::size_t>(got));
        return true;
    }
    std::optional<std::size_t> fillUntil(std::string_view mark)
    {
        while (true) {
            const auto found = m_buffer.find(mark);
            if (found != std::string::npos)
                return found;
            if (!fill())
                return std::nullopt;
        }
    }
    static void parseHead(const std::string &head, HttpAnswer &answer)
    {
        answer.status = std::atoi(head.c_str() + std::min(head.size(), std::size_t(9)));
        auto at = head.find("\r\n");
        while (at != std::string::npos) {
            const auto end = head.find("\r\n", at + 2);
            const auto line = head.substr(at + 2, end == std::string::npos ? end : end - at - 2);
            const auto colon = line.find(": ");
            auto name = line.substr(0, colon);
            std::transform(name.begin(), name.end(), name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            if (colon != std::string::npos)
                answer.headers[name] = line.substr(colon + 2);
            at = end;
        }
    }

    int m_socket;
    bool m_connected = false;
    std::string m_buffer;
};

inline std::string requestText(const std::string &method, const std::string &target, const std::string &body = {},
                               const std::string &headers = {})
{
    std::string text =
        method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer secret\r\n" + headers;
    if (!body.empty() || method == "POST")
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

} // namespace onsa::test
