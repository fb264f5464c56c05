// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's door: HTTP on 127.0.0.1, checked and turned into Request and Reply. All knowledge of cpp-httplib and of
// its traps is in http_server.cpp, http_send.cpp and socket_server.h.
#pragma once

#include "core/result.h"
#include "engine/http_types.h"
#include "engine/router.h"

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace onsa::engine {

struct HttpOptions {
    int port = 0; // 0 = any free one
    std::string key; // bearer key; empty = any key, or none, is accepted
    std::int64_t longestBody = 64 << 20; // bytes of a JSON body
    std::int64_t longestUpload = 512LL << 20; // bytes of a streamed body (the API's limit for a file)
};

class HttpServer
{
public:
    explicit HttpServer(HttpOptions options);
    ~HttpServer(); // stops

    // Before start(). Handlers run in the server's threads, several at a time.
    void get(std::string pattern, Handler handler);
    void post(std::string pattern, Handler handler);
    void postStreamed(std::string pattern, StreamedHandler handler);
    void del(std::string pattern, Handler handler);
    // A route that asks for no key; everything else does.
    void getOpen(std::string pattern, Handler handler);

    Result<int> start(); // the port. Conflict when the port is taken
    void stop(); // no new requests, answers that are being made are cancelled, waits for all threads

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::engine
