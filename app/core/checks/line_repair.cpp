// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/line_repair.h"

#include "core/checks/misread_text.h"
#include "core/example.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <simdjson.h>

namespace onsa {

namespace {

bool readable(const std::string &line)
{
    simdjson::dom::parser parser;
    return parser.parse(line).error() == simdjson::SUCCESS;
}

bool isHalf(std::string_view line, std::size_t at, std::string_view digits)
{
    return at + 6 <= line.size() && line[at] == '\\' && line[at + 1] == 'u' && (line[at + 2] | 0x20) == 'd'
        && digits.find(static_cast<char>(line[at + 3] | 0x20)) != std::string_view::npos;
}

// A text from its opening quotation mark, with what may not stand in it escaped; closed when it was not.
std::size_t tidyText(std::string_view line, std::size_t at, char quote, std::string &out)
{
    out += '"';
    for (++at; at < line.size() && line[at] != quote; ++at) {
        const char c = line[at];
        if (c == '\\' && at + 1 < line.size()) {
            const bool first = isHalf(line, at, "89ab");
            if (first && isHalf(line, at + 6, "cdef")) {
                out.append(line.substr(at, 12));
                at += 11;
            } else if (first || isHalf(line, at, "cdef")) {
                out += "\\ufffd";
                at += 5;
            } else if (line[at + 1] == '\'') {
                out += line[++at];
            } else {
                out += c;
                out += line[++at];
            }
        } else if (c == '"') { // between single quotation marks
            out += "\\\"";
        } else if (c == '\t' || c == '\n' || c == '\r') {
            out += c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r";
        } else if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
        }
    }
    out += '"';
    return at + 1;
}

bool isNumberLetter(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

bool isReadableNumber(std::string_view number)
{
    return readable(std::string(number));
}

// One pass that knows whether it is inside a text.
std::string tidied(std::string_view line, bool singleQuotes)
{
    std::string out, open;
    for (std::size_t at = 0; at < line.size();) {
        const char c = line[at];
        const std::string_view rest = line.substr(at);
        if (c == '"' || (c == '\'' && singleQuotes)) {
            at = tidyText(line, at, c, out);
            continue;
        }
        if (rest.starts_with("NaN") || rest.starts_with("Infinity") || rest.starts_with("-Infinity")) {
            out += "null";
            at += c == 'N' ? 3U : c == 'I' ? 8U : 9U;
            continue;
        }
        if (singleQuotes && (rest.starts_with("None") || rest.starts_with("True") || rest.starts_with("False"))) {
            out += c == 'N' ? "null" : c == 'T' ? "true" : "false"; // as Python prints a dictionary
            at += c == 'F' ? 5U : 4U;
            continue;
        }
        if (isNumberLetter(c) && (c == '-' || (c >= '0' && c <= '9'))) {
            std::size_t end = at;
            while (end < line.size() && isNumberLetter(line[end]))
                ++end;
            const std::string_view number = line.substr(at, end - at);
            out += isReadableNumber(number) ? std::string(number) : "\"" + std::string(number) + "\"";
            at = end;
            continue;
        }
        if (c == ',') {
            const std::size_t next = line.find_first_not_of(" \t\r\n", at + 1);
            if (next == std::string_view::npos || line[next] == '}' || line[next] == ']') {
                ++at;
                continue;
            }
        }
        if (c == '{' || c == '[')
            open += c == '{' ? '}' : ']';
        if ((c == '}' || c == ']') && !open.empty() && open.back() == c)
            open.pop_back();
        out += c;
        ++at;
    }
    out.append(open.rbegin(), open.rend());
    return out;
}

} // namespace

std::optional<std::string> repairedLine(std::string_view given)
{
    std::string line(given);
    if (line.empty() || readable(line))
        return std::nullopt;
    if (line.starts_with("\xEF\xBB\xBF"))
        line.erase(0, 3);
    std::erase(line, '\0');
    if (!isUtf8(line)) {
        if (const auto japanese = decodeJapanese(line); japanese && readable(*japanese))
            return japanese;
        line = repairUtf8(line);
    }
    if (readable(line))
        return line;
    for (const bool singleQuotes : {false, true})
        if (std::string candidate = tidied(line, singleQuotes); readable(candidate))
            return candidate;
    return std::nullopt;
}

} // namespace onsa
