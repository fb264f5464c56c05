// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table_stream.h"

#include <utility>

namespace onsa {

void TableParser::report(TableFault::Kind kind)
{
    if (!m_record.fault)
        m_record.fault = TableFault{kind, m_cellLine, m_record.cells.size() + 1};
}

void TableParser::endCell()
{
    m_record.cells.push_back(std::exchange(m_cell, {}));
    m_state = State::CellStart;
    m_cellLine = m_line;
}

bool TableParser::endRecord(const Visitor &visit)
{
    if (!m_anything) { // an empty line
        m_record.line = m_cellLine = m_line;
        return true;
    }
    endCell();
    m_anything = false;
    TableRecord done = std::exchange(m_record, {});
    m_record.line = m_cellLine = m_line;
    if (visit(done))
        return true;
    m_stopped = true;
    return false;
}

bool TableParser::take(char c, const Visitor &visit)
{
    if (c == '\n' && std::exchange(m_afterCarriageReturn, false) && m_state != State::Quoted) {
        return true; // the second half of CRLF
    }
    m_afterCarriageReturn = c == '\r' && m_state != State::Quoted;
    const bool quotes = m_style.quote != '\0';
    if (m_state == State::Quoted) {
        if (c == '\n')
            ++m_line;
        if (c == m_style.quote)
            m_state = State::QuoteInQuoted;
        else
            m_cell += c;
    } else if (m_state == State::QuoteInQuoted && c == m_style.quote) {
        m_cell += c;
        m_state = State::Quoted;
    } else if (c == m_style.delimiter) {
        endCell();
        m_anything = true;
    } else if (c == '\n' || c == '\r') {
        ++m_line;
        return endRecord(visit);
    } else if (m_state == State::CellStart && quotes && c == m_style.quote) {
        m_state = State::Quoted;
        m_anything = true;
    } else {
        if (m_state == State::QuoteInQuoted) {
            report(TableFault::Kind::TextAfterQuote);
            m_state = State::AfterQuoted;
        } else if (m_state == State::CellStart) {
            m_state = State::Plain;
        }
        m_cell += c;
        m_anything = true;
    }
    if (m_cell.size() <= maxCellBytes)
        return true;
    report(TableFault::Kind::CellTooLong);
    endRecord(visit);
    m_stopped = true;
    return false;
}

bool TableParser::feed(std::string_view piece, const Visitor &visit)
{
    if (m_stopped)
        return false;
    for (std::size_t at = 0; at < piece.size();) {
        // Most characters mean nothing: they are taken in runs.
        if (m_state == State::Plain || m_state == State::AfterQuoted || m_state == State::Quoted) {
            const std::size_t first = at;
            while (at < piece.size() && piece[at] != m_style.delimiter && piece[at] != '\n' && piece[at] != '\r'
                   && piece[at] != m_style.quote)
                ++at;
            m_cell.append(piece.substr(first, at - first));
            if (at > first)
                m_afterCarriageReturn = false;
            if (at == piece.size())
                break;
        }
        if (!take(piece[at++], visit))
            return false;
    }
    if (m_cell.size() <= maxCellBytes)
        return true;
    report(TableFault::Kind::CellTooLong);
    endRecord(visit);
    m_stopped = true;
    return false;
}

bool TableParser::finish(const Visitor &visit)
{
    if (m_stopped)
        return false;
    if (m_state == State::Quoted)
        report(TableFault::Kind::OpenQuote);
    return endRecord(visit);
}

std::vector<TableRecord> readTableRows(std::string_view text, TableStyle style)
{
    std::vector<TableRecord> records;
    TableParser parser(style);
    const auto keep = [&](TableRecord &record) {
        records.push_back(std::move(record));
        return true;
    };
    if (parser.feed(text, keep))
        parser.finish(keep);
    return records;
}

void appendTableRow(std::string &out, const std::vector<std::string> &cells, TableStyle style, std::string_view lineEnd)
{
    const char special[] = {style.delimiter, style.quote, '\n', '\r'};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            out += style.delimiter;
        const std::string &cell = cells[i];
        const bool quoted = (cells.size() == 1 && cell.empty())
            || cell.find_first_of(std::string_view(special, sizeof special)) != std::string::npos;
        if (!quoted) {
            out += cell;
            continue;
        }
        out += style.quote;
        for (const char c : cell) {
            if (c == style.quote)
                out += c;
            out += c;
        }
        out += style.quote;
    }
    out += lineEnd;
}

} // namespace onsa
