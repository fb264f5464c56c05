// SPDX-License-Identifier: GPL-3.0-or-later
// Menus and tool bar of the window.
#include "ui/about_dialog.h"
#include "ui/command_palette.h"
#include "ui/dataset/dataset_page.h"
#include "ui/icons.h"
#include "ui/jobs_dock.h"
#include "ui/main_window.h"
#include "ui/playground/playground_page.h"
#include "ui/theme.h"
#include "ui/window_parts.h"

#include "system/settings.h"

#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>
#include <QToolBar>

namespace onsa::ui {

QAction *MainWindow::addWindowAction(const QString &name, const QString &text, const QString &iconName,
                                     const QKeySequence &key, const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcut(key);
    addAction(action);
    connect(action, &QAction::triggered, this, [run] { run(); });
    m_actions << action;
    return action;
}

void MainWindow::makeActions()
{
    addWindowAction(QStringLiteral("actionQuit"), tr("Quit"), {}, QKeySequence(Qt::CTRL | Qt::Key_Q),
                    [this] { close(); });
    addWindowAction(QStringLiteral("actionSettings"), tr("Settings…"), QStringLiteral("settings"),
                    QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { openSettings({}); });
    addWindowAction(QStringLiteral("actionShowData"), tr("Show data"), QStringLiteral("data"),
                    QKeySequence(Qt::CTRL | Qt::Key_1), [this] { showPage(m_data); });
    addWindowAction(QStringLiteral("actionShowPlayground"), tr("Show playground"), QStringLiteral("ask"),
                    QKeySequence(Qt::CTRL | Qt::Key_2), [this] { showPage(m_playground); });
    addWindowAction(QStringLiteral("actionJobs"), tr("Show or fold the jobs"), QStringLiteral("chart"),
                    QKeySequence(Qt::CTRL | Qt::Key_J), [this] { foldJobs(!m_dock->isFolded()); });
    addWindowAction(QStringLiteral("actionNextPart"), tr("Go to the next part of the window"), {},
                    QKeySequence(Qt::Key_F6), [this] { goToNextPart(*this, 1); });
    addWindowAction(QStringLiteral("actionPreviousPart"), tr("Go to the previous part of the window"), {},
                    QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { goToNextPart(*this, -1); });
    addWindowAction(QStringLiteral("actionPalette"), tr("Find a command…"), QStringLiteral("find"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), [this] {
                        auto *palette = new CommandPalette(m_data->actions() + m_actions, this);
                        palette->setAttribute(Qt::WA_DeleteOnClose);
                        palette->open();
                    });
    addWindowAction(QStringLiteral("actionHelp"), tr("Onsa help"), QStringLiteral("help"), QKeySequence(Qt::Key_F1),
                    [this] { showHelp(false); });
    addWindowAction(QStringLiteral("actionKeys"), tr("Keyboard"), QStringLiteral("keyboard"), {},
                    [this] { showHelp(true); });
    addWindowAction(QStringLiteral("actionLog"), tr("Log of the engine"), {}, {}, [this] { showLog(); });
    addWindowAction(QStringLiteral("actionAbout"), tr("About Onsa"), QStringLiteral("info"), {},
                    [this] { makeAboutDialog(this)->open(); });
}

void MainWindow::makeMenus()
{
    const auto fill = [this](QMenu *menu, std::initializer_list<const char *> names) {
        for (const char *name : names) {
            if (!*name) {
                menu->addSeparator();
                continue;
            }
            QAction *action = m_data->action(QLatin1String(name));
            menu->addAction(action ? action : findChild<QAction *>(QLatin1String(name), Qt::FindDirectChildrenOnly));
        }
    };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    fill(file, {"actionNew", "actionOpen"});
    m_recent = file->addMenu(tr("Open recent"));
    m_recent->setObjectName(QStringLiteral("menuRecent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecentFiles);
    QMenu *samples = file->addMenu(tr("Open a sample"));
    for (const auto &[language, words] : {std::pair{QStringLiteral("en"), tr("English sample")},
                                          std::pair{QStringLiteral("ja"), tr("Japanese sample")}}) {
        QAction *open = samples->addAction(words);
        open->setObjectName(QStringLiteral("actionSample_") + language);
        connect(open, &QAction::triggered, this, [this, chosen = language] {
            m_tabs->setCurrentWidget(m_data);
            m_data->openSample(chosen);
        });
    }
    file->addSeparator();
    fill(file,
         {"actionSave", "actionSaveAs", "actionDiscard", "actionBringBack", "", "actionImport", "actionExport", "",
          "actionSettings", "", "actionQuit"});
    fill(menuBar()->addMenu(tr("&Edit")),
         {"actionUndo", "actionRedo", "actionHistory", "", "actionCut", "actionCopy", "actionPaste", "actionClear", "",
          "actionFillDown", "actionFillRight", "", "actionFind", "actionFindNext", "actionFindPrevious",
          "actionReplace"});
    QMenu *dataMenu = menuBar()->addMenu(tr("&Data"));
    fill(dataMenu,
         {"actionAddRow", "actionInsertRow", "actionDuplicateRows", "actionMoveUp", "actionMoveDown",
          "actionDeleteRows", "", "actionGoToRow", "", "actionConvert", "actionSplit", "", "actionCheck",
          "actionNextIssue", "actionPreviousIssue", "actionClusters", "actionStatistics", "actionUnmask", "",
          "actionChanges", "actionCompare"});
    QMenu *sort = new QMenu(tr("Sort"), dataMenu);
    fill(sort,
         {"actionSortUp", "actionSortDown", "actionSortThenUp", "actionSortThenDown", "", "actionSortShort",
          "actionSortLong", "actionSortFromEnd", "", "actionDocumentOrder"});
    QMenu *filter = new QMenu(tr("Filter"), dataMenu);
    fill(filter, {"actionFilter", "actionFilterChanged", "", "actionRefreshView", "actionClearView"});
    QAction *behind = m_data->action(QStringLiteral("actionConvert"));
    dataMenu->insertMenu(behind, sort);
    dataMenu->insertMenu(behind, filter);
    dataMenu->insertSeparator(behind);
    fill(menuBar()->addMenu(tr("&Review")),
         {"actionMarkReviewed", "", "actionMarkDraft", "actionReviewed", "actionApprove", "actionReject", "",
          "actionNextDraft"});
    fill(menuBar()->addMenu(tr("&Tune")), {"actionFineTune", "", "actionJobs"});
    QMenu *view = menuBar()->addMenu(tr("&View"));
    fill(view,
         {"actionShowData", "actionShowPlayground", "actionJobs", "", "actionNextPart", "actionPreviousPart", "",
          "actionRowLines", "actionZoomIn", "actionZoomOut", "actionZoomReset", "actionInvisibles", "",
          "actionPalette"});
    QMenu *columns = new QMenu(tr("Columns"), view);
    fill(columns,
         {"actionFitColumn", "actionHideColumn", "actionShowColumns", "", "actionMoveColumnLeft",
          "actionMoveColumnRight", "", "actionFreeze", "actionUnfreeze", "", "actionColumnMenu"});
    QAction *palette = findChild<QAction *>(QStringLiteral("actionPalette"), Qt::FindDirectChildrenOnly);
    view->insertMenu(palette, columns);
    view->insertMenu(palette, m_data->viewsMenu());
    view->insertSeparator(palette);
    fill(menuBar()->addMenu(tr("&Help")), {"actionHelp", "actionKeys", "", "actionLog", "actionAbout"});
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Tool bar"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setIconSize(QSize(18, 18));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    for (const char *name : {"actionOpen", "actionSave", "", "actionUndo", "actionRedo", "", "actionAddRow",
                             "actionFind", "actionCheck"}) {
        if (*name)
            bar->addAction(m_data->action(QLatin1String(name)));
        else
            bar->addSeparator();
    }
    auto *space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    QAction *tune = m_data->action(QStringLiteral("actionFineTune"));
    auto *button = new QPushButton(tune->text());
    button->setObjectName(QStringLiteral("fineTuneButton"));
    button->setToolTip(tr("Train a model on these rows (F9)"));
    button->setIcon(icon(QStringLiteral("tune"), Color::OnAccent));
    button->setEnabled(tune->isEnabled());
    setClass(button, "primary");
    connect(button, &QPushButton::clicked, tune, &QAction::trigger);
    connect(tune, &QAction::changed, button, [tune, button] { button->setEnabled(tune->isEnabled()); });
    bar->addWidget(button);
}

void MainWindow::fillRecentFiles()
{
    m_recent->clear();
    for (const QString &path : m_services.settings.recentFiles()) {
        QAction *open = m_recent->addAction(QFileInfo(path).fileName());
        open->setToolTip(path);
        open->setEnabled(QFileInfo::exists(path));
        connect(open, &QAction::triggered, this, [this, path] {
            m_tabs->setCurrentWidget(m_data);
            m_data->openFile(path);
        });
    }
    if (m_recent->isEmpty())
        m_recent->addAction(tr("Nothing yet"))->setEnabled(false);
}

} // namespace onsa::ui
