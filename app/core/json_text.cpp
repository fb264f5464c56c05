// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_text.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>

namespace onsa {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skipSpace(std::string_view json, std::size_t at)
{
    while (at < json.size() && isSpace(json[at]))
        ++at;
    return at;
}

// After the closing quote of the string that opens at `at`.
std::size_t endOfString(std::string_view json, std::size_t at)
{
    for (++at; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

std::size_t endOfValue(std::string_view json, std::size_t at)
{
    // A counter instead of recursion: the depth of foreign data must not reach our stack.
    std::size_t depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = endOfString(json, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth <= 1)
                return depth == 1 ? at + 1 : at;
            --depth;
        } else if (depth == 0 && (c == ',' || isSpace(c))) {
            return at;
        }
        ++at;
    }
    return json.size();
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
}

char32_t hex4(std::string_view digits)
{
    char32_t value = 0;
    for (const char c : digits)
        value = value * 16 + static_cast<char32_t>(hexDigit(c));
    return value;
}

// `token` with its quotes.
std::string unescape(std::string_view token)
{
    std::string out;
    for (std::size_t i = 1; i + 1 < token.size(); ++i) {
        if (token[i] != '\\') {
            out += token[i];
            continue;
        }
        const char kind = token[++i];
        constexpr std::string_view letters = "bfnrt", meanings = "\b\f\n\r\t";
        if (const std::size_t known = letters.find(kind); known != std::string_view::npos) {
            out += meanings[known];
        } else if (kind == 'u') {
            char32_t value = hex4(token.substr(i + 1, 4));
            i += 4;
            if (value >= 0xD800 && value < 0xDC00 && token.substr(i + 1, 2) == "\\u") {
                value = 0x10000 + ((value - 0xD800) << 10U) + (hex4(token.substr(i + 3, 4)) - 0xDC00);
                i += 6;
            }
            appendUtf8(out, value);
        } else {
            out += kind; // \" \\ \/
        }
        if (i >= token.size())
            break;
    }
    return out;
}

void appendEscape(std::string &out, char32_t value, bool upperHex)
{
    const std::string_view digits = upperHex ? "0123456789ABCDEF" : "0123456789abcdef";
    if (value > 0xFFFF) {
        value -= 0x10000;
        appendEscape(out, 0xD800 + (value >> 10U), upperHex);
        value = 0xDC00 + (value & 0x3FFU);
    }
    out += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4)
        out += digits[(value >> (shift - 4)) & 0xFU];
}

} // namespace

void appendJsonString(std::string &out, std::string_view text, JsonStringStyle style)
{
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
        if (const std::size_t known = point.value < 0x80 ? special.find(text[at]) : std::string_view::npos;
            known != std::string_view::npos) {
            out += '\\';
            out += letters[known];
        } else if (point.value < 0x20 || (style.ascii && point.value > 0x7E)) {
            appendEscape(out, point.value, style.upperHex);
        } else {
            appendUtf8(out, point.value);
        }
        at += point.bytes;
    }
    out += '"';
}

JsonStringStyle stringStyleOf(std::string_view json)
{
    JsonStringStyle style;
    if (std::any_of(json.begin(), json.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; }))
        return style;
    for (std::size_t at = json.find('\\'); at != std::string_view::npos && at + 1 < json.size();
         at = json.find('\\', at + 2)) {
        if (json[at + 1] != 'u')
            continue;
        const std::string_view digits = json.substr(at + 2, 4);
        if (hex4(digits) < 0x80)
            continue;
        style.ascii = true;
        if (digits.find_first_of("abcdefABCDEF") == std::string_view::npos)
            continue;
        style.upperHex = digits.find_first_of("ABCDEF") != std::string_view::npos;
        return style;
    }
    return style;
}

ByteRange valueIn(std::string_view json)
{
    const std::size_t first = skipSpace(json, 0);
    return {first, endOfValue(json, first)};
}

std::vector<JsonMember> membersIn(std::string_view json, ByteRange range)
{
    std::vector<JsonMember> members;
    if (range.first >= range.last || json[range.first] != '{')
        return members;
    json = json.substr(0, range.last);
    for (std::size_t at = skipSpace(json, range.first + 1); at < json.size() && json[at] == '"';) {
        const std::size_t keyEnd = endOfString(json, at);
        const std::size_t colon = skipSpace(json, keyEnd);
        if (colon >= json.size())
            break;
        const std::size_t value = skipSpace(json, colon + 1);
        const std::size_t valueEnd = endOfValue(json, value);
        members.push_back({unescape(json.substr(at, keyEnd - at)), {value, valueEnd}});
        at = skipSpace(json, valueEnd);
        if (at < json.size() && json[at] == ',')
            at = skipSpace(json, at + 1);
    }
    return members;
}

std::vector<ByteRange> elementsIn(std::string_view json, ByteRange range)
{
    std::vector<ByteRange> elements;
    if (range.first >= range.last || json[range.first] != '[')
        return elements;
    json = json.substr(0, range.last);
    for (std::size_t at = skipSpace(json, range.first + 1); at < json.size() && json[at] != ']';) {
        const std::size_t end = endOfValue(json, at);
        if (end == at)
            break;
        elements.push_back({at, end});
        at = skipSpace(json, end);
        if (at < json.size() && json[at] == ',')
            at = skipSpace(json, at + 1);
    }
    return elements;
}

std::string stringIn(std::string_view json, ByteRange range)
{
    const std::string_view token = range.in(json);
    return token.size() >= 2 && token.front() == '"' ? unescape(token) : std::string();
}

void appendPlainJson(std::string &out, std::string_view json)
{
    for (std::size_t at = 0; at < json.size();) {
        if (json[at] == '"') {
            const std::size_t end = endOfString(json, at);
            appendJsonString(out, unescape(json.substr(at, end - at)));
            at = end;
        } else {
            if (!isSpace(json[at]))
                out += json[at];
            ++at;
        }
    }
}

JsonSpacing spacingOf(std::string_view json)
{
    JsonSpacing spacing;
    const std::vector<JsonMember> members = membersIn(json, valueIn(json));
    if (members.empty())
        return spacing;
    if (isSpace(json[members[0].value.first - 1]))
        spacing.colon = ": ";
    spacing.comma = spacing.colon == ": " ? ", " : ",";
    if (members.size() > 1) {
        const std::size_t comma = skipSpace(json, members[0].value.last);
        spacing.comma = comma + 1 < json.size() && isSpace(json[comma + 1]) ? ", " : ",";
    }
    return spacing;
}

} // namespace onsa
