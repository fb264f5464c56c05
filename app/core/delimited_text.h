// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as text: CSV, TSV and their like, by RFC 4180 with any delimiter.
#pragma once

#include "core/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct DelimitedStyle {
    char delimiter = ',';
    char quote = '"'; // 0 = there is no quoting
};

struct DelimitedRecord {
    std::vector<std::string> cells;
    std::size_t line = 1; // where it starts in the text, from 1; a quoted cell may hold line breaks
};

// Reads one record after the other; CRLF, LF and CR end a record. A byte order mark is skipped. Empty lines are records
// of one empty cell. The text must live as long as the reader.
class DelimitedReader
{
public:
    explicit DelimitedReader(std::string_view text, DelimitedStyle style = {});

    // The next record; nothing at the end. Errors: InvalidInput with `param` "line 3, column 14" (a quotation mark that
    // is not closed, or text behind a closed one); reading cannot go on after one. Columns count characters.
    Result<std::optional<DelimitedRecord>> next();

private:
    tl::unexpected<Error> errorAt(std::size_t at, const std::string &what) const;
    Result<> quotedCell(std::string &cell);
    void plainCell(std::string &cell);
    bool endOfRecord();

    std::string_view m_text;
    DelimitedStyle m_style;
    std::size_t m_at = 0;
    std::size_t m_line = 1; // of m_at
    std::size_t m_lineStart = 0;
};

Result<std::vector<DelimitedRecord>> readDelimited(std::string_view text, DelimitedStyle style = {});

// The delimiter that cuts the first records into the most columns alike: comma, tab, semicolon or bar.
DelimitedStyle guessStyle(std::string_view text);

// One line without its end; cells are quoted where they have to be.
std::string printDelimited(const std::vector<std::string> &cells, DelimitedStyle style = {});

} // namespace onsa
