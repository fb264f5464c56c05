// SPDX-License-Identifier: GPL-3.0-or-later
// One question before something is lost: names what goes, never blocks the event loop.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace onsa::ui {

// `verb` is the button that does it ("Delete"); Cancel is the default and has the focus. `yes` runs after that button only.
void askOnce(QWidget *parent, const QString &title, const QString &text, const QString &verb,
             std::function<void()> yes);

} // namespace onsa::ui
