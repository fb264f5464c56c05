// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/json_splitter.h"

#include <utility>

namespace onsa {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

bool JsonSplitter::giveOut(const Visitor &visit, bool cut)
{
    m_inValue = m_inString = m_escaped = false;
    m_depth = 0;
    JsonPiece done = std::exchange(m_piece, {});
    done.cut = cut;
    while (!done.text.empty() && isSpace(done.text.back()))
        done.text.pop_back();
    m_stopped = !visit(done);
    return !m_stopped;
}

void JsonSplitter::begin(char c)
{
    m_inValue = true;
    m_piece.line = m_line;
    m_piece.column = m_column;
    m_piece.text = c;
    m_inString = c == '"';
    m_depth = c == '{' || c == '[' ? 1 : 0;
}

bool JsonSplitter::take(char c, const Visitor &visit)
{
    if (c == '\n') {
        ++m_line;
        m_column = 0;
    } else {
        ++m_column;
    }
    if (!m_inValue) {
        if (isSpace(c) || c == ',')
            return true;
        if (c == '[' && !m_array) {
            m_array = true;
            return true;
        }
        if (c == ']') // the end of the array; objects after it are read all the same
            return true;
        begin(c);
        return true;
    }
    if (m_inString) {
        m_piece.text += c;
        if (m_escaped)
            m_escaped = false;
        else if (c == '\\')
            m_escaped = true;
        else if (c == '"')
            m_inString = false;
        return m_inString || m_depth > 0 || giveOut(visit, false);
    }
    // A word or a number ends where the next thing begins.
    if (m_depth == 0 && (isSpace(c) || c == ',' || c == ']'))
        return giveOut(visit, false);
    m_piece.text += c;
    if (c == '"') {
        m_inString = true;
    } else if (c == '{' || c == '[') {
        ++m_depth;
    } else if ((c == '}' || c == ']') && (m_depth == 0 || --m_depth == 0)) {
        return giveOut(visit, false);
    }
    return true;
}

bool JsonSplitter::feed(std::string_view bytes, const Visitor &visit)
{
    if (m_stopped)
        return false;
    for (std::size_t at = 0; at < bytes.size();) {
        if (m_inString && !m_escaped) { // most characters mean nothing: they are taken in runs
            std::size_t end = bytes.find_first_of("\"\\\n", at);
            end = end == std::string_view::npos ? bytes.size() : end;
            m_piece.text.append(bytes.substr(at, end - at));
            m_column += end - at;
            at = end;
            if (m_piece.text.size() > maxJsonPiece) {
                giveOut(visit, true);
                m_stopped = true;
                return false;
            }
            if (at == bytes.size())
                break;
        }
        if (!take(bytes[at++], visit))
            return false;
        if (m_piece.text.size() > maxJsonPiece) {
            giveOut(visit, true);
            m_stopped = true;
            return false;
        }
    }
    return true;
}

bool JsonSplitter::finish(const Visitor &visit)
{
    if (m_stopped)
        return false;
    return !m_inValue || giveOut(visit, m_depth > 0 || m_inString);
}

} // namespace onsa
