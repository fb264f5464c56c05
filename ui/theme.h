// SPDX-License-Identifier: GPL-3.0-or-later
// Colours by role, never raw, in light and dark; the grid; fonts. One style sheet for the whole program.
#pragma once

#include "system/settings.h"

#include <QColor>
#include <QFont>

class QApplication;
class QWidget;

namespace onsa::ui {

enum class Color {
    Window,
    Surface,
    Raised,
    Border,
    Divider,
    Text,
    Muted,
    Accent,
    OnAccent,
    Selection,
    Success,
    Warning,
    Danger,
    BaseSeries,
    TunedSeries
};
QColor color(Color role); // of the theme in force
bool isDark();

// Sets palette, style sheet and fonts of the program; again whenever the choice or the system's theme changes.
// Widgets that paint by hand repaint on QEvent::PaletteChange.
void applyTheme(QApplication &app, ThemeChoice choice);
// Families for the letters of either kind, in the whole program; "" = the system's. After the first applyTheme().
void applyFonts(QApplication &app, const QString &latin, const QString &japanese);

namespace grid {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 24, xxl = 32;
inline constexpr int rowHeight = 28, controlHeight = 30, radius = 6;
}
QFont sectionFont(); // 1.25×, semibold
QFont titleFont(); // 1.6×, semibold
QFont monoFont(); // ids, JSON

// Style-sheet classes, set as the dynamic property "class": "primary" (the one main button of a place), "quiet"
// (borderless button), "danger", "card", "muted" (label), "section", "title".
void setClass(QWidget *widget, const char *name);

} // namespace onsa::ui
