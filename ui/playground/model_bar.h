// SPDX-License-Identifier: GPL-3.0-or-later
// Whom one asks: the model, as a chat or a completion, alone or beside the model that it was made from.
#pragma once

#include "ui/app_services.h"
#include "ui/playground/askable_models.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QRadioButton;

namespace onsa::ui {

class ModelBar : public QWidget
{
    Q_OBJECT

public:
    explicit ModelBar(AppServices services, QWidget *parent = nullptr);

    const AskableModel *current() const; // nullptr while there is none; valid until changed()
    bool isChat() const;
    bool compares() const;
    bool hasTuned() const { return m_models.hasTuned(); }
    QString labelOf(const QString &providerId, const QString &id) const; // for people; the id when unknown

    // Stays chosen while the lists do not have it; a model whose job has just finished comes in with its base.
    void choose(const QString &providerId, const QString &id);
    void chooseNew(const QString &providerId, const QString &id, const QString &base);
    void setChat(bool chat);
    void setCompares(bool compares); // no effect on a model without a base
    void setAsking(bool asking); // the model stays while answers come

Q_SIGNALS:
    void changed();

private:
    void fill();
    void modelChosen();

    AskableModels m_models;
    QComboBox *m_model = nullptr;
    QCheckBox *m_compare = nullptr;
    QRadioButton *m_chat = nullptr;
    QRadioButton *m_completion = nullptr;
    QString m_wantedProvider, m_wantedModel; // chosen, also while the list does not have it
    bool m_asking = false;
};

} // namespace onsa::ui
