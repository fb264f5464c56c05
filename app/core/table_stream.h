// SPDX-License-Identifier: GPL-3.0-or-later
// Comma- and tab-separated text (RFC 4180) read piece by piece, so that memory does not grow with the file; and cells
// written the way every spreadsheet reads them. Bytes are UTF-8 or any other superset of ASCII; cells are not changed.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct TableStyle {
    char delimiter = ',';
    char quote = '"'; // '\0' = quotes are letters like any other

    bool operator==(const TableStyle &) const = default;
};

// What is not as RFC 4180 has it. The cells are there all the same, as far as they could be read.
struct TableFault {
    enum class Kind {
        OpenQuote, // the text ended inside quotes
        TextAfterQuote, // "abc"def
        CellTooLong // over maxCellBytes; reading ends
    } kind = Kind::OpenQuote;
    std::size_t line = 1; // from 1; where the cell began
    std::size_t column = 1; // cell of the record, from 1

    bool operator==(const TableFault &) const = default;
};

struct TableRecord {
    std::vector<std::string> cells; // at least one
    std::size_t line = 1; // where it starts; a quoted cell may span several lines
    std::optional<TableFault> fault; // the first
};

constexpr std::size_t maxCellBytes = 64U << 20U; // an open quote must not swallow a whole file

// Records end with LF, CRLF or CR; an empty line is no record. Feed any pieces, then finish().
class TableParser
{
public:
    explicit TableParser(TableStyle style = {})
        : m_style(style)
    {
    }

    // The visitor may move from the record; when it returns false, feed() does too and nothing more is read.
    using Visitor = std::function<bool(TableRecord &record)>;
    bool feed(std::string_view piece, const Visitor &visit);
    bool finish(const Visitor &visit); // the last record needs no line end

private:
    enum class State { CellStart, Plain, Quoted, QuoteInQuoted, AfterQuoted };

    bool take(char c, const Visitor &visit);
    void report(TableFault::Kind kind);
    void endCell();
    bool endRecord(const Visitor &visit);

    TableStyle m_style;
    State m_state = State::CellStart;
    std::string m_cell;
    TableRecord m_record;
    std::size_t m_line = 1, m_cellLine = 1;
    bool m_afterCarriageReturn = false;
    bool m_anything = false; // of the record
    bool m_stopped = false;
};

// All at once, for short texts.
std::vector<TableRecord> readTableRows(std::string_view text, TableStyle style = {});

// One record with its line end. Quotes where RFC 4180 asks for them, and around a lone empty cell, whose line would be
// empty otherwise.
void appendTableRow(std::string &out, const std::vector<std::string> &cells, TableStyle style = {},
                    std::string_view lineEnd = "\n");

} // namespace onsa
