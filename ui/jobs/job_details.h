// SPDX-License-Identifier: GPL-3.0-or-later
// One job: what it does now, its losses, events, settings and files, and what can be done with it next.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "ui/app_services.h"

#include <QWidget>

#include <string>

class QFormLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;

namespace onsa::ui {

class ErrorBanner;
class JobFiles;
class LossChart;

class JobDetails : public QWidget
{
    Q_OBJECT

public:
    explicit JobDetails(AppServices services, QWidget *parent = nullptr);

    void setJob(const QString &providerId, const std::string &jobId); // an unknown one: the empty page
    void refresh(); // what the model knows now
    void showError(const Error &error);

Q_SIGNALS:
    void askRequested(const QString &providerId, const QString &tunedModel, const QString &baseModel);
    void trainAgainRequested(const onsa::FineTuneJob &job);

private:
    QWidget *makeHeader();
    QWidget *makeSettingsPage();
    void showStatus(int row);
    void showEvents();
    void showSettings(const FineTuneJob &job);
    void ask();
    void askToCancel();
    void askToDelete();
    void cancelJob();
    void deleteJob();
    void deleteJobItself(bool modelWasDeleted);

    AppServices m_services;
    QString m_providerId;
    std::string m_jobId;
    bool m_busy = false; // cancel or delete is on its way

    QStackedWidget *m_pages = nullptr;
    ErrorBanner *m_banner = nullptr;
    QLabel *m_icon = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_reason = nullptr;
    QPushButton *m_ask = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_delete = nullptr;
    QTabWidget *m_tabs = nullptr;
    LossChart *m_chart = nullptr;
    QTreeWidget *m_events = nullptr;
    QFormLayout *m_settings = nullptr;
    QLabel *m_modelId = nullptr;
    QPushButton *m_copyModel = nullptr;
    JobFiles *m_files = nullptr;
    std::size_t m_eventsShown = 0;
    QString m_settingsShown;
};

} // namespace onsa::ui
