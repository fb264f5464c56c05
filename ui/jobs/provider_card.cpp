// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/provider_card.h"

#include "ui/icons.h"
#include "ui/jobs/named.h"

#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

ProviderCard::ProviderCard(const QString &providerId, const QString &name, const QString &meaning, QWidget *parent)
    : QFrame(parent)
    , m_providerId(providerId)
    , m_choice(named(new QRadioButton(name), u"provider_"_s + providerId))
    , m_stateIcon(new QLabel)
    , m_state(named(new QLabel, u"providerState_"_s + providerId))
    , m_action(named(new QPushButton, u"providerAction_"_s + providerId))
    , m_forecastIcon(new QLabel)
    , m_forecast(named(new QLabel, u"providerForecast_"_s + providerId))
{
    setClass(this, "card");
    m_forecast->setWordWrap(true);
    m_forecast->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_forecastIcon, m_forecast})
        label->hide();
    m_choice->setAccessibleDescription(meaning);
    QFont bold = m_choice->font();
    bold.setWeight(QFont::DemiBold);
    m_choice->setFont(bold);
    m_choice->setAutoExclusive(false); // the page's button group does it, across cards
    auto *words = new QLabel(meaning);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    setClass(words, "muted");
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_action->setAutoDefault(false);
    m_action->hide();

    auto *top = new QHBoxLayout;
    top->setSpacing(grid::s);
    top->addWidget(m_choice);
    top->addStretch();
    top->addWidget(m_stateIcon);
    top->addWidget(m_state);
    top->addWidget(m_action);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    layout->setSpacing(grid::xs);
    layout->addLayout(top);
    layout->addWidget(words);
    auto *forecast = new QHBoxLayout;
    forecast->setSpacing(grid::xs);
    forecast->addWidget(m_forecastIcon, 0, Qt::AlignTop);
    forecast->addWidget(m_forecast, 1);
    layout->addLayout(forecast);
    connect(m_action, &QPushButton::clicked, this, &ProviderCard::actionClicked);
    connect(m_choice, &QRadioButton::toggled, this, [this](bool on) {
        setProperty("chosen", on);
        style()->unpolish(this);
        style()->polish(this);
    });
}

void ProviderCard::setState(const QString &iconName, Color role, const QString &words)
{
    m_stateIcon->setPixmap(icon(iconName, role).pixmap(16, 16));
    m_state->setText(words);
}

void ProviderCard::setForecast(const QString &iconName, Color role, const QString &words)
{
    m_forecast->setText(words);
    if (!words.isEmpty())
        m_forecastIcon->setPixmap(icon(iconName, role).pixmap(16, 16));
    for (QLabel *label : {m_forecastIcon, m_forecast})
        label->setVisible(!words.isEmpty());
}

void ProviderCard::setAction(const QString &label)
{
    m_action->setText(label);
    m_action->setVisible(!label.isEmpty());
}

void ProviderCard::mouseReleaseEvent(QMouseEvent *event)
{
    QFrame::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && m_choice->isEnabled())
        m_choice->setChecked(true);
}

} // namespace onsa::ui
