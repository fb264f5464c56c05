// SPDX-License-Identifier: GPL-3.0-or-later
// Page 2: where to train (this computer first) and which base model of that place.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "ui/app_services.h"
#include "ui/jobs/tune_plan.h"
#include "ui/jobs/wizard_page.h"

#include <QHash>

#include <vector>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace onsa::ui {

class ProviderCard;

class PlacePage : public WizardPage
{
    Q_OBJECT

public:
    PlacePage(AppServices services, TunePlan &plan, QWidget *parent = nullptr);

    QString title() const override;
    bool isReady() const override;
    bool hasInput() const override { return m_touched; }
    void enter() override;

private:
    struct Listing {
        bool asked = false;
        std::vector<Model> models;
        std::optional<Error> error;
    };
    QWidget *makeModelArea();
    QWidget *makeBetterModelArea();
    void makeCards();
    void showStates();
    void choose(const QString &providerId);
    void fetchModels(const QString &providerId, bool again);
    void fillModels();
    void showChosenModel();
    void cardAction(const QString &providerId);
    bool isUsable(const QString &providerId) const;
    QString kindProblem() const; // why this model cannot learn from these rows; empty = it can

    AppServices m_services;
    TunePlan &m_plan;
    QHash<QString, Listing> m_listings;
    QHash<QString, ProviderCard *> m_cards;
    QHash<QString, std::string> m_chosen; // provider -> model, kept when one looks elsewhere
    bool m_touched = false;

    QVBoxLayout *m_cardColumn = nullptr;
    QButtonGroup *m_group = nullptr;
    QLineEdit *m_filter = nullptr;
    QListWidget *m_models = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_refresh = nullptr;
    QCheckBox *m_fromTuned = nullptr;
    QLabel *m_about = nullptr;
    QWidget *m_better = nullptr;
};

} // namespace onsa::ui
