// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/router.h"

#include <optional>

namespace onsa::engine {

namespace {

std::vector<std::string> split(std::string_view path)
{
    std::vector<std::string> segments;
    while (true) {
        const auto slash = path.find('/');
        segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos)
            return segments;
        path.remove_prefix(slash + 1);
    }
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// What stood for the places of the pattern, or nothing.
std::optional<std::vector<std::string>> namesIn(const std::vector<std::string> &pattern,
                                                const std::vector<std::string> &segments)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (i >= segments.size())
            return std::nullopt;
        if (pattern[i] == "{rest}") {
            std::string rest = segments[i];
            for (std::size_t k = i + 1; k < segments.size(); ++k)
                rest += "/" + segments[k];
            if (rest.empty())
                return std::nullopt;
            names.push_back(decodePercent(rest));
            return names;
        }
        if (pattern[i] == "{}") {
            if (segments[i].empty())
                return std::nullopt;
            names.push_back(decodePercent(segments[i]));
        } else if (pattern[i] != segments[i]) {
            return std::nullopt;
        }
    }
    if (segments.size() != pattern.size())
        return std::nullopt;
    return names;
}

} // namespace

void Router::add(std::string method, std::string pattern, StreamedHandler handler, bool streamed)
{
    m_routes.push_back({std::move(method), split(pattern), std::move(handler), streamed});
}

Router::Match Router::match(std::string_view method, std::string_view target) const
{
    // A trailing slash is what some clients' path joins leave behind.
    while (target.size() > 1 && target.back() == '/')
        target.remove_suffix(1);
    const auto segments = split(target);
    Match match;
    bool otherMethod = false;
    for (const auto &route : m_routes) {
        auto names = namesIn(route.segments, segments);
        if (!names)
            continue;
        if (route.method != (method == "HEAD" ? "GET" : method)) {
            otherMethod = true;
            continue;
        }
        match.handler = &route.handler;
        match.streamed = route.streamed;
        match.names = std::move(*names);
        return match;
    }
    const auto where = std::string(method) + " " + decodePercent(target);
    if (otherMethod)
        match.error =
            Reply::error({ErrorKind::InvalidInput, "Not allowed to " + where + ".", "method_not_supported", {}}, 405);
    else
        match.error = Reply::error({ErrorKind::NotFound, "Invalid URL (" + where + ")", "unknown_url", {}});
    return match;
}

std::string decodePercent(std::string_view text, bool plusIsSpace)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            plain += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            plain += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return plain;
}

std::multimap<std::string, std::string> parseQuery(std::string_view text)
{
    std::multimap<std::string, std::string> query;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        const auto equals = pair.find('=');
        if (!pair.empty())
            query.emplace(decodePercent(pair.substr(0, equals), true),
                          equals == std::string_view::npos ? std::string()
                                                           : decodePercent(pair.substr(equals + 1), true));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return query;
}

} // namespace onsa::engine
