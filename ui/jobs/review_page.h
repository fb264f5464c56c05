// SPDX-License-Identifier: GPL-3.0-or-later
// Page 4: what will happen, in sentences; then how the launch goes, and what went wrong if it did.
#pragma once

#include "jobs/job_launcher.h"
#include "ui/app_services.h"
#include "ui/error_text.h"
#include "ui/jobs/tune_forecast.h"
#include "ui/jobs/tune_plan.h"
#include "ui/jobs/wizard_page.h"

class QLabel;
class QProgressBar;

namespace onsa::ui {

class ErrorBanner;
class PersonalGuard;

class ReviewPage : public WizardPage
{
    Q_OBJECT

public:
    ReviewPage(AppServices services, TunePlan &plan, TuneForecast &forecast, QWidget *parent = nullptr);

    QString title() const override;
    bool isReady() const override;
    void enter() override;
    QString sentence() const; // plain text of the first line

    void showProgress(JobLauncher::Step step, qint64 done, qint64 all);
    void hideProgress();
    void showError(const Error &error); // with the action that helps, Retry where nothing better is known

Q_SIGNALS:
    void retryRequested();
    void settingsRequested();

private:
    void showPlan();
    QString settingsSentence() const;
    QString forecastSentence() const;

    AppServices m_services;
    TunePlan &m_plan;
    TuneForecast &m_forecast;
    ErrorBanner *m_banner = nullptr;
    PersonalGuard *m_guard = nullptr;
    QLabel *m_sentence = nullptr;
    QLabel *m_forecastLine = nullptr;
    QLabel *m_settings = nullptr;
    QLabel *m_leaves = nullptr;
    QLabel *m_after = nullptr;
    QWidget *m_launch = nullptr;
    QLabel *m_step = nullptr;
    QProgressBar *m_progress = nullptr;
};

} // namespace onsa::ui
