// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/price_form.h"

#include "system/settings.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"
#include "ui/training_price.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

PriceForm::PriceForm(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_amount(named(new QDoubleSpinBox, u"priceAmount"_s, tr("Price of a million training tokens")))
    , m_currency(named(new QComboBox, u"priceCurrency"_s, tr("Currency")))
{
    constexpr double most = 1'000'000; // a million tokens for a million yen
    m_amount->setRange(0, most);
    m_amount->setDecimals(2);
    m_amount->setSpecialValueText(tr("not known")); // of 0
    m_amount->setGroupSeparatorShown(true);
    m_currency->addItems({u"USD"_s, u"JPY"_s, u"EUR"_s, u"GBP"_s});
    const QString why = tr("From the price list of the service. Onsa knows no prices; with yours it shows about what a "
                           "training costs, in the status bar and the statistics.");
    for (QWidget *field : std::initializer_list<QWidget *>{m_amount, m_currency}) {
        field->setToolTip(why);
        field->setAccessibleDescription(why);
    }
    auto *label = new QLabel(tr("&Price per million training tokens"));
    label->setBuddy(m_amount);
    auto *note = new QLabel(tr("only for forecasts"));
    note->setObjectName(u"priceNote"_s);
    note->setToolTip(why);
    setClass(note, "muted");
    auto *row = new QHBoxLayout;
    row->setSpacing(grid::s);
    row->addWidget(m_amount);
    row->addWidget(m_currency);
    row->addWidget(note);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addWidget(label);
    layout->addLayout(row);
    connect(m_amount, &QDoubleSpinBox::valueChanged, this, &PriceForm::store);
    connect(m_currency, &QComboBox::currentIndexChanged, this, &PriceForm::store);
}

void PriceForm::setProvider(const QString &providerId)
{
    m_providerId = providerId;
    const QSignalBlocker amount(m_amount), currency(m_currency);
    const auto price = trainingPrice(m_settings, providerId);
    m_amount->setValue(price ? price->perMillion : 0);
    const QString usual = QLocale().language() == QLocale::Japanese ? u"JPY"_s : u"USD"_s;
    m_currency->setCurrentText(price ? price->currency : usual);
}

void PriceForm::store()
{
    if (!m_providerId.isEmpty())
        setTrainingPrice(m_settings, m_providerId, {m_amount->value(), m_currency->currentText()});
}

} // namespace onsa::ui
