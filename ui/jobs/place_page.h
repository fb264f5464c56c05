// SPDX-License-Identifier: GPL-3.0-or-later
// Page 2: where to train (this computer first) and which base model of that place.
#pragma once

#include "ui/app_services.h"
#include "ui/jobs/tune_forecast.h"
#include "ui/jobs/tune_plan.h"
#include "ui/jobs/wizard_page.h"

#include <QHash>

class QButtonGroup;
class QVBoxLayout;

namespace onsa::ui {

class ModelPicker;
class ProviderCard;

class PlacePage : public WizardPage
{
    Q_OBJECT

public:
    PlacePage(AppServices services, TunePlan &plan, TuneForecast &forecast, QWidget *parent = nullptr);

    QString title() const override;
    bool isReady() const override;
    bool hasInput() const override;
    void enter() override;

private:
    void makeCards();
    void showStates();
    void choose(const QString &providerId);
    void cardAction(const QString &providerId);

    AppServices m_services;
    TunePlan &m_plan;
    TuneForecast &m_forecast;
    QHash<QString, ProviderCard *> m_cards;
    bool m_touched = false;

    QVBoxLayout *m_cardColumn = nullptr;
    QButtonGroup *m_group = nullptr;
    ModelPicker *m_picker = nullptr;
};

} // namespace onsa::ui
