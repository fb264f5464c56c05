// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http_guard.h"

#include <algorithm>

namespace onsa::engine {

namespace {

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

} // namespace

bool isLoopbackHost(std::string_view hostHeader)
{
    auto host = lowered(hostHeader);
    const auto colon = host.rfind(':');
    const bool port = colon != std::string::npos && colon + 1 < host.size()
        && host.find_first_not_of("0123456789", colon + 1) == std::string::npos;
    if (port && (host.front() != '[' || host[colon - 1] == ']'))
        host.erase(colon);
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

bool isAllowedOrigin(std::string_view originHeader)
{
    if (originHeader.empty())
        return true;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (originHeader.starts_with(scheme))
            return isLoopbackHost(originHeader.substr(scheme.size()));
    }
    return false;
}

std::string keyOf(std::string_view authorization, std::string_view apiKey)
{
    static constexpr std::string_view bearer = "bearer ";
    if (lowered(authorization.substr(0, bearer.size())) == bearer) {
        auto key = authorization.substr(bearer.size());
        while (!key.empty() && key.front() == ' ')
            key.remove_prefix(1);
        return std::string(key);
    }
    return std::string(apiKey);
}

bool equalInConstantTime(std::string_view left, std::string_view right)
{
    unsigned difference = left.size() == right.size() ? 0U : 1U;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const char other = right.empty() ? '\0' : right[i % right.size()];
        difference |= static_cast<unsigned>(static_cast<unsigned char>(left[i] ^ other));
    }
    return difference == 0;
}

} // namespace onsa::engine
