// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers in brackets are measurements with cpp-httplib 0.11.4 as Debian 12 builds it.
#include "engine/http_server.h"

#include "core/api_json.h"
#include "engine/http_guard.h"
#include "engine/http_send.h"
#include "engine/ids.h"
#include "engine/socket_server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <iostream>
#include <set>

namespace onsa::engine {

using namespace std::chrono_literals;

struct HttpServer::Private {
    HttpOptions options;
    Router router;
    std::set<std::string> open; // paths that ask for no key
    SocketServer server;
    std::thread listener;

    void prepare(httplib::Request &request) const;
    void answer(const httplib::Request &request, httplib::Response &response, const httplib::ContentReader *body);
    std::optional<Reply> refusal(const httplib::Request &request, std::string_view path) const;
    Reply route(const httplib::Request &request, const httplib::ContentReader *body);
    Result<Reply> handle(const Router::Match &match, Request &request, const httplib::Request &raw,
                         const httplib::ContentReader *body);
};

namespace {

constexpr int threads = 96; // each open stream and each idle connection holds one
constexpr std::int64_t mostDrained = 1 << 20; // bytes of a refused body that are read to keep the connection

std::string_view targetPath(const httplib::Request &request)
{
    return std::string_view(request.target).substr(0, request.target.find_first_of("?#"));
}

std::string httpDate()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

Request requestOf(const httplib::Request &raw)
{
    Request request;
    request.method = raw.method;
    request.path = raw.path;
    const auto question = raw.target.find('?');
    if (question != std::string::npos)
        request.query = parseQuery(std::string_view(raw.target).substr(question + 1));
    for (const auto &[name, value] : raw.headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (lower == "x-orig-content-type")
            lower = "content-type";
        if (lower != "authorization" && lower != "api-key") // so that no handler can log them
            request.headers.emplace(std::move(lower), value);
    }
    if (const auto *stream = SocketServer::current; stream != nullptr)
        request.clientGone = [stream] { return stream->clientGone(); };
    return request;
}

Error tooLarge(std::int64_t most)
{
    return {ErrorKind::InvalidInput,
            "The request body is larger than the " + std::to_string(most >> 20) + " MB that are allowed.",
            "request_too_large", "file"};
}

// Reads the body through `take`, at most `most` bytes. What is beyond is read too and dropped up to a bound, because
// an unread body is taken for the next request [400 and 414 on that connection].
BodyReader readerOf(const httplib::ContentReader *body, std::int64_t most)
{
    return [body, most](const std::function<bool(std::string_view)> &take) -> Result<> {
        if (body == nullptr)
            return {};
        std::int64_t total = 0;
        bool wanted = true;
        const bool whole = (*body)([&](const char *bytes, std::size_t size) {
            total += static_cast<std::int64_t>(size);
            wanted = wanted && total <= most && take({bytes, size});
            return wanted || total <= most + mostDrained;
        });
        if (!whole)
            SocketServer::closeAfterReply = true;
        if (total > most)
            return tl::unexpected(tooLarge(most));
        if (!whole && wanted)
            return fail(ErrorKind::InvalidInput, "The request body was cut off.", "incomplete_body");
        return {};
    };
}

void drain(const httplib::ContentReader *body)
{
    std::ignore = readerOf(body, mostDrained)([](std::string_view) { return true; });
}

} // namespace

// Before the library looks at the request: see api notes on its multipart parser [rejects what Node 18 sends], on
// POST without a length [waits 5 s, then 400], and on compression, which would hold back events.
void HttpServer::Private::prepare(httplib::Request &request) const
{
    auto &headers = request.headers;
    const bool hasBody = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
    if (!hasBody && request.method != "GET" && request.method != "HEAD")
        headers.emplace("Content-Length", "0");
    const auto type = request.get_header_value("Content-Type");
    headers.erase("Content-Type");
    headers.erase("X-Orig-Content-Type");
    if (!type.empty())
        headers.emplace("X-Orig-Content-Type", type);
    headers.erase("Accept-Encoding");
}

std::optional<Reply> HttpServer::Private::refusal(const httplib::Request &request, std::string_view path) const
{
    if (!isLoopbackHost(request.get_header_value("Host")))
        return Reply::error(
            {ErrorKind::Unauthorized, "This engine answers only to 127.0.0.1 and localhost.", "host_not_allowed", {}},
            403);
    if (!isAllowedOrigin(request.get_header_value("Origin")))
        return Reply::error({ErrorKind::Unauthorized, "Web pages may not use this engine.", "origin_not_allowed", {}},
                            403);
    if (options.key.empty() || open.contains(std::string(path)))
        return std::nullopt;
    const auto key = keyOf(request.get_header_value("Authorization"), request.get_header_value("api-key"));
    if (key.empty())
        return Reply::error({ErrorKind::Unauthorized,
                             "You didn't provide an API key. Send it as 'Authorization: Bearer KEY'.",
                             {},
                             {}});
    if (!equalInConstantTime(options.key, key))
        return Reply::error({ErrorKind::Unauthorized, "Incorrect API key provided.", "invalid_api_key", {}});
    return std::nullopt;
}

Result<Reply> HttpServer::Private::handle(const Router::Match &match, Request &request, const httplib::Request &raw,
                                          const httplib::ContentReader *body)
{
    const bool hasLength = raw.has_header("Content-Length");
    const auto announced = hasLength ? std::strtoll(raw.get_header_value("Content-Length").c_str(), nullptr, 10) : 0;
    const auto most = match.streamed ? options.longestUpload : options.longestBody;
    if (announced > most + mostDrained) {
        SocketServer::closeAfterReply = true;
        return Reply::error(tooLarge(most), 413);
    }
    const auto reader = readerOf(body, most);
    if (match.streamed)
        return (*match.handler)(request, reader);
    const auto read = reader([&](std::string_view bytes) {
        request.body += bytes;
        return true;
    });
    if (!read)
        return tl::unexpected(read.error());
    return (*match.handler)(request, {});
}

// One of the two places where exceptions of libraries end (the other is the call of the train function).
Reply HttpServer::Private::route(const httplib::Request &raw, const httplib::ContentReader *body)
{
    try {
        const auto path = targetPath(raw);
        if (auto refused = refusal(raw, path)) {
            drain(body);
            return *std::move(refused);
        }
        auto match = router.match(raw.method, path);
        if (match.handler == nullptr) {
            drain(body);
            return match.error;
        }
        auto request = requestOf(raw);
        request.names = std::move(match.names);
        auto reply = handle(match, request, raw, body);
        if (!reply)
            return Reply::error(reply.error(), reply.error().code == "request_too_large" ? 413 : 0);
        return std::move(*reply);
    } catch (const std::bad_alloc &) {
        return Reply::error({ErrorKind::OutOfMemory, "There is not enough memory for this request.", {}, {}});
    } catch (const std::exception &exception) {
        std::cerr << "onsa-engine: " << raw.method << " " << targetPath(raw) << ": " << exception.what() << std::endl;
        return Reply::error({ErrorKind::Internal, "The engine failed to answer this request.", {}, {}});
    }
}

void HttpServer::Private::answer(const httplib::Request &request, httplib::Response &response,
                                 const httplib::ContentReader *body)
{
    const auto start = std::chrono::steady_clock::now();
    const auto reply = route(request, body);
    const auto took = std::chrono::steady_clock::now() - start;
    response.set_header("x-request-id", newId("req_"));
    response.set_header("openai-processing-ms",
                        std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    response.set_header("openai-version", "2020-10-01");
    response.set_header("openai-organization", hostedBy());
    response.set_header("Date", httpDate()); // clients reckon durations by this clock, not by theirs
    const bool strayBody =
        body == nullptr && request.get_header_value("Content-Length", 0) != "0" && request.has_header("Content-Length");
    if (strayBody) // of a GET: it was not read
        SocketServer::closeAfterReply = true;
    if (SocketServer::closeAfterReply)
        response.set_header("Connection", "close");
    send(reply, response);
}

HttpServer::HttpServer(HttpOptions options)
    : d(std::make_unique<Private>())
{
    d->options = std::move(options);
    auto &server = d->server;
    server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    server.set_address_family(AF_INET);
    // The library's default also sets SO_REUSEPORT, with which two engines would share a port silently.
    server.set_socket_options([](socket_t socket) {
        const int on = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    server.set_payload_max_length(static_cast<std::size_t>(d->options.longestUpload + 16 * mostDrained));
    server.set_pre_routing_handler([this](const httplib::Request &request, httplib::Response &response) {
        d->prepare(const_cast<httplib::Request &>(request)); // the library offers no other way
        const bool mayHaveBody = request.method == "POST" || request.method == "PUT" || request.method == "PATCH"
            || request.method == "DELETE";
        if (mayHaveBody)
            return httplib::Server::HandlerResponse::Unhandled; // to the handlers below, which can read it
        d->answer(request, response, nullptr);
        return httplib::Server::HandlerResponse::Handled;
    });
    const auto withBody = [this](const httplib::Request &request, httplib::Response &response,
                                 const httplib::ContentReader &body) { d->answer(request, response, &body); };
    const std::string any = "[\\s\\S]*"; // our router matches
    server.Post(any, withBody).Put(any, withBody).Patch(any, withBody).Delete(any, withBody);
    // Bad request lines, headers that are too long: found before any handler, answered empty by the library.
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty())
            response.set_content(
                errorJson({ErrorKind::InvalidInput,
                           "The request could not be read (HTTP status " + std::to_string(response.status) + ").",
                           {},
                           {}}),
                "application/json");
    });
    server.set_exception_handler([](const httplib::Request &, httplib::Response &response, std::exception_ptr) {
        response.status = 500;
        response.set_content(errorJson({ErrorKind::Internal, "The engine failed to answer this request.", {}, {}}),
                             "application/json");
    });
}

HttpServer::~HttpServer()
{
    stop();
}

void HttpServer::get(std::string pattern, Handler handler)
{
    d->router.add(
        "GET", std::move(pattern),
        [handler = std::move(handler)](const Request &request, const BodyReader &) { return handler(request); }, false);
}

void HttpServer::getOpen(std::string pattern, Handler handler)
{
    d->open.insert(pattern);
    get(std::move(pattern), std::move(handler));
}

void HttpServer::post(std::string pattern, Handler handler)
{
    d->router.add(
        "POST", std::move(pattern),
        [handler = std::move(handler)](const Request &request, const BodyReader &) { return handler(request); }, false);
}

void HttpServer::postStreamed(std::string pattern, StreamedHandler handler)
{
    d->router.add("POST", std::move(pattern), std::move(handler), true);
}

void HttpServer::del(std::string pattern, Handler handler)
{
    d->router.add(
        "DELETE", std::move(pattern),
        [handler = std::move(handler)](const Request &request, const BodyReader &) { return handler(request); }, false);
}

Result<int> HttpServer::start()
{
    auto &server = d->server;
    const std::string host = "127.0.0.1";
    int port = d->options.port;
    if (port == 0)
        port = server.bind_to_any_port(host);
    else if (!server.bind_to_port(host, port))
        port = -1;
    if (port <= 0)
        return fail(ErrorKind::Conflict,
                    "Port " + std::to_string(d->options.port)
                        + " of 127.0.0.1 could not be opened: another program uses it, or it needs rights you do not "
                          "have. Choose another with --port, or --port 0 for any free one.",
                    "port_in_use");
    server.lengthenBacklog();
    d->listener = std::thread([&server] { server.listen_after_bind(); });
    return port;
}

void HttpServer::stop()
{
    if (!d->listener.joinable())
        return;
    d->server.stopping = true;
    // stop() does nothing before the listener runs.
    for (int waited = 0; waited < 1000 && !d->server.is_running(); ++waited)
        std::this_thread::sleep_for(1ms);
    d->server.stop();
    d->listener.join();
}

} // namespace onsa::engine
