// SPDX-License-Identifier: GPL-3.0-or-later
// One place to train at: a radio button, what it means, its state, and one button when something is missing.
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QRadioButton;

namespace onsa::ui {

class ProviderCard : public QFrame
{
    Q_OBJECT

public:
    ProviderCard(const QString &providerId, const QString &name, const QString &meaning, QWidget *parent = nullptr);

    QRadioButton *choice() const { return m_choice; }
    QString providerId() const { return m_providerId; }
    void setState(const QString &iconName, Color role, const QString &words);
    void setForecast(const QString &iconName, Color role, const QString &words); // empty words = nothing is shown
    void setAction(const QString &label); // empty = no button

Q_SIGNALS:
    void actionClicked();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override; // the whole card chooses

private:
    QString m_providerId;
    QRadioButton *m_choice = nullptr;
    QLabel *m_stateIcon = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_action = nullptr;
    QLabel *m_forecastIcon = nullptr;
    QLabel *m_forecast = nullptr;
};

} // namespace onsa::ui
