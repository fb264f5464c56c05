// SPDX-License-Identifier: GPL-3.0-or-later
// Qt's own dialog for a path lists suggestions below the name while one types, and its first click elsewhere only
// closes that list. Here such a click on a button counts: a whole path typed, then Save, saves.
#pragma once

class QFileDialog;

namespace onsa::ui {

// No effect on the desktop's native dialog.
void countClicksBesideSuggestions(QFileDialog &dialog);

} // namespace onsa::ui
