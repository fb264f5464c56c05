// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/multipart.h"

#include "engine/router.h"

#include <algorithm>
#include <map>

namespace onsa::engine {

namespace {

constexpr std::size_t longestHeaders = 16384; // bytes of one part's header block

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

// `form-data; name="a"; filename=b` -> {name: a, filename: b}. A backslash before a quote or a backslash escapes it.
std::map<std::string, std::string> parametersOf(std::string_view value)
{
    std::map<std::string, std::string> parameters;
    auto at = value.find(';');
    while (at != std::string_view::npos && at < value.size()) {
        const auto equals = value.find('=', ++at);
        if (equals == std::string_view::npos)
            break;
        const auto name = lowered(trimmed(value.substr(at, equals - at)));
        std::string text;
        at = equals + 1;
        while (at < value.size() && (value[at] == ' ' || value[at] == '\t'))
            ++at;
        if (at < value.size() && value[at] == '"') {
            for (++at; at < value.size() && value[at] != '"'; ++at) {
                if (value[at] == '\\' && at + 1 < value.size() && (value[at + 1] == '"' || value[at + 1] == '\\'))
                    ++at;
                text += value[at];
            }
            at = value.find(';', at);
        } else {
            const auto end = value.find(';', at);
            text = trimmed(value.substr(at, end == std::string_view::npos ? end : end - at));
            at = end;
        }
        parameters.emplace(name, std::move(text));
    }
    return parameters;
}

std::string baseName(std::string name)
{
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string::npos)
        name.erase(0, slash + 1);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return name;
}

// Clients write a quote in a file name as %22 (WHATWG HTML, multipart/form-data encoding algorithm).
std::string withoutQuoteEscapes(std::string name)
{
    for (const auto &[escaped, plain] : {std::pair("%22", "\""), std::pair("%0D", ""), std::pair("%0A", "")}) {
        for (auto at = name.find(escaped); at != std::string::npos; at = name.find(escaped, at))
            name.replace(at, 3, plain);
    }
    return name;
}

PartHeader headerOf(std::string_view block)
{
    PartHeader part;
    while (!block.empty()) {
        const auto end = block.find('\n');
        const auto line = trimmed(block.substr(0, end));
        block.remove_prefix(end == std::string_view::npos ? block.size() : end + 1);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || lowered(trimmed(line.substr(0, colon))) != "content-disposition")
            continue;
        auto parameters = parametersOf(line.substr(colon + 1));
        part.name = parameters["name"];
        if (const auto plain = parameters.find("filename"); plain != parameters.end())
            part.filename = baseName(withoutQuoteEscapes(plain->second));
        // RFC 5987: UTF-8''percent-encoded; the better name when both are there
        const auto extended = parameters.find("filename*");
        const auto quotes = extended == parameters.end() ? std::string::npos : extended->second.find("''");
        if (quotes != std::string::npos)
            part.filename = baseName(decodePercent(std::string_view(extended->second).substr(quotes + 2)));
    }
    return part;
}

tl::unexpected<Error> malformed(const std::string &what)
{
    return fail(ErrorKind::InvalidInput, "The multipart/form-data body " + what + ".", "invalid_multipart");
}

} // namespace

Result<std::string> boundaryOf(std::string_view contentType)
{
    const auto kind = lowered(trimmed(contentType.substr(0, contentType.find(';'))));
    if (kind != "multipart/form-data")
        return fail(ErrorKind::InvalidInput, "The request must be sent as multipart/form-data.",
                    "unsupported_content_type");
    auto parameters = parametersOf(contentType);
    const auto found = parameters.find("boundary");
    if (found == parameters.end() || found->second.empty() || found->second.size() > 200)
        return fail(ErrorKind::InvalidInput, "The Content-Type header has no usable boundary.", "invalid_multipart");
    return found->second;
}

MultipartParser::MultipartParser(std::string_view boundary, PartFunction onPart, BytesFunction onBytes)
    : m_delimiter("\r\n--" + std::string(boundary))
    , m_onPart(std::move(onPart))
    , m_onBytes(std::move(onBytes))
    , m_pending("\r\n") // so that the first boundary looks like the others
{
}

Result<> MultipartParser::feed(std::string_view bytes)
{
    m_pending += bytes;
    while (true) {
        const auto more = advance();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
    }
}

Result<> MultipartParser::finish() const
{
    if (m_state != State::Done)
        return malformed("was cut off: its closing boundary is missing");
    return {};
}

Result<bool> MultipartParser::advance()
{
    switch (m_state) {
    case State::Preamble: {
        const auto found = m_pending.find(m_delimiter);
        if (found == std::string::npos) {
            if (m_pending.size() > longestHeaders)
                return malformed("does not begin with its boundary");
            return false;
        }
        m_pending.erase(0, found + m_delimiter.size());
        m_state = State::Headers;
        return true;
    }
    case State::Headers:
        return readHeaders();
    case State::Content:
        return readContent();
    case State::Done:
        m_pending.clear();
        return false;
    }
    return false;
}

// Behind a boundary: "--" ends the body, a line end opens a part.
Result<bool> MultipartParser::readHeaders()
{
    if (m_pending.size() < 2)
        return false;
    if (m_pending.starts_with("--")) {
        m_state = State::Done;
        return true;
    }
    const auto lineEnd = m_pending.find("\r\n");
    const auto end = lineEnd == 0 ? m_pending.find("\r\n\r\n") : std::string::npos;
    if (lineEnd != std::string::npos
        && m_pending.find_first_not_of(" \t") != lineEnd) // RFC 2046 allows padding and nothing else
        return malformed("has something else behind a boundary");
    if (lineEnd != 0 && lineEnd != std::string::npos) {
        m_pending.erase(0, lineEnd);
        return true;
    }
    if (end == std::string::npos) {
        if (m_pending.size() > longestHeaders)
            return malformed("has a part whose headers are too long");
        return false;
    }
    const auto part = headerOf(std::string_view(m_pending).substr(0, end));
    if (part.name.empty())
        return malformed("has a part without a name");
    m_pending.erase(0, end + 4);
    m_state = State::Content;
    if (const auto opened = m_onPart(part); !opened)
        return tl::unexpected(opened.error());
    return true;
}

Result<bool> MultipartParser::readContent()
{
    const auto found = m_pending.find(m_delimiter);
    if (found != std::string::npos) {
        if (const auto taken = m_onBytes(std::string_view(m_pending).substr(0, found)); !taken)
            return tl::unexpected(taken.error());
        m_pending.erase(0, found + m_delimiter.size());
        m_state = State::Headers;
        return true;
    }
    // Everything but what may be the beginning of a delimiter.
    const auto keep = m_delimiter.size() - 1;
    if (m_pending.size() <= keep)
        return false;
    const auto sure = m_pending.size() - keep;
    if (const auto taken = m_onBytes(std::string_view(m_pending).substr(0, sure)); !taken)
        return tl::unexpected(taken.error());
    m_pending.erase(0, sure);
    return false;
}

} // namespace onsa::engine
