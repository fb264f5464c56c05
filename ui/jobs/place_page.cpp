// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/place_page.h"

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "ui/jobs/forecast_words.h"
#include "ui/jobs/model_picker.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_card.h"
#include "ui/jobs/provider_words.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/settings/settings_dialog.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QUrl>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

PlacePage::PlacePage(AppServices services, TunePlan &plan, TuneForecast &forecast, QWidget *parent)
    : WizardPage(parent)
    , m_services(services)
    , m_plan(plan)
    , m_forecast(forecast)
    , m_group(new QButtonGroup(this))
{
    if (m_plan.providerId.isEmpty() || !m_services.providers.find(m_plan.providerId))
        m_plan.providerId = u"local"_s;
    m_picker = new ModelPicker(services, plan, forecast);
    auto *cards = new QWidget;
    m_cardColumn = new QVBoxLayout(cards);
    m_cardColumn->setContentsMargins(0, 0, 0, 0);
    m_cardColumn->setSpacing(grid::s);
    auto *scroll = named(quietScroll(cards), u"placeCards"_s, tr("Where to train"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::m);
    scroll->setMinimumHeight(168); // two cards; a third peeps in
    layout->addWidget(scroll, 3);
    layout->addWidget(m_picker, 2);

    makeCards();
    choose(m_plan.providerId);

    connect(&m_services.providers, &ProviderList::changed, this, [this] {
        makeCards();
        showStates();
    });
    connect(&m_services.connections, &ProviderConnections::readyChanged, this, [this](const QString &id, bool ready) {
        showStates();
        if (ready && id == m_plan.providerId)
            m_picker->fetch(id, true);
        Q_EMIT readyChanged();
    });
    connect(&m_services.engine, &EngineProcess::stateChanged, this, &PlacePage::showStates);
    connect(&m_forecast, &TuneForecast::changed, this, &PlacePage::showStates);
    connect(m_picker, &ModelPicker::readyChanged, this, [this] {
        showStates(); // the card speaks of the chosen model
        Q_EMIT readyChanged();
    });
}

QString PlacePage::title() const
{
    return tr("Where to train, and which model");
}

void PlacePage::makeCards()
{
    for (const Provider &provider : m_services.providers.providers()) {
        if (m_cards.contains(provider.id))
            continue;
        const QString name = providerName(provider);
        const QString meaning = provider.kind == Provider::Kind::ThisComputer
            ? tr("Free. Nothing leaves this computer. No account is needed.")
            : tr("Your rows are sent to %1. The service may charge for training and for use.")
                  .arg(provider.baseUrl.host());
        auto *card = new ProviderCard(provider.id, name, meaning);
        m_cards[provider.id] = card;
        m_group->addButton(card->choice());
        m_cardColumn->addWidget(card);
        connect(card->choice(), &QRadioButton::toggled, this, [this, id = provider.id](bool on) {
            if (on && id != m_plan.providerId) {
                m_touched = true;
                choose(id);
            }
        });
        connect(card, &ProviderCard::actionClicked, this, [this, id = provider.id] { cardAction(id); });
    }
    const auto known = m_cards.keys();
    for (const QString &id : known) {
        if (!m_services.providers.find(id))
            m_cards.take(id)->deleteLater();
    }
    if (!m_services.providers.find(m_plan.providerId))
        choose(u"local"_s);
}

void PlacePage::showStates()
{
    for (const Provider &provider : m_services.providers.providers()) {
        ProviderCard *card = m_cards.value(provider.id);
        if (!card)
            continue;
        const ProviderState state = providerState(m_services, provider.id);
        card->setState(state.icon, state.color, state.words);
        card->setAction(state.action);
        const auto forecast = provider.id == m_plan.providerId ? m_forecast.ofPlan() : std::nullopt;
        const ForecastLook look = forecast ? forecastLook(*forecast) : ForecastLook{};
        card->setForecast(look.icon, look.color, look.words);
    }
}

void PlacePage::cardAction(const QString &providerId)
{
    if (providerId == "local"_L1)
        return m_services.engine.start();
    auto *settings = new SettingsDialog(m_services, this);
    settings->setAttribute(Qt::WA_DeleteOnClose);
    settings->showProviders(providerId);
    connect(settings, &QDialog::finished, this, [this] {
        showStates();
        Q_EMIT readyChanged();
    });
    settings->open();
}

void PlacePage::choose(const QString &providerId)
{
    m_plan.providerId = providerId;
    if (ProviderCard *card = m_cards.value(providerId))
        card->choice()->setChecked(true);
    showStates();
    m_picker->showPlace();
    Q_EMIT readyChanged();
}

bool PlacePage::hasInput() const
{
    return m_touched || m_picker->hasInput();
}

bool PlacePage::isReady() const
{
    return isUsable(m_services, m_plan.providerId) && m_picker->isReady();
}

void PlacePage::enter()
{
    m_forecast.refresh(); // memory may have become free, or not
    m_picker->enter();
    showStates();
}

} // namespace onsa::ui
