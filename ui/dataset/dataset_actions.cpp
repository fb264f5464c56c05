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
    const auto ctrlAlt = [](Qt::Key key) { return QKeySequence(Qt::CTRL | Qt::ALT | key); };
    using K = QKeySequence;
    return {
        {"actionNew", QT_TRANSLATE_NOOP("DatasetActions", "New"), "data", Reach::Window, K::keyBindings(K::New)},
        {"actionOpen", QT_TRANSLATE_NOOP("DatasetActions", "Open…"), "open", Reach::Window, K::keyBindings(K::Open)},
        {"actionSave", QT_TRANSLATE_NOOP("DatasetActions", "Save"), "save", Reach::Window, K::keyBindings(K::Save)},
        {"actionSaveAs",
         QT_TRANSLATE_NOOP("DatasetActions", "Save as…"),
         "",
         Reach::Window,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}},
        {"actionDiscard", QT_TRANSLATE_NOOP("DatasetActions", "Discard unsaved edits…"), "", Reach::Window, {}},
        {"actionBringBack", QT_TRANSLATE_NOOP("DatasetActions", "Bring back discarded edits"), "", Reach::Window, {}},
        {"actionImport",
         QT_TRANSLATE_NOOP("DatasetActions", "Import…"),
         "",
         Reach::Window,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_O)}},
        {"actionExport", QT_TRANSLATE_NOOP("DatasetActions", "Export…"), "", Reach::Window, {ctrl(Qt::Key_E)}},
        {"actionConvert", QT_TRANSLATE_NOOP("DatasetActions", "Convert…"), "", Reach::Window, {}},
        {"actionSplit", QT_TRANSLATE_NOOP("DatasetActions", "Split into two files…"), "", Reach::Window, {}},
        {"actionUndo", QT_TRANSLATE_NOOP("DatasetActions", "Undo"), "undo", Reach::Page, {ctrl(Qt::Key_Z)}},
        {"actionRedo",
         QT_TRANSLATE_NOOP("DatasetActions", "Redo"),
         "redo",
         Reach::Page,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), ctrl(Qt::Key_Y)}},
        {"actionHistory",
         QT_TRANSLATE_NOOP("DatasetActions", "History…"),
         "history",
         Reach::Page,
         {K(Qt::CTRL | Qt::ALT | Qt::Key_H)}},
        {"actionCut", QT_TRANSLATE_NOOP("DatasetActions", "Cut"), "", Reach::Table, K::keyBindings(K::Cut)},
        {"actionCopy", QT_TRANSLATE_NOOP("DatasetActions", "Copy"), "copy", Reach::Table, K::keyBindings(K::Copy)},
        {"actionPaste", QT_TRANSLATE_NOOP("DatasetActions", "Paste"), "paste", Reach::Table, K::keyBindings(K::Paste)},
        {"actionClear", QT_TRANSLATE_NOOP("DatasetActions", "Clear cells"), "", Reach::Table, {K(Qt::Key_Delete)}},
        {"actionAddRow",
         QT_TRANSLATE_NOOP("DatasetActions", "Add row"),
         "add",
         Reach::Page,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)}},
        {"actionInsertRow",
         QT_TRANSLATE_NOOP("DatasetActions", "Insert row above"),
         "",
         Reach::Table,
         {ctrl(Qt::Key_Plus), ctrl(Qt::Key_Equal), K(Qt::CTRL | Qt::SHIFT | Qt::Key_Plus)}},
        {"actionDeleteRows",
         QT_TRANSLATE_NOOP("DatasetActions", "Delete rows"),
         "delete",
         Reach::Table,
         {ctrl(Qt::Key_Minus)}},
        {"actionDuplicateRows",
         QT_TRANSLATE_NOOP("DatasetActions", "Duplicate rows"),
         "duplicate",
         Reach::Table,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}},
        {"actionFillDown",
         QT_TRANSLATE_NOOP("DatasetActions", "Fill down (one row: copy it below)"),
         "",
         Reach::Table,
         {ctrl(Qt::Key_D)}},
        {"actionFillRight", QT_TRANSLATE_NOOP("DatasetActions", "Fill right"), "", Reach::Table, {ctrl(Qt::Key_R)}},
        {"actionMoveUp",
         QT_TRANSLATE_NOOP("DatasetActions", "Move rows up"),
         "",
         Reach::Table,
         {K(Qt::ALT | Qt::Key_Up)}},
        {"actionMoveDown",
         QT_TRANSLATE_NOOP("DatasetActions", "Move rows down"),
         "",
         Reach::Table,
         {K(Qt::ALT | Qt::Key_Down)}},
        {"actionFind", QT_TRANSLATE_NOOP("DatasetActions", "Find…"), "find", Reach::Page, K::keyBindings(K::Find)},
        {"actionFindNext", QT_TRANSLATE_NOOP("DatasetActions", "Find next"), "", Reach::Page, {K(Qt::Key_F3)}},
        {"actionFindPrevious",
         QT_TRANSLATE_NOOP("DatasetActions", "Find previous"),
         "",
         Reach::Page,
         {K(Qt::SHIFT | Qt::Key_F3)}},
        {"actionReplace", QT_TRANSLATE_NOOP("DatasetActions", "Replace…"), "replace", Reach::Page, {ctrl(Qt::Key_H)}},
        {"actionGoToRow", QT_TRANSLATE_NOOP("DatasetActions", "Go to row…"), "", Reach::Page, {ctrl(Qt::Key_G)}},
        {"actionChanges", QT_TRANSLATE_NOOP("DatasetActions", "Changes since save…"), "compare", Reach::Page, {}},
        {"actionCompare", QT_TRANSLATE_NOOP("DatasetActions", "Compare with a file…"), "compare", Reach::Page, {}},
        {"actionInvisibles",
         QT_TRANSLATE_NOOP("DatasetActions", "Show invisible characters"),
         "",
         Reach::Page,
         {K(Qt::CTRL | Qt::SHIFT | Qt::Key_I)}},
        {"actionRowLines",
         QT_TRANSLATE_NOOP("DatasetActions", "Row height: 1, 3 or 6 lines"),
         "",
         Reach::Page,
         {ctrl(Qt::Key_L)}},
        {"actionZoomIn",
         QT_TRANSLATE_NOOP("DatasetActions", "Larger text in the table"),
         "",
         Reach::Page,
         {ctrlAlt(Qt::Key_Plus), ctrlAlt(Qt::Key_Equal), ctrlAlt(Qt::Key_Semicolon)}},
        {"actionZoomOut",
         QT_TRANSLATE_NOOP("DatasetActions", "Smaller text in the table"),
         "",
         Reach::Page,
         {ctrlAlt(Qt::Key_Minus)}},
        {"actionZoomReset",
         QT_TRANSLATE_NOOP("DatasetActions", "Normal text size in the table"),
         "",
         Reach::Page,
         {ctrl(Qt::Key_0)}},
        {"actionCheck", QT_TRANSLATE_NOOP("DatasetActions", "Check"), "check", Reach::Window, {K(Qt::Key_F7)}},
        {"actionClusters",
         QT_TRANSLATE_NOOP("DatasetActions", "Rows side by side…"),
         "compare",
         Reach::Page,
         {K(Qt::SHIFT | Qt::Key_F7)}},
        {"actionStatistics", QT_TRANSLATE_NOOP("DatasetActions", "Statistics…"), "chart", Reach::Page, {}},
        {"actionUnmask", QT_TRANSLATE_NOOP("DatasetActions", "Put masked data back…"), "", Reach::Page, {}},
        {"actionNextIssue",
         QT_TRANSLATE_NOOP("DatasetActions", "Next finding"),
         "",
         Reach::Page,
         {K(Qt::ALT | Qt::Key_F8)}},
        {"actionMarkReviewed",
         QT_TRANSLATE_NOOP("DatasetActions", "Reviewed, or not"),
         "reviewed",
         Reach::Table,
         {K(Qt::Key_Space)}},
        {"actionMarkDraft", QT_TRANSLATE_NOOP("DatasetActions", "Draft"), "draft", Reach::Page, {ctrlAlt(Qt::Key_1)}},
        {"actionReviewed",
         QT_TRANSLATE_NOOP("DatasetActions", "Reviewed"),
         "reviewed",
         Reach::Page,
         {ctrlAlt(Qt::Key_2)}},
        {"actionApprove",
         QT_TRANSLATE_NOOP("DatasetActions", "Approved"),
         "success",
         Reach::Page,
         {ctrlAlt(Qt::Key_3)}},
        {"actionReject",
         QT_TRANSLATE_NOOP("DatasetActions", "Rejected"),
         "rejected",
         Reach::Page,
         {ctrlAlt(Qt::Key_4)}},
        {"actionNextDraft",
         QT_TRANSLATE_NOOP("DatasetActions", "Next unreviewed row"),
         "",
         Reach::Page,
         {ctrlAlt(Qt::Key_N)}},
        {"actionPreviousIssue",
         QT_TRANSLATE_NOOP("DatasetActions", "Previous finding"),
         "",
         Reach::Page,
         {K(Qt::ALT | Qt::SHIFT | Qt::Key_F8)}},
        {"actionFineTune", QT_TRANSLATE_NOOP("DatasetActions", "Fine-tune…"), "tune", Reach::Window, {K(Qt::Key_F9)}},
    };
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
