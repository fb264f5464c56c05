// SPDX-License-Identifier: GPL-3.0-or-later
// Where a text is divided that is too long to be shown in one piece: laying out a paragraph of a million characters
// takes Qt seconds, at every key.
#pragma once

#include <QStringView>

#include <vector>

namespace onsa::ui {

// The positions where its parts start, the first is 0; one part means that it is short enough to be shown whole.
// A part ends behind a line end or a sentence where there is one near, and never inside of what is seen as one
// character.
std::vector<qsizetype> partStarts(QStringView text);
inline bool isTooLong(QStringView text)
{
    return partStarts(text).size() > 1;
}

} // namespace onsa::ui
