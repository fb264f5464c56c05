// SPDX-License-Identifier: GPL-3.0-or-later
// What a service takes for a million training tokens, entered by its user: only for the forecast of the cost.
#pragma once

#include <QWidget>

namespace onsa {
class Settings;
}
class QComboBox;
class QDoubleSpinBox;

namespace onsa::ui {

class PriceForm : public QWidget
{
    Q_OBJECT

public:
    explicit PriceForm(Settings &settings, QWidget *parent = nullptr);

    void setProvider(const QString &providerId);

private:
    void store();

    Settings &m_settings;
    QString m_providerId;
    QDoubleSpinBox *m_amount = nullptr;
    QComboBox *m_currency = nullptr;
};

} // namespace onsa::ui
