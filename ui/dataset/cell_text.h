// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a cell in one or several lines, with a wave under what was found in it.
#pragma once

#include "core/example_check.h"

#include <QFont>
#include <QRect>
#include <QString>

#include <vector>

class QPainter;

namespace onsa::ui {

struct TextWave {
    qsizetype first = 0, last = 0; // UTF-16 units of the text
    Severity severity = Severity::Warning;
};

// Of a line with Japanese and Latin letters, so that neither a dakuten nor a descender is cut.
int lineHeight(const QFont &font);

// Breaks `text` into at most `lines` lines and ends it with an ellipsis where it is cut. One line stands in the middle
// of `room`, several begin at its top. The pen of the painter is used.
void drawCellText(QPainter &painter, const QRect &room, const QString &text, const QFont &font, int lines,
                  const std::vector<TextWave> &waves);

// A finding that is about the whole text: a small corner at the top of the cell.
void drawFoundCorner(QPainter &painter, const QRect &cell, Severity severity);

} // namespace onsa::ui
