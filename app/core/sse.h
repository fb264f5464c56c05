// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events (WHATWG HTML, section 9.2), as far as the OpenAI API uses them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct SseEvent {
    std::string event; // empty = "message"
    std::string data; // lines joined with \n

    bool operator==(const SseEvent &) const = default;
};

// Bytes in, events out; the cut of the bytes does not matter. One parser for one stream, one thread.
class SseParser
{
public:
    std::vector<SseEvent> feed(std::string_view bytes);
    // An event may be at most this long; beyond it the parser drops the event and `overflowed()` says so.
    static constexpr std::size_t maxEventBytes = 16U << 20U;
    bool overflowed() const { return m_overflowed; }

private:
    void keep(std::string_view piece); // of the current line
    void endLine(std::vector<SseEvent> &out);

    std::string m_line;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_lastWasCr = false;
    bool m_atStart = true; // a byte order mark may come first
    bool m_overflowed = false;
    bool m_dropping = false; // inside an event that is too long
    bool m_lineHasText = false; // the current line is not empty, though m_line no longer holds it
};

// "data: {json}\n\n"; `data` must be one line.
std::string sseFrame(std::string_view data);
inline constexpr std::string_view sseDone = "data: [DONE]\n\n";

} // namespace onsa
