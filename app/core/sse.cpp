// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sse.h"

#include <utility>

namespace onsa {

std::vector<SseEvent> SseParser::feed(std::string_view bytes)
{
    std::vector<SseEvent> out;
    while (!bytes.empty()) {
        if (m_lastWasCr && bytes.front() == '\n') {
            m_lastWasCr = false;
            bytes.remove_prefix(1);
            continue;
        }
        m_lastWasCr = false;

        const std::size_t end = bytes.find_first_of("\r\n");
        keep(bytes.substr(0, end));
        if (end == std::string_view::npos)
            break;
        m_lastWasCr = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        endLine(out);
    }
    return out;
}

void SseParser::keep(std::string_view piece)
{
    if (m_dropping) {
        m_lineHasText = m_lineHasText || !piece.empty();
        return;
    }
    if (m_line.size() + m_event.data.size() + m_event.event.size() + piece.size() <= maxEventBytes) {
        m_line.append(piece);
        return;
    }
    m_dropping = m_overflowed = m_lineHasText = true;
    m_line = {};
    m_event = {};
    m_hasData = false;
}

void SseParser::endLine(std::vector<SseEvent> &out)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    std::string_view line = m_line;
    if (std::exchange(m_atStart, false) && line.starts_with(byteOrderMark))
        line.remove_prefix(byteOrderMark.size());

    const bool empty = line.empty() && !std::exchange(m_lineHasText, false);
    if (m_dropping) {
        // The rest of an event that was too long: nothing counts until its empty line.
        m_dropping = !empty;
        m_line.clear();
        return;
    }
    if (empty) {
        if (m_hasData)
            out.push_back(std::exchange(m_event, {}));
        m_event = {};
        m_hasData = false;
        m_line.clear();
        return;
    }

    // A line that starts with a colon is a comment: its field name is empty, and so it is none of ours.
    const std::size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    if (field == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data += '\n';
        m_event.data.append(value);
    } else if (field == "event") {
        m_event.event = value;
    }
    m_line.clear();
}

std::string sseFrame(std::string_view data)
{
    std::string frame = "data: ";
    frame.append(data);
    frame += "\n\n";
    return frame;
}

} // namespace onsa
