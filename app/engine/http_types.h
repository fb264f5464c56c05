// SPDX-License-Identifier: GPL-3.0-or-later
// A request and its reply as the routes see them: no HTTP library in sight.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace onsa::engine {

class EventStream;

struct Request {
    std::string method;
    std::string path; // decoded
    std::vector<std::string> names; // what stood for {} and {rest} in the route's pattern, decoded
    std::multimap<std::string, std::string> query; // decoded
    std::map<std::string, std::string> headers; // names in lower case; no credentials
    std::string body; // whole; empty for streamed routes
    std::function<bool()> clientGone; // looks at the socket; from the request's thread

    std::string header(const std::string &lowerCaseName) const;
    std::optional<std::string> parameter(const std::string &name) const; // of the query; the first
};

// Whole number of the query within bounds; nothing given = `otherwise`. InvalidInput with param.
Result<int> numberParameter(const Request &request, const std::string &name, int otherwise, int least, int most);

// Gives the body piece by piece to `take`, which returns false to stop. Errors: InvalidInput (cut off, too large).
using BodyReader = std::function<Result<>(const std::function<bool(std::string_view)> &take)>;

struct Reply {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::filesystem::path file; // when set: these bytes instead of `body`
    std::shared_ptr<EventStream> events; // when set: server-sent events instead of `body`

    static Reply json(std::string body);
    static Reply stream(std::shared_ptr<EventStream> events);
    static Reply error(const Error &error, int status = 0); // 0 = that of the kind
};

using Handler = std::function<Result<Reply>(const Request &)>;
using StreamedHandler = std::function<Result<Reply>(const Request &, const BodyReader &)>;

} // namespace onsa::engine
