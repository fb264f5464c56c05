// SPDX-License-Identifier: GPL-3.0-or-later
// One hosted service in the settings: name and address (of others), and its key, masked, checked when it is entered.
#pragma once

#include "core/result.h"
#include "system/secret_store.h"
#include "ui/app_services.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace onsa::ui {

class PriceForm;

class ProviderForm : public QWidget
{
    Q_OBJECT

public:
    explicit ProviderForm(AppServices services, QWidget *parent = nullptr);

    void setProvider(const QString &providerId);
    void focusKey();

private:
    void checkKey();
    void checkConnection(); // without a new key
    void removeKey();
    void setBusy(bool busy);
    void showKeyState();
    void tell(const QString &iconName, const char *look, const QString &words);
    void tellOutcome(const Result<> &outcome, const QString &good);
    void storeAddress();

    AppServices m_services;
    QString m_providerId;
    std::optional<SecretStore::Kept> m_kept; // of the key entered here
    int m_generation = 0; // answers to earlier questions are not shown

    QLabel *m_heading = nullptr;
    QLabel *m_nameLabel = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_urlLabel = nullptr;
    QLineEdit *m_url = nullptr;
    QLabel *m_urlProblem = nullptr;
    QLineEdit *m_key = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_removeKey = nullptr;
    QLabel *m_stateIcon = nullptr;
    QLabel *m_state = nullptr;
    QProgressBar *m_spinner = nullptr;
    QLabel *m_keyState = nullptr;
    PriceForm *m_price = nullptr;
};

} // namespace onsa::ui
