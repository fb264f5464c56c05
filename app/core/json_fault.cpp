// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_fault.h"

#include "core/json_text.h"
#include "core/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <simdjson.h>

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

namespace {

// Where a \\u escape of half a character stands without its other half.
std::optional<std::size_t> loneSurrogate(std::string_view line)
{
    const auto isHalf = [&](std::size_t at, char low, char high) {
        if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u' || (line[at + 2] | 0x20) != 'd')
            return false;
        const char digit = static_cast<char>(line[at + 3] | 0x20);
        return digit >= low && digit <= high;
    };
    for (std::size_t at = line.find('\\'); at != std::string_view::npos; at = line.find('\\', at)) {
        const bool first = isHalf(at, '8', '9') || isHalf(at, 'a', 'b');
        const bool second = isHalf(at, 'c', 'f');
        if (second || (first && !isHalf(at + 6, 'c', 'f')))
            return at;
        at += first ? 12 : 2;
    }
    return std::nullopt;
}

// After the first whole value, when another one follows on the line.
std::optional<std::size_t> secondValue(std::string_view line)
{
    const std::size_t end = valueIn(line).last;
    const std::size_t next = line.find_first_not_of(" \t\r,", end);
    if (next == std::string_view::npos || (line[next] != '{' && line[next] != '['))
        return std::nullopt;
    simdjson::dom::parser parser;
    if (end == 0 || parser.parse(line.data(), end).error() != simdjson::SUCCESS)
        return std::nullopt;
    return next;
}

// nlohmann reads 2^64, but says of 1e400 that it is out of range; neither is a mistake in the writing.
bool isLongNumberAlone(std::string_view line)
{
    try {
        return !nlohmann::json::parse(line).is_discarded();
    } catch (const nlohmann::json::out_of_range &) {
        return true;
    } catch (const nlohmann::json::exception &) {
        return false;
    }
}

Issue fault(std::string id, std::string message, Fix fix, std::size_t at = 0)
{
    return {std::move(id), Severity::Error, {}, std::move(message), at, at, fix};
}

} // namespace

std::size_t depthOf(std::string_view line)
{
    std::size_t depth = 0, deepest = 0;
    bool inText = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\' && inText)
            ++at;
        else if (line[at] == '"')
            inText = !inText;
        else if (!inText && (line[at] == '{' || line[at] == '['))
            deepest = std::max(deepest, ++depth);
        else if (!inText && (line[at] == '}' || line[at] == ']') && depth > 0)
            --depth;
    }
    return deepest;
}

Issue explainFault(std::string_view line, int code)
{
    if (const std::optional<std::size_t> bad = firstBadByte(line))
        return fault("invalid_utf8", "This line is not UTF-8 text from byte " + std::to_string(*bad + 1) + " on.",
                     Fix::RepairBytes, *bad);
    if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos)
        return fault("nul_character", "This line contains a NUL character (a zero byte).", Fix::RemoveControls, nul);
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return {"empty_line", Severity::Warning, {}, "This line is empty.", 0, 0, Fix::DeleteRow};
    if (const auto next = secondValue(line))
        return fault("two_values", "There is more than one JSON value on this line.", Fix::SplitValues, *next);
    if (code == simdjson::STRING_ERROR)
        if (const auto at = loneSurrogate(line))
            return fault("lone_surrogate",
                         "A text contains half a character, written as a \\u escape without its pair.",
                         Fix::RepairSurrogates, *at);
    if (code == simdjson::DEPTH_ERROR && depthOf(line) > 1024)
        return fault("deeply_nested", "This row is nested deeper than 1024 levels.", Fix::None);
    if (code == simdjson::NUMBER_ERROR)
        if (isLongNumberAlone(line))
            return fault("number_out_of_range", "A number in this row is too large to be read.", Fix::NumberToText);
    return fault("invalid_json", "This line is not valid JSON" + placeOf(line) + ": " + reasonOf(line, code) + ".",
                 Fix::RepairJson);
}

} // namespace onsa
