// SPDX-License-Identifier: GPL-3.0-or-later
// Gives a widget its object name (for tests and style) and its accessible name (for screen readers).
#pragma once

#include <QString>

namespace onsa::ui {

template <class Widget> Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName = {})
{
    widget->setObjectName(objectName);
    if (!accessibleName.isEmpty())
        widget->setAccessibleName(accessibleName);
    return widget;
}

} // namespace onsa::ui
