// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/tsv.h"

namespace onsa::ui {

Cells parseTsv(const QString &text)
{
    Cells rows;
    QStringList row;
    QString cell;
    bool quoted = false; // inside quotes
    bool atStart = true; // of a cell: only there does a quote open one
    bool pending = false; // something of the last row was read
    const auto endCell = [&] {
        row << cell;
        cell.clear();
        atStart = true;
    };
    const auto endRow = [&] {
        endCell();
        rows << row;
        row.clear();
        pending = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (quoted) {
            if (c == QLatin1Char('"') && next == QLatin1Char('"')) {
                cell += c;
                ++i;
            } else if (c == QLatin1Char('"')) {
                quoted = false;
            } else if (c == QLatin1Char('\r') && next == QLatin1Char('\n')) {
                continue; // a line end inside a cell is \n
            } else {
                cell += c;
            }
            continue;
        }
        if (c == QLatin1Char('"') && atStart && text.indexOf(QLatin1Char('"'), i + 1) >= 0) {
            quoted = true;
            atStart = false;
            pending = true;
        } else if (c == QLatin1Char('\t')) {
            endCell();
            pending = true;
        } else if (c == QLatin1Char('\n') || c == QLatin1Char('\r')) {
            if (c == QLatin1Char('\r') && next == QLatin1Char('\n'))
                ++i;
            endRow();
        } else {
            cell += c;
            atStart = false;
            pending = true;
        }
    }
    if (pending)
        endRow();
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
