// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/event_stream.h"
#include "engine/http_guard.h"
#include "engine/http_server.h"
#include "engine/raw_http.h"

#include <atomic>
#include <doctest/doctest.h>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace onsa;
using namespace onsa::engine;
using namespace onsa::test;

namespace {

// A server with one route of each kind.
struct Server {
    explicit Server(std::int64_t longestBody = 64 << 20)
        : http({0, "secret", longestBody, 1 << 20})
    {
        http.getOpen("/health", [](const Request &) -> Result<Reply> { return Reply::json("{}"); });
        http.get("/v1/echo/{rest}", [](const Request &request) -> Result<Reply> {
            return Reply::json(request.names.front() + "|" + request.parameter("q").value_or("-"));
        });
        http.post("/v1/echo/{}", [](const Request &request) -> Result<Reply> {
            CHECK(request.headers.count("authorization") == 0);
            return Reply::json(request.names.front() + "|" + request.body);
        });
        http.postStreamed("/v1/count", [](const Request &, const BodyReader &body) -> Result<Reply> {
            std::size_t count = 0;
            const auto read = body([&](std::string_view bytes) {
                count += bytes.size();
                return true;
            });
            if (!read)
                return tl::unexpected(read.error());
            return Reply::json(std::to_string(count));
        });
        http.get("/v1/throw", [](const Request &) -> Result<Reply> { throw std::runtime_error("inner"); });
        http.get("/v1/fail",
                 [](const Request &) -> Result<Reply> { return fail(ErrorKind::DiskFull, "full", "disk_full"); });
        http.get("/v1/wait", [this](const Request &request) -> Result<Reply> {
            waiting = true;
            while (!request.clientGone())
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            gone = true;
            return Reply::json("{}");
        });
        http.get("/v1/events/{}", [this](const Request &request) -> Result<Reply> {
            const bool endless = request.names.front() == "endless";
            auto events = EventStream::start([this, endless, how = request.names.front()](
                                                 EventStream &out, const std::stop_token &stop) -> Result<> {
                if (how == "fail")
                    return fail(ErrorKind::InvalidInput, "too long", "context_length_exceeded");
                for (int i = 0; endless || i < 3; ++i) {
                    if (!out.push("data: " + std::to_string(i) + "\n\n"))
                        break;
                }
                stopped = stop.stop_requested();
                if (how == "late")
                    return fail(ErrorKind::Internal, "broke off");
                return {};
            });
            if (auto error = events->waitForFirst(std::chrono::seconds(30), request.clientGone))
                return tl::unexpected(*error);
            return Reply::stream(events);
        });
        port = *http.start();
    }

    HttpAnswer ask(const std::string &method, const std::string &target, const std::string &body = {},
                   const std::string &headers = {}) const
    {
        RawHttp client(port);
        return client.ask(requestText(method, target, body, headers));
    }

    std::atomic<bool> waiting = false, gone = false, stopped = false;
    HttpServer http;
    int port = 0;
};

void waitUntil(const std::atomic<bool> &flag)
{
    while (!flag)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

} // namespace

TEST_CASE("http: every answer has the service's headers, and errors are JSON")
{
    const Server server;
    auto answer = server.ask("GET", "/v1/echo/a");
    CHECK(answer.status == 200);
    CHECK(answer.body == "a|-");
    CHECK(answer.headers["content-type"] == "application/json");
    CHECK(answer.headers["x-request-id"].starts_with("req_"));
    CHECK(answer.headers["openai-processing-ms"].find_first_not_of("0123456789") == std::string::npos);
    CHECK(answer.headers["openai-version"] == "2020-10-01");
    CHECK(answer.headers["openai-organization"] == "org-local");
    CHECK(answer.headers["date"].ends_with("GMT"));
    CHECK(answer.headers.count("access-control-allow-origin") == 0);

    struct Row {
        const char *method, *target;
        int status;
        const char *text;
    };
    for (const Row &row : std::vector<Row>{{"GET", "/v1/nothing", 404, "Invalid URL (GET /v1/nothing)"},
                                           {"POST", "/v1/nothing", 404, "Invalid URL (POST /v1/nothing)"},
                                           {"DELETE", "/health", 405, "method_not_supported"},
                                           {"POST", "/health", 405, "method_not_supported"},
                                           {"PUT", "/v1/echo/a", 405, "method_not_supported"},
                                           {"PATCH", "/v1/echo/a", 405, "method_not_supported"},
                                           {"OPTIONS", "/v1/echo/a", 405, "method_not_supported"},
                                           {"GET", "/v1/throw", 500, "server_error"},
                                           {"GET", "/v1/fail", 507, "disk_full"},
                                           {"GET", "/", 404, "Invalid URL"},
                                           {"GET", "/v1/echo/", 404, "Invalid URL"}}) {
        CAPTURE(row.method);
        CAPTURE(row.target);
        answer = server.ask(row.method, row.target);
        if (row.status != 507) // the kinds' statuses are the core's business
            CHECK(answer.status == row.status);
        CHECK(answer.has("\"error\""));
        CHECK(answer.has(row.text));
        CHECK_FALSE(answer.has("inner")); // what a library says is for the log
    }
}

TEST_CASE("http: names and queries are decoded once")
{
    const Server server;
    CHECK(server.ask("GET", "/v1/echo/ft%3Abase%3Ax%2Fy").body == "ft:base:x/y|-");
    CHECK(server.ask("GET", "/v1/echo/ft:base:x/y").body == "ft:base:x/y|-");
    CHECK(server.ask("GET", "/v1/echo/a+b%2B%zz?q=1%202+3&q=4").body == "a+b+%zz|1 2 3");
    CHECK(server.ask("GET", "/v1/echo/a%252F").body == "a%2F|-");
    CHECK(server.ask("GET", "/v1/echo/a/").body == "a|-");
    CHECK(server.ask("GET", "/v1/echo/a%0Ab").body == "a\nb|-");
}

TEST_CASE("http: only this computer's programs with the key are let in")
{
    const Server server;
    struct Row {
        const char *name;
        std::string headers;
        int status;
    };
    const std::string host = "Host: 127.0.0.1\r\n", key = "Authorization: Bearer secret\r\n";
    for (const Row &row : std::vector<Row>{
             {"all is well", host + key, 200},
             {"any port", "Host: localhost:1234\r\n" + key, 200},
             {"IPv6 name", "Host: [::1]:80\r\n" + key, 200},
             {"key of Azure's clients", host + "api-key: secret\r\n", 200},
             {"bearer in lower case", host + "authorization: bearer secret\r\n", 200},
             {"own origin", host + key + "Origin: http://127.0.0.1:8080\r\n", 200},
             {"no key", host, 401},
             {"wrong key", host + "Authorization: Bearer secreT\r\n", 401},
             {"beginning of the key", host + "Authorization: Bearer secre\r\n", 401},
             {"empty key", host + "Authorization: Bearer \r\n", 401},
             {"another scheme", host + "Authorization: Basic secret\r\n", 401},
             {"DNS rebinding", "Host: evil.example\r\n" + key, 403},
             {"rebinding with our name in front", "Host: 127.0.0.1.evil.example\r\n" + key, 403},
             {"no host", key, 403},
             {"foreign origin", host + key + "Origin: https://evil.example\r\n", 403},
             {"origin that looks like ours", host + key + "Origin: http://localhost.evil.example\r\n", 403},
             {"file origin", host + key + "Origin: null\r\n", 403},
         }) {
        CAPTURE(row.name);
        RawHttp client(server.port);
        const auto answer = client.ask("GET /v1/echo/a HTTP/1.1\r\n" + row.headers + "\r\n");
        CHECK(answer.status == row.status);
        CHECK_FALSE(answer.has("secret"));
    }
    RawHttp client(server.port);
    CHECK(client.ask("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200);
    RawHttp foreign(server.port);
    CHECK(foreign.ask("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 403);
}

TEST_CASE("http: keys are compared whole")
{
    CHECK(equalInConstantTime("abc", "abc"));
    CHECK(equalInConstantTime("", ""));
    for (const char *other : {"", "ab", "abd", "abcabc", "abcd"})
        CHECK_FALSE(equalInConstantTime("abc", other));
}

TEST_CASE("http: one connection, many requests, whatever their bodies were")
{
    const Server server;
    RawHttp client(server.port);
    const std::string head = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\n";
    // POST without a length, as curl -X POST sends it
    CHECK(client.ask("POST /v1/echo/a" + head + "\r\n").body == "a|");
    CHECK(client.ask("DELETE /v1/echo/a" + head + "\r\n").status == 405);
    // refused with the body unread
    const std::string big(200000, 'x');
    CHECK(client.ask("POST /v1/nothing" + head + "Content-Length: 200000\r\n\r\n" + big).status == 404);
    CHECK(client.ask("POST /v1/echo/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n" + big).status
          == 401);
    // a form, as curl -d sends it
    CHECK(client
              .ask("POST /v1/count" + head
                   + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\n" + big)
              .body
          == "200000");
    // in chunks
    CHECK(
        client.ask("POST /v1/echo/b" + head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").body
        == "b|abcde");
    for (int i = 0; i < 50; ++i)
        CHECK(client.ask("GET /v1/echo/" + std::to_string(i) + head + "\r\n").body == std::to_string(i) + "|-");
    client.send("HEAD /v1/echo/a" + head + "\r\n");
    CHECK(client.read(false).status == 200);
    CHECK(client.ask("GET /v1/echo/z" + head + "\r\n").body == "z|-");
}

TEST_CASE("http: bodies that are too large are refused in words")
{
    const Server server(1000);
    auto answer = server.ask("POST", "/v1/echo/a", std::string(1001, 'x'));
    CHECK(answer.status == 413);
    CHECK(answer.has("\"error\""));
    CHECK(server.ask("POST", "/v1/echo/a", std::string(1000, 'x')).status == 200);
    CHECK(server.ask("POST", "/v1/count", std::string((1 << 20) + 1, 'x')).status == 413);
    RawHttp announced(server.port); // its body never comes
    answer = announced.ask("POST /v1/count HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\n"
                           "Content-Length: 99999999999\r\n\r\n");
    CHECK(answer.status == 413);
    CHECK(answer.headers["connection"] == "close");
}

TEST_CASE("http: bytes that are no request get an error, and the server lives")
{
    const Server server;
    for (const std::string &bytes : {std::string("nonsense\r\n\r\n"), std::string("GET\r\n\r\n"),
                                     std::string("\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"),
                                     std::string(3000, '\0'), "GET /" + std::string(20000, 'a') + " HTTP/1.1\r\n\r\n",
                                     "GET / HTTP/1.1\r\nX: " + std::string(20000, 'a') + "\r\n\r\n"}) {
        RawHttp client(server.port);
        client.send(bytes);
        if (const auto answer = client.read(); answer.status != 0)
            CHECK(answer.status >= 400);
    }
    CHECK(server.ask("GET", "/health").status == 200);
}

TEST_CASE("http: a hundred idle connections do not hold up the next request, nor the end")
{
    Server server;
    std::vector<std::unique_ptr<RawHttp>> idle;
    for (int i = 0; i < 60; ++i) {
        idle.push_back(std::make_unique<RawHttp>(server.port));
        CHECK(idle.back()->ask(requestText("GET", "/v1/echo/a")).status == 200);
    }
    CHECK(server.ask("GET", "/v1/echo/b").body == "b|-");
    server.http.stop(); // hangs if it waits for them
    CHECK_FALSE(RawHttp(server.port).connected());
}

TEST_CASE("http: events are sent as they come, and end with [DONE]")
{
    const Server server;
    const auto answer = server.ask("GET", "/v1/events/three");
    CHECK(answer.status == 200);
    CHECK(answer.headers.at("content-type") == "text/event-stream; charset=utf-8");
    CHECK(answer.headers.at("cache-control") == "no-cache");
    CHECK(answer.body == "data: 0\n\ndata: 1\n\ndata: 2\n\ndata: [DONE]\n\n");
    // also for a client that offers to unpack
    CHECK(server.ask("GET", "/v1/events/three", "", "Accept-Encoding: gzip, br\r\n").body == answer.body);
}

TEST_CASE("http: an error before the first event is the answer, one after it is the last event")
{
    const Server server;
    const auto early = server.ask("GET", "/v1/events/fail");
    CHECK(early.status == 400);
    CHECK(early.has("context_length_exceeded"));
    const auto late = server.ask("GET", "/v1/events/late");
    CHECK(late.status == 200);
    CHECK(late.has("data: 2\n\ndata: {\"error\":"));
    CHECK_FALSE(late.has("[DONE]"));
}

TEST_CASE("http: whoever makes an answer learns that the client is gone")
{
    Server server;
    {
        RawHttp client(server.port);
        client.send(requestText("GET", "/v1/wait"));
        waitUntil(server.waiting);
    }
    waitUntil(server.gone);
    {
        RawHttp client(server.port);
        client.send(requestText("GET", "/v1/events/endless"));
        CHECK(client.readHead().status == 200);
        CHECK(client.readChunk());
    }
    waitUntil(server.stopped);
}

TEST_CASE("http: stopping ends answers that are being made")
{
    Server server;
    RawHttp stream(server.port), waiting(server.port);
    stream.send(requestText("GET", "/v1/events/endless"));
    CHECK(stream.readHead().status == 200);
    waiting.send(requestText("GET", "/v1/wait"));
    waitUntil(server.waiting);
    server.http.stop();
    CHECK(server.gone);
    CHECK(server.stopped);
}

TEST_CASE("http: a port that is taken is named")
{
    const Server server;
    HttpServer second({server.port, "x"});
    const auto started = second.start();
    REQUIRE_FALSE(started);
    CHECK(started.error().message.find(std::to_string(server.port)) != std::string::npos);
    CHECK(started.error().message.find("--port") != std::string::npos);
}
