// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the window, one after another by F6: Tab belongs to the cells of the table, so it cannot lead out of it.
#pragma once

class QWidget;

namespace onsa::ui {

void markPart(QWidget *widget);

// To the next marked part in the window that can be seen (direction 1) or the one before (-1), from top left to bottom
// right and round; into the control that had the focus there the last time.
void goToNextPart(const QWidget &window, int direction);

// Into a part: where the focus was, else to its start, else to its first control.
void focusPart(QWidget *part);

// Where one begins in a part or page. Not its focus proxy: Qt would leave what stands before that out of the Tab order.
void setStart(QWidget *part, QWidget *start);
void focusStart(QWidget *part);

} // namespace onsa::ui
