// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of services: this computer first, OpenAI, and others by their address; each with a key that is checked once
// with one request when it is entered.
#pragma once

#include "ui/app_services.h"

#include <QWidget>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace onsa::ui {

class AddProviderForm;
class EngineForm;
class ProviderForm;

class ProvidersPage : public QWidget
{
    Q_OBJECT

public:
    explicit ProvidersPage(AppServices services, QWidget *parent = nullptr);

    void select(const QString &providerId); // with its key's field focused

private:
    void fill();
    void showCurrent();
    void askToRemove();
    QString currentId() const;

    AppServices m_services;
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QStackedWidget *m_forms = nullptr;
    EngineForm *m_engine = nullptr;
    ProviderForm *m_provider = nullptr;
    AddProviderForm *m_add = nullptr;
};

} // namespace onsa::ui
