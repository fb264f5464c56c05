// SPDX-License-Identifier: GPL-3.0-or-later
// Which handler a method and a path mean. Patterns: "/v1/files/{}/content"; "{rest}" at the end takes slashes too,
// because model ids may hold them, decoded or not.
#pragma once

#include "engine/http_types.h"

#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

class Router
{
public:
    void add(std::string method, std::string pattern, StreamedHandler handler, bool streamed);

    struct Match {
        const StreamedHandler *handler = nullptr; // null = `error` says why
        bool streamed = false; // the handler reads the body itself
        std::vector<std::string> names;
        Reply error;
    };
    // `target` as in the request line, without the query.
    Match match(std::string_view method, std::string_view target) const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;
        StreamedHandler handler;
        bool streamed = false;
    };
    std::vector<Route> m_routes;
};

std::string decodePercent(std::string_view text, bool plusIsSpace = false); // "%2F" -> "/"; a lone % stays
std::multimap<std::string, std::string> parseQuery(std::string_view text);

} // namespace onsa::engine
