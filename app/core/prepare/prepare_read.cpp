// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prepare/prepare.h"

#include "core/table_stream.h"
#include "core/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

using Json = nlohmann::ordered_json;

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// The column by its name in any case; the first of the exact name counts.
std::size_t columnOf(const std::vector<std::string> &columns, std::string_view name)
{
    const auto exact = std::find(columns.begin(), columns.end(), name);
    const auto found = exact != columns.end()
        ? exact
        : std::find_if(columns.begin(), columns.end(), [&](const auto &column) { return lowered(column) == name; });
    return static_cast<std::size_t>(found - columns.begin());
}

Error errorOf(const TableFault &fault)
{
    const char *what = fault.kind == TableFault::Kind::OpenQuote ? "a quotation mark is opened and not closed."
        : fault.kind == TableFault::Kind::TextAfterQuote
        ? "there is text behind a closed quotation mark. Write two marks for one inside a text."
        : "a cell is longer than 64 MiB.";
    const std::string place = "line " + std::to_string(fault.line);
    return {ErrorKind::InvalidInput, "In " + place + ", cell " + std::to_string(fault.column) + ": " + what,
            "invalid_table", place};
}

Result<PrepareTable> readTable(std::string_view bytes, char delimiter, const char *name)
{
    auto records = readTableRows(bytes, {delimiter, '"'});
    PrepareTable table;
    table.done.push_back(std::string("The ") + name + " table becomes JSONL, one example a line.");
    if (records.empty())
        return table;
    if (const auto faulty = std::find_if(records.begin(), records.end(), [](const auto &row) { return row.fault; });
        faulty != records.end())
        return tl::unexpected(errorOf(*faulty->fault));
    table.columns = std::move(records.front().cells);
    const std::size_t prompt = columnOf(table.columns, "prompt"), completion = columnOf(table.columns, "completion");
    for (std::size_t i = 1; i < records.size(); ++i) {
        TableRecord &record = records[i];
        if (record.cells.size() > table.columns.size())
            return fail(ErrorKind::InvalidInput,
                        "Line " + std::to_string(record.line) + " has " + std::to_string(record.cells.size())
                            + " columns, and the header has " + std::to_string(table.columns.size()) + ".",
                        "invalid_table", "line " + std::to_string(record.line));
        record.cells.resize(table.columns.size());
        PreparedRow row;
        row.line = record.line;
        if (prompt < record.cells.size())
            row.prompt = std::move(record.cells[prompt]);
        if (completion < record.cells.size())
            row.completion = std::move(record.cells[completion]);
        table.rows.push_back(std::move(row));
    }
    return table;
}

PrepareTable readText(std::string_view bytes)
{
    PrepareTable table;
    table.columns = {"prompt", "completion"};
    table.done.emplace_back("Every line of the text becomes a completion with an empty prompt.");
    std::size_t number = 0;
    for (std::size_t at = 0; at <= bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string_view line = bytes.substr(at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        table.rows.push_back({{}, std::string(line), ++number});
        at = end + 1;
    }
    return table;
}

std::string textOfValue(const Json &value)
{
    if (value.is_null())
        return {};
    return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<> addObject(const Json &object, std::size_t line, PrepareTable &table)
{
    if (!object.is_object())
        return fail(ErrorKind::InvalidInput, "Line " + std::to_string(line) + " is not a JSON object in braces.",
                    "invalid_json", "line " + std::to_string(line));
    PreparedRow row;
    row.line = line;
    std::vector<std::string> names;
    for (const auto &[key, value] : object.items()) {
        names.push_back(key);
        if (std::find(table.columns.begin(), table.columns.end(), key) == table.columns.end())
            table.columns.push_back(key);
    }
    for (const auto &[name, text] : {std::pair("prompt", &row.prompt), std::pair("completion", &row.completion)})
        if (const std::size_t at = columnOf(names, name); at < names.size())
            *text = textOfValue(object[names[at]]);
    table.rows.push_back(std::move(row));
    return {};
}

// Nothing when a line is no JSON.
Result<PrepareTable> readLines(std::string_view bytes)
{
    PrepareTable table;
    std::size_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        const std::string_view line = bytes.substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const Json json = Json::parse(line, nullptr, false);
        if (json.is_discarded())
            return fail(ErrorKind::InvalidInput, "Line " + std::to_string(number) + " is not valid JSON.",
                        "invalid_json", "line " + std::to_string(number));
        if (const auto added = addObject(json, number, table); !added)
            return tl::unexpected(added.error());
    }
    return table;
}

// One JSON value for the whole file: a list of objects.
Result<PrepareTable> readList(std::string_view bytes)
{
    const Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_array())
        return fail(ErrorKind::InvalidInput, "The file is neither JSON objects line by line nor one list of them.",
                    "invalid_json");
    PrepareTable table;
    for (const Json &object : json)
        if (const auto added = addObject(object, table.rows.size() + 1, table); !added)
            return tl::unexpected(added.error());
    return table;
}

Result<PrepareTable> readJson(std::string_view bytes, bool linesExpected)
{
    const bool isList = Json::parse(bytes, nullptr, false).is_array();
    auto table = isList ? readList(bytes) : readLines(bytes);
    if (!table)
        return table;
    if (isList && linesExpected)
        table->done.emplace_back("The file holds one JSON list; it becomes JSONL, one example a line.");
    else if (!isList && !linesExpected && table->rows.size() > 1)
        table->done.emplace_back("The file holds JSON objects line by line, which is JSONL; it is named so.");
    return table;
}

} // namespace

Result<PrepareTable> readForPreparing(std::string_view fileName, std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    const std::size_t dot = fileName.find_last_of("./");
    const std::string extension =
        dot == std::string_view::npos || fileName[dot] == '/' ? "" : lowered(fileName.substr(dot + 1));
    const std::string known = "Use csv, tsv, txt, json or jsonl.";
    if (extension.empty())
        return fail(ErrorKind::Unsupported, "The file has no extension that tells what it holds. " + known,
                    "unknown_format");
    if (extension == "xlsx")
        return fail(ErrorKind::Unsupported,
                    "Excel files cannot be read here. Open the file in Onsa, or save it as CSV (UTF-8) first.",
                    "unknown_format");
    if (const auto bad = firstBadByte(bytes))
        return fail(ErrorKind::InvalidInput,
                    "The file is not UTF-8 text from byte " + std::to_string(*bad + 1) + " on. Save it as UTF-8.",
                    "invalid_utf8");
    if (extension == "csv")
        return readTable(bytes, ',', "CSV");
    if (extension == "tsv")
        return readTable(bytes, '\t', "TSV");
    if (extension == "txt")
        return readText(bytes);
    if (extension == "jsonl" || extension == "json")
        return readJson(bytes, extension == "jsonl");
    return fail(ErrorKind::Unsupported, "Files of the kind ." + extension + " cannot be read. " + known,
                "unknown_format");
}

} // namespace onsa
