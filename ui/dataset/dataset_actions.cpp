// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/dataset_actions.h"

#include "ui/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace onsa::ui {

namespace {

enum class Reach { Table, Page, Window };

struct Spec {
    const char *name;
    const char *words;
    const char *iconName;
    Reach reach;
    QList<QKeySequence> keys;
};

QList<Spec> specs()
{
    const auto ctrl = [](int key) { return QKeySequence(Qt::CTRL | Qt::Key(key)); };
    using K = QKeySequence;
#define WORDS(text) QT_TRANSLATE_NOOP("DatasetActions", text)
    return {
        {"actionNew", WORDS("New"), "data", Reach::Window, K::keyBindings(K::New)},
        {"actionOpen", WORDS("Open…"), "open", Reach::Window, K::keyBindings(K::Open)},
        {"actionSave", WORDS("Save"), "save", Reach::Window, K::keyBindings(K::Save)},
        {"actionSaveAs", WORDS("Save as…"), "", Reach::Window, {K(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}},
        {"actionUndo", WORDS("Undo"), "undo", Reach::Page, {ctrl(Qt::Key_Z)}},
        {"actionRedo", WORDS("Redo"), "redo", Reach::Page, {K(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), ctrl(Qt::Key_Y)}},
        {"actionCut", WORDS("Cut"), "", Reach::Table, K::keyBindings(K::Cut)},
        {"actionCopy", WORDS("Copy"), "copy", Reach::Table, K::keyBindings(K::Copy)},
        {"actionPaste", WORDS("Paste"), "paste", Reach::Table, K::keyBindings(K::Paste)},
        {"actionClear", WORDS("Clear cells"), "", Reach::Table, {K(Qt::Key_Delete)}},
        {"actionAddRow", WORDS("Add row"), "add", Reach::Page, {K(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)}},
        {"actionInsertRow",
         WORDS("Insert row above"),
         "",
         Reach::Table,
         {ctrl(Qt::Key_Plus), ctrl(Qt::Key_Equal), K(Qt::CTRL | Qt::SHIFT | Qt::Key_Plus)}},
        {"actionDeleteRows", WORDS("Delete rows"), "delete", Reach::Table, {ctrl(Qt::Key_Minus)}},
        {"actionDuplicateRows", WORDS("Duplicate rows"), "duplicate", Reach::Table, {ctrl(Qt::Key_D)}},
        {"actionMoveUp", WORDS("Move rows up"), "", Reach::Table, {K(Qt::ALT | Qt::Key_Up)}},
        {"actionMoveDown", WORDS("Move rows down"), "", Reach::Table, {K(Qt::ALT | Qt::Key_Down)}},
        {"actionFind", WORDS("Find…"), "find", Reach::Page, K::keyBindings(K::Find)},
        {"actionFindNext", WORDS("Find next"), "", Reach::Page, {K(Qt::Key_F3)}},
        {"actionFindPrevious", WORDS("Find previous"), "", Reach::Page, {K(Qt::SHIFT | Qt::Key_F3)}},
        {"actionReplace", WORDS("Replace…"), "replace", Reach::Page, {ctrl(Qt::Key_H)}},
        {"actionGoToRow", WORDS("Go to row…"), "", Reach::Page, {ctrl(Qt::Key_G)}},
        {"actionCheck", WORDS("Check"), "check", Reach::Window, {K(Qt::Key_F7)}},
        {"actionNextIssue", WORDS("Next finding"), "", Reach::Page, {K(Qt::ALT | Qt::Key_F8)}},
        {"actionFineTune", WORDS("Fine-tune…"), "tune", Reach::Window, {K(Qt::Key_F9)}},
    };
#undef WORDS
}

} // namespace

QList<QAction *> makeDatasetActions(QWidget *page, QWidget *table)
{
    QList<QAction *> made;
    for (const Spec &spec : specs()) {
        auto *action = new QAction(QCoreApplication::translate("DatasetActions", spec.words), page);
        action->setObjectName(QLatin1String(spec.name));
        if (*spec.iconName)
            action->setIcon(icon(QLatin1String(spec.iconName)));
        action->setShortcuts(spec.keys);
        action->setShortcutContext(spec.reach == Reach::Window ? Qt::WindowShortcut : Qt::WidgetWithChildrenShortcut);
        (spec.reach == Reach::Table ? table : page)->addAction(action);
        made << action;
    }
    return made;
}

} // namespace onsa::ui
