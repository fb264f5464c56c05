// SPDX-License-Identifier: GPL-3.0-or-later
// The icon set: outlined SVGs in resources/icons, drawn in the colour of a role, for every state and screen scale.
#pragma once

#include "ui/theme.h"

#include <QIcon>
#include <QString>

namespace onsa::ui {

// Names: open save undo redo add remove find check tune ask stop copy close warning error info success running queued
// cancel settings history chevron-down chevron-right computer cloud key download chart compare data duplicate thumb-up
// thumb-down external refresh.
QIcon icon(const QString &name, Color role = Color::Text);

} // namespace onsa::ui
