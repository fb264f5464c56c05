// SPDX-License-Identifier: GPL-3.0-or-later
// The forms a data set can be written in, and how one row looks in each.
#pragma once

#include "dataset/row_parts.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace onsa {

enum class ExportFormat {
    JsonLines, // rows as they are
    Chat, // JSON Lines of messages, as chat models of hosted services take them
    JsonArray,
    Preference, // JSON Lines of prompt, chosen, rejected (TRL)
    Alpaca,
    ShareGpt,
    Csv,
    ExcelCsv, // with a byte order mark and CRLF
    Tsv,
    Xlsx,
    Text // completions
};

bool isTable(ExportFormat format);
const char *extensionOf(ExportFormat format); // ".csv"

// What does not come back when the file is read again.
enum class ExportLoss {
    PairsBecomeChats, // pairs come back as conversations
    ChatsBecomePairs, // a question and its answer come back as a pair
    MembersAreLost, // further members of the row
    ValuesBecomeTexts, // numbers, lists and the like come back as texts
    EmptyMembersVanish, // an empty text is not told from none
    PromptsAreLost
};

constexpr std::size_t excelRows = 1'048'576; // with the header
constexpr std::size_t excelCellUnits = 32'767; // UTF-16 units
constexpr std::size_t maxExtraColumns = 200;

// The columns of a table, known when all rows have been seen.
struct ExportColumns {
    bool system = false, pairs = false, preference = false, messages = false;
    std::vector<std::string> extras;

    std::vector<std::string> header() const;
};

// Whether texts stand on a line each, or in paragraphs with an empty line between.
struct TextLayout {
    bool paragraphs = false;
};

// Nothing when the format cannot hold the row.
std::optional<std::string> printObject(const RowParts &row, std::string_view line, ExportFormat format);
std::optional<std::vector<std::string>> printCells(const RowParts &row, const ExportColumns &columns);
std::optional<std::string> printText(const RowParts &row);

// What this row would lose.
std::set<ExportLoss> lossesOf(const RowParts &row, ExportFormat format, const ExportColumns &columns);

std::size_t utf16Units(std::string_view text);

} // namespace onsa
