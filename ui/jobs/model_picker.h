// SPDX-License-Identifier: GPL-3.0-or-later
// The base models of the chosen place: what each is, whether it can be trained here, and which one is taken.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "ui/app_services.h"
#include "ui/jobs/tune_forecast.h"
#include "ui/jobs/tune_plan.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace onsa::ui {

class ModelPicker : public QWidget
{
    Q_OBJECT

public:
    ModelPicker(AppServices services, TunePlan &plan, TuneForecast &forecast, QWidget *parent = nullptr);

    bool isReady() const; // a model is chosen that can learn from these rows and fits
    bool hasInput() const { return m_touched; }
    void showPlace(); // another place was chosen
    void enter(); // the rows or the settings may have changed
    void fetch(const QString &providerId, bool again);

Q_SIGNALS:
    void readyChanged();

private:
    struct Listing {
        bool asked = false;
        std::vector<Model> models;
        std::optional<Error> error;
    };
    void fillModels();
    void addModel(const QString &label, const QString &id, const Model *model);
    void showFits(); // the forecasts that have come
    void showFit(QListWidgetItem &item);
    void select();
    void showState();
    void showChosenModel();
    const Model *modelOf(const QString &id) const; // null: a name that was typed
    QString kindProblem() const; // why this model cannot learn from these rows; empty = it can

    AppServices m_services;
    TunePlan &m_plan;
    TuneForecast &m_forecast;
    QHash<QString, Listing> m_listings;
    QHash<QString, std::string> m_chosen; // provider -> model, kept when one looks elsewhere
    bool m_touched = false;

    QLineEdit *m_filter = nullptr;
    QListWidget *m_models = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_refresh = nullptr;
    QCheckBox *m_fromTuned = nullptr;
    QLabel *m_about = nullptr;
    QWidget *m_better = nullptr;
};

} // namespace onsa::ui
