// SPDX-License-Identifier: GPL-3.0-or-later
// The orders about how the table is looked at, as actions: names, words, keys.
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace onsa::ui {

// All work in the table; none changes the data set.
QList<QAction *> makeViewActions(QWidget *page, QWidget *table);

} // namespace onsa::ui
