// SPDX-License-Identifier: GPL-3.0-or-later
// Page 3: automatic settings, or one's own, each with what it means. Only what the chosen place understands is shown.
#pragma once

#include "ui/jobs/tune_forecast.h"
#include "ui/jobs/tune_plan.h"
#include "ui/jobs/wizard_page.h"

class QLabel;
class QLineEdit;
class QRadioButton;

namespace onsa::ui {

class AutoField;

class HowPage : public WizardPage
{
    Q_OBJECT

public:
    HowPage(TunePlan &plan, TuneForecast &forecast, QWidget *parent = nullptr);

    QString title() const override;
    bool isReady() const override;
    bool hasInput() const override { return m_touched; }
    void enter() override;

private:
    QWidget *makeFields();
    void read(); // fields -> plan
    void showAutomatic();
    QString chosenWords() const; // what the settings come to, by the forecast or in general
    QString problem() const; // why training cannot start so; empty = it can

    TunePlan &m_plan;
    TuneForecast &m_forecast;
    bool m_touched = false;
    QLineEdit *m_name = nullptr;
    QRadioButton *m_automatic = nullptr;
    QRadioButton *m_own = nullptr;
    QLabel *m_choice = nullptr;
    QWidget *m_fields = nullptr;
    QLabel *m_problem = nullptr;
    AutoField *m_epochs = nullptr;
    AutoField *m_batch = nullptr;
    AutoField *m_rate = nullptr;
    AutoField *m_promptWeight = nullptr;
    AutoField *m_rank = nullptr;
    AutoField *m_share = nullptr;
    AutoField *m_seed = nullptr;
};

} // namespace onsa::ui
