// SPDX-License-Identifier: GPL-3.0-or-later
// "This computer" in the settings: whether its engine runs, and starting it again.
#pragma once

#include "ui/app_services.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace onsa::ui {

class EngineForm : public QWidget
{
    Q_OBJECT

public:
    explicit EngineForm(AppServices services, QWidget *parent = nullptr);

private:
    void showState();

    AppServices m_services;
    QLabel *m_icon = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_log = nullptr;
    QPushButton *m_start = nullptr;
};

} // namespace onsa::ui
