// SPDX-License-Identifier: GPL-3.0-or-later
// Cells as spreadsheets put them on the clipboard: tabs and line ends between them, and quotes around a cell that has
// a tab or a line end, quotes doubled. Excel leaves quotes of other cells alone: "yes" is a text with its quotes.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace onsa::ui {

using Cells = QList<QStringList>; // rows of cells

Cells parseTsv(const QString &text);
QString printTsv(const Cells &cells);
QString printHtml(const Cells &cells);

} // namespace onsa::ui
