// SPDX-License-Identifier: GPL-3.0-or-later
// What another program put on the clipboard, as cells: text of Excel, Sheets, Numbers and Calc, or a table of a web
// page.
#pragma once

#include "ui/dataset/tsv.h"

#include <functional>

class QMimeData;
class QWidget;

namespace onsa::ui {

QString cellsAsText(const QMimeData &clipboard); // as a spreadsheet would write it
QStringList filesOf(const QMimeData &clipboard); // copied in a file manager
// The block again and again, when it fits into the selection a whole number of times; else as it is.
Cells repeated(const Cells &cells, qsizetype rows, qsizetype columns);

// A large paste is shown before it is done; a small one is done at once.
constexpr qsizetype cellsBeforeAsking = 1000;
void askToPaste(const QString &text, QWidget *parent, std::function<void()> yes);

} // namespace onsa::ui
