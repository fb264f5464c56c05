// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_fault.h"

#include "core/utf8.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <optional>

namespace onsa {

namespace {

// simdjson says that, not where; nlohmann's reader knows the place.
struct PlaceFinder : nlohmann::json_sax<nlohmann::json> {
    std::optional<std::size_t> place; // bytes read when it failed

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t &) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        place = position;
        return false;
    }
};

std::string placeOf(std::string_view line)
{
    PlaceFinder finder;
    nlohmann::json::sax_parse(line.begin(), line.end(), &finder);
    if (!finder.place || *finder.place == 0)
        return {};
    const std::size_t bytes = std::min(*finder.place, line.size());
    return " near character " + std::to_string(std::max<std::size_t>(countCodePoints(line.substr(0, bytes)), 1));
}

std::string reasonOf(std::string_view line, int code)
{
    switch (code) {
    case simdjson::UNCLOSED_STRING:
        return "a text is not closed with a quotation mark";
    case simdjson::UNESCAPED_CHARS:
        return "a line break, tab or control character inside a text must be written as \\n, \\t or \\u";
    case simdjson::STRING_ERROR:
        return "a text contains a broken \\ escape";
    case simdjson::NUMBER_ERROR:
        return "a number is too large or not written as JSON writes numbers";
    case simdjson::DEPTH_ERROR:
        return "it is nested too deeply, or a bracket is not closed";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return "it is too long to be read";
    default:
        break;
    }
    if (line.starts_with("\xEF\xBB\xBF"))
        return "it starts with a byte order mark";
    if (line.find(",}") != std::string_view::npos || line.find(",]") != std::string_view::npos)
        return "there may be a comma too many before a closing bracket";
    if (line.find('\'') != std::string_view::npos && line.find('"') == std::string_view::npos)
        return "texts must stand in double quotation marks";
    return "a bracket, comma, colon or quotation mark is missing or too many";
}

} // namespace

Issue explainFault(std::string_view line, int code)
{
    if (const std::optional<std::size_t> bad = firstBadByte(line))
        return {"invalid_utf8",
                Severity::Error,
                {},
                "This line is not UTF-8 text from byte " + std::to_string(*bad + 1) + " on."};
    if (line.find('\0') != std::string_view::npos)
        return {"nul_character", Severity::Error, {}, "This line contains a NUL character (a zero byte)."};
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return {"empty_line", Severity::Warning, {}, "This line is empty."};
    return {"invalid_json",
            Severity::Error,
            {},
            "This line is not valid JSON" + placeOf(line) + ": " + reasonOf(line, code) + "."};
}

} // namespace onsa
