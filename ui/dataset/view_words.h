// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions and orders of a view in words, for chips, menus and dialogs. Translated.
#pragma once

#include "dataset/view/row_view.h"

#include <QString>

namespace onsa::ui {

QString shownTextWord(ShownText where); // "Any text", "Prompt", "Completion"
QString conditionWords(const RowCondition &condition); // "Prompt contains “leave”"
QString conditionKindWords(ConditionKind kind); // for the choice: "contains"
QString sortKeyWords(const SortKey &key); // "Length of prompt ↓"

} // namespace onsa::ui
