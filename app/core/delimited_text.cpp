// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delimited_text.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>

namespace onsa {

DelimitedReader::DelimitedReader(std::string_view text, DelimitedStyle style)
    : m_text(text)
    , m_style(style)
{
    if (m_text.starts_with("\xEF\xBB\xBF"))
        m_text.remove_prefix(3);
}

tl::unexpected<Error> DelimitedReader::errorAt(std::size_t at, const std::string &what) const
{
    const std::size_t start = std::min(m_lineStart, at);
    const std::size_t column = countCodePoints(m_text.substr(start, at - start)) + 1;
    const std::string place = "line " + std::to_string(m_line) + ", column " + std::to_string(column);
    return fail(ErrorKind::InvalidInput, "In " + place + ": " + what, "invalid_table", place);
}

Result<> DelimitedReader::quotedCell(std::string &cell)
{
    const std::size_t open = m_at, openLine = m_line, openStart = m_lineStart;
    for (++m_at; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == m_style.quote) {
            if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != m_style.quote)
                break;
            ++m_at; // two are one
        } else if (c == '\n' || (c == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] != '\n'))) {
            ++m_line;
            m_lineStart = m_at + 1;
        }
        cell += c;
    }
    if (m_at >= m_text.size()) {
        m_line = openLine;
        m_lineStart = openStart;
        return errorAt(open, "a quotation mark is opened and not closed.");
    }
    ++m_at;
    const bool ends =
        m_at == m_text.size() || m_text[m_at] == m_style.delimiter || m_text[m_at] == '\n' || m_text[m_at] == '\r';
    if (!ends)
        return errorAt(m_at, "there is text behind a closed quotation mark. Write two marks for one inside a text.");
    return {};
}

void DelimitedReader::plainCell(std::string &cell)
{
    const std::size_t first = m_at;
    while (m_at < m_text.size() && m_text[m_at] != m_style.delimiter && m_text[m_at] != '\n' && m_text[m_at] != '\r')
        ++m_at;
    cell.assign(m_text.substr(first, m_at - first));
}

bool DelimitedReader::endOfRecord()
{
    if (m_at >= m_text.size())
        return true;
    if (m_text[m_at] == m_style.delimiter) {
        ++m_at;
        return false;
    }
    m_at += m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n' ? 2U : 1U;
    ++m_line;
    m_lineStart = m_at;
    return true;
}

Result<std::optional<DelimitedRecord>> DelimitedReader::next()
{
    if (m_at >= m_text.size())
        return std::nullopt;
    DelimitedRecord record;
    record.line = m_line;
    for (bool done = false; !done; done = endOfRecord()) {
        std::string &cell = record.cells.emplace_back();
        if (m_style.quote != '\0' && m_at < m_text.size() && m_text[m_at] == m_style.quote) {
            if (const auto read = quotedCell(cell); !read) {
                m_at = m_text.size();
                return tl::unexpected(read.error());
            }
        } else {
            plainCell(cell);
        }
    }
    return record;
}

Result<std::vector<DelimitedRecord>> readDelimited(std::string_view text, DelimitedStyle style)
{
    DelimitedReader reader(text, style);
    std::vector<DelimitedRecord> records;
    for (;;) {
        auto record = reader.next();
        if (!record)
            return tl::unexpected(record.error());
        if (!*record)
            return records;
        records.push_back(std::move(**record));
    }
}

DelimitedStyle guessStyle(std::string_view text)
{
    constexpr std::array<char, 4> delimiters{',', '\t', ';', '|'};
    constexpr std::size_t looked = 20; // records
    DelimitedStyle best;
    std::size_t bestScore = 0;
    for (const char delimiter : delimiters) {
        DelimitedReader reader(text, {delimiter, '"'});
        std::size_t columns = 0, alike = 0;
        for (std::size_t i = 0; i < looked; ++i) {
            const auto record = reader.next();
            if (!record || !*record)
                break;
            if (i == 0)
                columns = (*record)->cells.size();
            alike += (*record)->cells.size() == columns ? 1U : 0U;
        }
        const std::size_t score = columns > 1 ? alike * 1000 + std::min<std::size_t>(columns, 999) : 0;
        if (score <= bestScore)
            continue;
        bestScore = score;
        best.delimiter = delimiter;
    }
    return best;
}

std::string printDelimited(const std::vector<std::string> &cells, DelimitedStyle style)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += style.delimiter;
        const std::string &cell = cells[i];
        const bool quoted = style.quote != '\0'
            && (cell.find_first_of("\r\n") != std::string::npos || cell.find(style.delimiter) != std::string::npos
                || cell.find(style.quote) != std::string::npos || (cells.size() == 1 && cell.empty()));
        if (!quoted) {
            line += cell;
            continue;
        }
        line += style.quote;
        for (const char c : cell) {
            if (c == style.quote)
                line += c;
            line += c;
        }
        line += style.quote;
    }
    return line;
}

} // namespace onsa
