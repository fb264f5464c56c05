// SPDX-License-Identifier: GPL-3.0-or-later
// The one style sheet of the program, written from the colours of the theme in force.
#pragma once

#include <QString>

namespace onsa::ui {

QString styleSheet();

} // namespace onsa::ui
