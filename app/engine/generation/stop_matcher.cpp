// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/stop_matcher.h"

#include <algorithm>
#include <utility>

namespace onsa::engine {

StopMatcher::StopMatcher(std::vector<std::string> stops)
    : m_stops(std::move(stops))
{
    std::erase(m_stops, std::string()); // it would match everywhere
}

std::string StopMatcher::feed(std::string_view bytes)
{
    std::string out;
    for (const char byte : bytes) {
        if (m_stopped)
            break;
        m_held += byte;
        // Of several that end here the longest counts, so that nothing of any of them is shown.
        std::size_t matched = 0;
        std::size_t kept = 0;
        for (const std::string &stop : m_stops) {
            if (m_held.ends_with(stop))
                matched = std::max(matched, stop.size());
            std::size_t length = std::min(stop.size() - 1, m_held.size());
            while (length > kept && !m_held.ends_with(std::string_view(stop).substr(0, length)))
                --length;
            kept = std::max(kept, length);
        }
        m_stopped = matched > 0;
        out.append(m_held, 0, m_held.size() - (m_stopped ? matched : kept));
        m_held.erase(0, m_held.size() - (m_stopped ? 0 : kept));
    }
    m_released += out.size();
    return out;
}

std::string StopMatcher::rest()
{
    if (m_stopped)
        return {};
    m_released += m_held.size();
    return std::exchange(m_held, {});
}

} // namespace onsa::engine
