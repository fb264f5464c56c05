// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/view_actions.h"

#include "ui/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace onsa::ui {

namespace {

struct Spec {
    const char *name;
    const char *words;
    const char *iconName;
    bool inTable; // its key is a key of cells
    QList<QKeySequence> keys;
};

QList<Spec> specs()
{
    using K = QKeySequence;
    constexpr auto altShift = Qt::ALT | Qt::SHIFT;
    constexpr auto all = Qt::CTRL | Qt::ALT | Qt::SHIFT;
    return {
        {"actionSortUp",
         QT_TRANSLATE_NOOP("ViewActions", "Sort by this column"),
         "chevron-up",
         true,
         {K(altShift | Qt::Key_Up)}},
        {"actionSortDown",
         QT_TRANSLATE_NOOP("ViewActions", "Sort by this column, descending"),
         "chevron-down",
         true,
         {K(altShift | Qt::Key_Down)}},
        {"actionSortThenUp", QT_TRANSLATE_NOOP("ViewActions", "Then by this column"), "", true, {K(all | Qt::Key_Up)}},
        {"actionSortThenDown",
         QT_TRANSLATE_NOOP("ViewActions", "Then by this column, descending"),
         "",
         true,
         {K(all | Qt::Key_Down)}},
        {"actionSortShort", QT_TRANSLATE_NOOP("ViewActions", "Shortest texts of this column first"), "", true, {}},
        {"actionSortLong", QT_TRANSLATE_NOOP("ViewActions", "Longest texts of this column first"), "", true, {}},
        {"actionSortFromEnd", QT_TRANSLATE_NOOP("ViewActions", "Last rows first"), "", false, {}},
        {"actionDocumentOrder",
         QT_TRANSLATE_NOOP("ViewActions", "In the order of the data set"),
         "",
         false,
         {K(altShift | Qt::Key_Home)}},
        {"actionFilter",
         QT_TRANSLATE_NOOP("ViewActions", "Filter…"),
         "filter",
         false,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}},
        {"actionFilterChanged", QT_TRANSLATE_NOOP("ViewActions", "Only rows changed since the save"), "", false, {}},
        {"actionClearView",
         QT_TRANSLATE_NOOP("ViewActions", "Clear all filters and sorting"),
         "",
         false,
         {K(all | Qt::Key_L)}},
        {"actionRefreshView",
         QT_TRANSLATE_NOOP("ViewActions", "Filter and sort again"),
         "refresh",
         false,
         {K(Qt::Key_F5)}},
        {"actionSaveView", QT_TRANSLATE_NOOP("ViewActions", "Save this view…"), "", false, {}},
        {"actionManageViews", QT_TRANSLATE_NOOP("ViewActions", "Rename or delete views…"), "", false, {}},
        {"actionColumnMenu",
         QT_TRANSLATE_NOOP("ViewActions", "Menu of this column"),
         "",
         true,
         {K(altShift | Qt::Key_F10)}},
        {"actionFitColumn", QT_TRANSLATE_NOOP("ViewActions", "Fit the width of this column"), "", true, {}},
        {"actionHideColumn", QT_TRANSLATE_NOOP("ViewActions", "Hide this column"), "", true, {}},
        {"actionShowColumns", QT_TRANSLATE_NOOP("ViewActions", "Show all columns"), "", false, {}},
        {"actionFreeze", QT_TRANSLATE_NOOP("ViewActions", "Keep columns up to this one in sight"), "", true, {}},
        {"actionUnfreeze", QT_TRANSLATE_NOOP("ViewActions", "Let all columns scroll"), "", false, {}},
        {"actionMoveColumnLeft", QT_TRANSLATE_NOOP("ViewActions", "Move this column to the left"), "", true, {}},
        {"actionMoveColumnRight", QT_TRANSLATE_NOOP("ViewActions", "Move this column to the right"), "", true, {}},
    };
}

} // namespace

QList<QAction *> makeViewActions(QWidget *page, QWidget *table)
{
    QList<QAction *> made;
    for (const Spec &spec : specs()) {
        auto *action = new QAction(QCoreApplication::translate("ViewActions", spec.words), page);
        action->setObjectName(QLatin1String(spec.name));
        if (*spec.iconName)
            action->setIcon(icon(QLatin1String(spec.iconName)));
        action->setShortcuts(spec.keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        (spec.inTable ? table : page)->addAction(action);
        made << action;
    }
    return made;
}

} // namespace onsa::ui
