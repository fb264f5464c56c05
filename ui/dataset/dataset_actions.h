// SPDX-License-Identifier: GPL-3.0-or-later
// The orders of the Data tab as actions: names, words, icons, keys.
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace onsa::ui {

// Keys of cells work in the table, keys of rows in the page, keys of files in the whole window.
QList<QAction *> makeDatasetActions(QWidget *page, QWidget *table);

} // namespace onsa::ui
