// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/place_page.h"

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "system/settings.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_card.h"
#include "ui/jobs/provider_words.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/settings/settings_dialog.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;
constexpr auto starterId = "onsa-starter"_L1;

// Services list everything they serve; the families that can be tuned come first, the others can still be chosen.
bool looksTunable(const QString &id)
{
    for (const auto family : {"gpt-4.1"_L1, "gpt-4o-"_L1, "gpt-3.5-turbo"_L1, "babbage-002"_L1, "davinci-002"_L1}) {
        if (id.startsWith(family) && !id.contains("audio"_L1) && !id.contains("realtime"_L1)
            && !id.contains("transcribe"_L1) && !id.contains("tts"_L1) && !id.contains("search"_L1)
            && !id.contains("instruct"_L1))
            return true;
    }
    return false;
}

QString modelsFolder()
{
    return QDir::cleanPath(QString::fromStdString((Settings::dataFolder() / "models").string()));
}

} // namespace

PlacePage::PlacePage(AppServices services, TunePlan &plan, QWidget *parent)
    : WizardPage(parent)
    , m_services(services)
    , m_plan(plan)
    , m_group(new QButtonGroup(this))
{
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
    layout->addWidget(makeModelArea(), 2);

    if (m_plan.providerId.isEmpty() || !m_services.providers.find(m_plan.providerId))
        m_plan.providerId = u"local"_s;
    if (!m_plan.model.empty())
        m_chosen[m_plan.providerId] = m_plan.model;
    makeCards();
    choose(m_plan.providerId);

    connect(&m_services.providers, &ProviderList::changed, this, [this] {
        makeCards();
        showStates();
    });
    connect(&m_services.connections, &ProviderConnections::readyChanged, this, [this](const QString &id, bool ready) {
        showStates();
        if (ready && id == m_plan.providerId)
            fetchModels(id, true);
        Q_EMIT readyChanged();
    });
    connect(&m_services.engine, &EngineProcess::stateChanged, this, &PlacePage::showStates);
}

QString PlacePage::title() const
{
    return tr("Where to train, and which model");
}

QWidget *PlacePage::makeModelArea()
{
    m_filter = named(new QLineEdit, u"modelFilter"_s, tr("Filter the models, or type a name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(tr("Filter, or type a model's name"));
    m_models = named(new QListWidget, u"modelList"_s, tr("Base models"));
    m_models->setMinimumHeight(72);
    m_state = named(new QLabel, u"modelState"_s);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    setClass(m_state, "muted");
    m_refresh =
        named(new QPushButton(icon(u"refresh"_s), tr("Refresh")), u"modelRefresh"_s, tr("Look for models again"));
    m_refresh->setAutoDefault(false);
    setClass(m_refresh, "quiet");
    m_fromTuned = named(new QCheckBox(tr("Continue from a tuned model")), u"fromTuned"_s);
    m_about = named(new QLabel, u"modelAbout"_s);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_better = makeBetterModelArea();

    auto *heading = new QLabel(tr("Base model"));
    setClass(heading, "section");
    auto *top = new QHBoxLayout;
    top->addWidget(heading);
    top->addStretch();
    top->addWidget(m_fromTuned);
    top->addWidget(m_refresh);
    auto *area = new QWidget;
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::s);
    layout->addLayout(top);
    layout->addWidget(m_filter);
    layout->addWidget(m_state);
    layout->addWidget(m_models, 1);
    layout->addWidget(m_about);
    layout->addWidget(m_better);

    connect(m_filter, &QLineEdit::textChanged, this, &PlacePage::fillModels);
    connect(m_filter, &QLineEdit::textEdited, this, [this] { m_touched = true; });
    connect(m_fromTuned, &QCheckBox::toggled, this, &PlacePage::fillModels);
    connect(m_refresh, &QPushButton::clicked, this, [this] { fetchModels(m_plan.providerId, true); });
    connect(m_models, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (!item)
            return;
        m_plan.model = item->data(idRole).toString().toStdString();
        m_chosen[m_plan.providerId] = m_plan.model;
        showChosenModel();
        Q_EMIT readyChanged();
    });
    return area;
}

QWidget *PlacePage::makeBetterModelArea()
{
    auto *area = named(new QWidget, u"betterModel"_s);
    auto *words = new QLabel(tr("For better answers, put the folder of a larger model (Hugging Face format, Llama or "
                                "Qwen kind) into this folder and press Refresh:"));
    words->setWordWrap(true);
    setClass(words, "muted");
    auto *path = named(new QLabel(modelsFolder()), u"modelsFolder"_s, tr("Models folder"));
    path->setFont(monoFont());
    path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *open = named(new QPushButton(icon(u"open"_s), tr("Open folder")), u"openModelsFolder"_s);
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [] {
        QDir().mkpath(modelsFolder());
        QDesktopServices::openUrl(QUrl::fromLocalFile(modelsFolder()));
    });
    auto *row = new QHBoxLayout;
    row->addWidget(path, 1);
    row->addWidget(open);
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addWidget(words);
    layout->addLayout(row);
    return area;
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

bool PlacePage::isUsable(const QString &providerId) const
{
    const ApiClient *client = m_services.connections.client(providerId);
    const Provider *provider = m_services.providers.find(providerId);
    if (!client || !provider || !client->isReady())
        return false;
    return provider->kind != Provider::Kind::OpenAi || m_services.connections.hasKey(providerId);
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
    m_plan.model = m_chosen.value(providerId);
    m_better->setVisible(m_plan.isLocal());
    // The engine here tunes base models only; services go on from tuned ones.
    m_fromTuned->setVisible(!m_plan.isLocal());
    m_fromTuned->setChecked(!m_plan.isLocal() && isTunedId(QString::fromStdString(m_plan.model)));
    m_filter->clear();
    showStates();
    fillModels();
    fetchModels(providerId, false);
    Q_EMIT readyChanged();
}

void PlacePage::fetchModels(const QString &providerId, bool again)
{
    Listing &listing = m_listings[providerId];
    if ((listing.asked && !again) || !isUsable(providerId))
        return;
    listing.asked = true;
    listing.error.reset();
    ApiClient *client = m_services.connections.client(providerId);
    client->listModels(this, [this, providerId](const Result<Page<Model>> &page) {
        Listing &answer = m_listings[providerId];
        if (page)
            answer.models = page->data;
        else
            answer.error = page.error();
        if (providerId == m_plan.providerId)
            fillModels();
    });
    fillModels();
}

void PlacePage::fillModels()
{
    const Listing listing = m_listings.value(m_plan.providerId);
    const QString typed = m_filter->text().trimmed();
    const bool local = m_plan.isLocal();
    QStringList first, others;
    for (const Model &model : listing.models) {
        const QString id = QString::fromStdString(model.id);
        if (!typed.isEmpty() && !id.contains(typed, Qt::CaseInsensitive))
            continue;
        if (isTuned(model) && !m_fromTuned->isChecked())
            continue;
        (local || looksTunable(id) || isTuned(model) ? first : others) << id;
    }
    if (!local) {
        first.sort();
        others.sort();
    }
    const QString wanted = QString::fromStdString(m_chosen.value(
        m_plan.providerId, m_services.settings.value(u"wizard/model/"_s + m_plan.providerId).toString().toStdString()));
    const QSignalBlocker quiet(m_models);
    m_models->clear();
    const auto add = [this](const QString &label, const QString &id) {
        auto *item = new QListWidgetItem(label, m_models);
        item->setData(idRole, id);
        item->setToolTip(id);
    };
    for (const QString &id : first)
        add(local && id == starterId ? tr("%1 (came with Onsa)").arg(id) : id, id);
    for (const QString &id : others)
        add(tr("%1 (may not be tunable)").arg(id), id);
    if (!local && !typed.isEmpty() && !first.contains(typed) && !others.contains(typed))
        add(tr("Use “%1”").arg(typed), typed);
    int row = -1;
    for (int i = 0; i < m_models->count(); ++i) {
        if (m_models->item(i)->data(idRole).toString() == wanted)
            row = i;
    }
    if (row < 0 && m_models->count() > 0)
        row = 0;
    m_models->setCurrentRow(row);
    if (row >= 0) {
        m_plan.model = m_models->item(row)->data(idRole).toString().toStdString();
    } else if (m_chosen.contains(m_plan.providerId) && !listing.asked) {
        m_plan.model = m_chosen.value(m_plan.providerId); // the list is not here yet
    } else {
        m_plan.model.clear();
    }

    m_filter->setVisible(!local || listing.models.size() > 8);
    m_refresh->setEnabled(isUsable(m_plan.providerId));
    if (!isUsable(m_plan.providerId))
        m_state->setText(providerState(m_services, m_plan.providerId).words);
    else if (listing.error)
        m_state->setText(errorText(*listing.error).sentence);
    else if (listing.models.empty() && m_models->count() == 0)
        m_state->setText(tr("Looking for models…"));
    else if (m_models->count() == 0)
        m_state->setText(tr("No model matches."));
    m_state->setVisible(m_models->count() == 0 || listing.error);
    showChosenModel();
    Q_EMIT readyChanged();
}

QString PlacePage::kindProblem() const
{
    if (m_plan.isLocal() || m_plan.model.empty())
        return {};
    if (takesPairsOnly(m_plan.model) && m_plan.chatRows > 0)
        return tr("This model learns from prompt and completion only, but some of your rows are chats (%1). Choose "
                  "another "
                  "model.")
            .arg(m_plan.chatRows);
    return {};
}

void PlacePage::showChosenModel()
{
    const QString id = QString::fromStdString(m_plan.model);
    QString words = kindProblem();
    setClass(m_about, words.isEmpty() ? "muted" : "danger");
    if (!words.isEmpty() || id.isEmpty()) {
        m_about->setText(words);
        m_about->setVisible(!words.isEmpty());
        return;
    }
    if (isTunedId(id))
        words = tr("Training goes on from this tuned model.");
    else if (m_plan.isLocal() && id == starterId)
        words = tr("A very small model (6 million parameters, Japanese and English) that knows little, so that tuning "
                   "takes seconds. It shows what tuning does; do not rely on its answers.");
    else if (m_plan.isLocal())
        words = tr("From your models folder. Larger models answer better and take longer to tune.");
    else
        words = tr("Trained and kept by the service.");
    m_about->setText(words);
    m_about->setVisible(true);
}

bool PlacePage::isReady() const
{
    return isUsable(m_plan.providerId) && !m_plan.model.empty() && kindProblem().isEmpty();
}

void PlacePage::enter()
{
    showStates();
    showChosenModel(); // the check may have counted the rows since
    fetchModels(m_plan.providerId, m_listings.value(m_plan.providerId).error.has_value());
}

} // namespace onsa::ui
