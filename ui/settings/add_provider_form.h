// SPDX-License-Identifier: GPL-3.0-or-later
// A new "other OpenAI-compatible" service: a name and a base address that is checked while it is typed.
#pragma once

#include "ui/app_services.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace onsa::ui {

class AddProviderForm : public QWidget
{
    Q_OBJECT

public:
    explicit AddProviderForm(AppServices services, QWidget *parent = nullptr);

    void begin(); // empty, with the cursor in the name

Q_SIGNALS:
    void added(const QString &providerId);

private:
    void add();
    void showProblem();

    AppServices m_services;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_url = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace onsa::ui
