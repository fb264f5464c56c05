// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/tsv.h"

#include <utility>

namespace onsa::ui {

namespace {

// The index of the quote that closes a cell opened at `first`, or -1 when the cell is not quoted: a spreadsheet quotes
// a cell for what is in it, and nothing but the end of the cell follows.
qsizetype closingQuote(const QString &text, qsizetype first)
{
    bool needed = false; // a tab, a line end or a doubled quote
    for (qsizetype i = first + 1; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QLatin1Char('\n');
        if (c != QLatin1Char('"')) {
            needed = needed || c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
        } else if (next == QLatin1Char('"')) {
            needed = true;
            ++i;
        } else {
            const bool ends = next == QLatin1Char('\t') || next == QLatin1Char('\n') || next == QLatin1Char('\r');
            return needed && ends ? i : -1;
        }
    }
    return -1;
}

} // namespace

Cells parseTsv(const QString &text)
{
    Cells rows;
    QStringList row;
    QString cell;
    bool atStart = true; // of a cell: only there does a quote open one
    bool pending = false; // something of the last row was read
    const auto endCell = [&] {
        row << cell;
        cell.clear();
        atStart = true;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\t')) {
            endCell();
            pending = true;
            continue;
        }
        if (c == QLatin1Char('\n') || c == QLatin1Char('\r')) {
            if (c == QLatin1Char('\r') && i + 1 < text.size() && text[i + 1] == QLatin1Char('\n'))
                ++i;
            endCell();
            rows << std::exchange(row, {});
            pending = false;
            continue;
        }
        const qsizetype close = std::exchange(atStart, false) && c == QLatin1Char('"') ? closingQuote(text, i) : -1;
        pending = true;
        if (close < 0) {
            cell += c;
            continue;
        }
        cell = text.mid(i + 1, close - i - 1);
        cell.replace(QLatin1String("\"\""), QLatin1String("\"")).replace(QLatin1String("\r\n"), QLatin1String("\n"));
        i = close;
    }
    if (pending) {
        endCell();
        rows << row;
    }
    return rows;
}

QString printTsv(const Cells &cells)
{
    QString out;
    for (const QStringList &row : cells) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                out += QLatin1Char('\t');
            QString cell = row[i];
            if (!cell.contains(QLatin1Char('\t')) && !cell.contains(QLatin1Char('\n'))
                && !cell.contains(QLatin1Char('\r')) && !cell.startsWith(QLatin1Char('"'))) {
                out += cell;
                continue;
            }
            out += QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
        }
        out += QLatin1Char('\n');
    }
    return out;
}

QString printHtml(const Cells &cells)
{
    QString out = QStringLiteral("<table>");
    for (const QStringList &row : cells) {
        out += QStringLiteral("<tr>");
        for (const QString &cell : row) {
            QString text = cell.toHtmlEscaped();
            out += QStringLiteral("<td>") + text.replace(QLatin1Char('\n'), QStringLiteral("<br>"))
                + QStringLiteral("</td>");
        }
        out += QStringLiteral("</tr>");
    }
    return out + QStringLiteral("</table>");
}

} // namespace onsa::ui
