// SPDX-License-Identifier: GPL-3.0-or-later
// Controls that are made later would come last to the Tab key; this puts them where their container stands.
#pragma once

class QWidget;

namespace onsa::ui {

// All controls in `container`, in the order in which they were made, after the last control before it.
void putInTabOrder(QWidget &container);

} // namespace onsa::ui
