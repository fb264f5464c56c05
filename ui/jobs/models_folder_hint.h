// SPDX-License-Identifier: GPL-3.0-or-later
// Where larger models of one's own are put, with a button that opens the folder.
#pragma once

class QWidget;

namespace onsa::ui {

QWidget *makeModelsFolderHint();

} // namespace onsa::ui
