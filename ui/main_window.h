// SPDX-License-Identifier: GPL-3.0-or-later
// The window: pages, menus, status, closing. No feature of its own.
#pragma once

#include "dataset/dataset_document.h"
#include "ui/app_services.h"

#include <QMainWindow>
#include <QPointer>

#include <memory>
#include <optional>

class QMenu;
class QTabWidget;

namespace onsa {
struct FineTuneJob;
struct Error;
}

namespace onsa::ui {

class DatasetPage;
class ErrorBanner;
class HelpWindow;
class JobsDock;
class JobsPanel;
class PlaygroundPage;
class StatusArea;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(AppServices services, QWidget *parent = nullptr);
    ~MainWindow() override;

    // What to show first: a file, a sample ("en", "ja"), or nothing = what there was the last time, at the very first
    // time the sample of the window's language.
    void begin(const QStringList &files, const QString &sample);
    DatasetPage *dataPage() const { return m_data; }
    PlaygroundPage *playground() const { return m_playground; }

Q_SIGNALS:
    void restartWanted(); // after a change of the language; the window has closed

protected:
    bool event(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    // main_window.cpp
    void connectPages();
    void showEngine();
    void showTitle();
    void showPage(QWidget *page);
    void foldJobs(bool folded);
    void fineTune(const FineTuneJob *again);
    void openWizard(std::shared_ptr<const DatasetSnapshot> validation, std::optional<FineTuneJob> again);
    void openSettings(const QString &providerId);
    void showLog();
    void showHelp(bool keys);
    void restart();
    void remember();
    // main_window_menus.cpp
    QAction *addWindowAction(const QString &name, const QString &text, const QString &iconName, const QKeySequence &key,
                             const std::function<void()> &run);
    void makeActions();
    void makeMenus();
    void makeToolBar();
    void fillRecentFiles();

    AppServices m_services;
    QTabWidget *m_tabs = nullptr;
    DatasetPage *m_data = nullptr;
    PlaygroundPage *m_playground = nullptr;
    JobsPanel *m_jobs = nullptr;
    JobsDock *m_dock = nullptr;
    StatusArea *m_status = nullptr;
    ErrorBanner *m_engineBanner = nullptr;
    ErrorBanner *m_note = nullptr;
    QPointer<const DatasetDocument> m_addedTo; // the data set that the note is about
    QMenu *m_recent = nullptr;
    HelpWindow *m_help = nullptr;
    QList<QAction *> m_actions; // of the window itself
    bool m_mayClose = false;
};

} // namespace onsa::ui
