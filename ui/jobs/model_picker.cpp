// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/model_picker.h"

#include "api/api_client.h"
#include "jobs/provider_connections.h"
#include "system/settings.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/jobs/forecast_words.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/models_folder_hint.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_words.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int labelRole = Qt::UserRole + 1; // the first line
constexpr std::size_t forecastModels = 12; // of a long list only the chosen one: each costs a question
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

} // namespace

ModelPicker::ModelPicker(AppServices services, TunePlan &plan, TuneForecast &forecast, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_plan(plan)
    , m_forecast(forecast)
{
    m_filter = named(new QLineEdit, u"modelFilter"_s, tr("Filter the models, or type a name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(tr("Filter, or type a model's name"));
    m_models = named(new QListWidget, u"modelList"_s, tr("Base models"));
    m_models->setMinimumHeight(72);
    m_models->setWordWrap(true);
    m_models->setSpacing(2);
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
    m_better = makeModelsFolderHint();

    auto *heading = new QLabel(tr("Base model"));
    setClass(heading, "section");
    auto *top = new QHBoxLayout;
    top->addWidget(heading);
    top->addStretch();
    top->addWidget(m_fromTuned);
    top->addWidget(m_refresh);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::s);
    layout->addLayout(top);
    layout->addWidget(m_filter);
    layout->addWidget(m_state);
    layout->addWidget(m_models, 1);
    layout->addWidget(m_about);
    layout->addWidget(m_better);

    connect(m_filter, &QLineEdit::textChanged, this, &ModelPicker::fillModels);
    connect(m_filter, &QLineEdit::textEdited, this, [this] { m_touched = true; });
    connect(m_fromTuned, &QCheckBox::toggled, this, &ModelPicker::fillModels);
    connect(m_refresh, &QPushButton::clicked, this, [this] { fetch(m_plan.providerId, true); });
    connect(m_models, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (!item)
            return;
        m_plan.model = item->data(idRole).toString().toStdString();
        m_chosen[m_plan.providerId] = m_plan.model;
        showChosenModel();
        Q_EMIT readyChanged();
    });
    connect(&m_forecast, &TuneForecast::changed, this, &ModelPicker::showFits);
    if (!m_plan.model.empty())
        m_chosen[m_plan.providerId] = m_plan.model;
}

void ModelPicker::showPlace()
{
    m_plan.model = m_chosen.value(m_plan.providerId);
    m_better->setVisible(m_plan.isLocal());
    // The engine here tunes base models only; services go on from tuned ones.
    m_fromTuned->setVisible(!m_plan.isLocal());
    m_fromTuned->setChecked(!m_plan.isLocal() && isTunedId(QString::fromStdString(m_plan.model)));
    m_filter->clear();
    fillModels();
    fetch(m_plan.providerId, false);
}

void ModelPicker::enter()
{
    showFits();
    showChosenModel(); // the check may have counted the rows since
    fetch(m_plan.providerId, m_listings.value(m_plan.providerId).error.has_value());
}

void ModelPicker::fetch(const QString &providerId, bool again)
{
    Listing &listing = m_listings[providerId];
    if ((listing.asked && !again) || !isUsable(m_services, providerId))
        return;
    listing.asked = true;
    listing.error.reset();
    if (again)
        m_forecast.refresh();
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

const Model *ModelPicker::modelOf(const QString &id) const
{
    const auto listing = m_listings.constFind(m_plan.providerId);
    if (listing == m_listings.constEnd())
        return nullptr;
    const auto found = std::find_if(listing->models.begin(), listing->models.end(),
                                    [wanted = id.toStdString()](const Model &model) { return model.id == wanted; });
    return found == listing->models.end() ? nullptr : &*found;
}

void ModelPicker::addModel(const QString &label, const QString &id, const Model *model)
{
    auto *item = new QListWidgetItem(m_models);
    item->setData(idRole, id);
    const QString facts = model ? modelFacts(*model) : QString();
    item->setData(labelRole, facts.isEmpty() ? label : label + u'\n' + facts);
    item->setToolTip(id);
    showFit(*item);
}

void ModelPicker::fillModels()
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
    const QSignalBlocker quiet(m_models);
    m_models->clear();
    for (const QString &id : first)
        addModel(local && id == starterId ? tr("%1 (came with Onsa)").arg(id) : id, id, modelOf(id));
    for (const QString &id : others)
        addModel(tr("%1 (may not be tunable)").arg(id), id, modelOf(id));
    if (!local && !typed.isEmpty() && !first.contains(typed) && !others.contains(typed))
        addModel(tr("Use “%1”").arg(typed), typed, nullptr);
    select();
    m_filter->setVisible(!local || listing.models.size() > 8);
    m_refresh->setEnabled(isUsable(m_services, m_plan.providerId));
    showState();
    showChosenModel();
    Q_EMIT readyChanged();
}

// The wanted model, or the first that can be taken.
void ModelPicker::select()
{
    const QString remembered = m_services.settings.value(u"wizard/model/"_s + m_plan.providerId).toString();
    const QString wanted = QString::fromStdString(m_chosen.value(m_plan.providerId, remembered.toStdString()));
    int row = -1, firstEnabled = -1;
    for (int i = 0; i < m_models->count(); ++i) {
        const QListWidgetItem *item = m_models->item(i);
        if (!item->flags().testFlag(Qt::ItemIsEnabled))
            continue;
        firstEnabled = firstEnabled < 0 ? i : firstEnabled;
        if (item->data(idRole).toString() == wanted)
            row = i;
    }
    row = row < 0 ? firstEnabled : row;
    m_models->setCurrentRow(row);
    if (row >= 0)
        m_plan.model = m_models->item(row)->data(idRole).toString().toStdString();
    else if (m_chosen.contains(m_plan.providerId) && !m_listings.value(m_plan.providerId).asked)
        m_plan.model = m_chosen.value(m_plan.providerId); // the list is not here yet
    else
        m_plan.model.clear();
}

void ModelPicker::showFit(QListWidgetItem &item)
{
    QString text = item.data(labelRole).toString();
    const std::string id = item.data(idRole).toString().toStdString();
    const bool asks = id == m_plan.model || m_listings.value(m_plan.providerId).models.size() <= forecastModels;
    const auto forecast = asks ? m_forecast.of(id) : std::nullopt;
    const bool fits = !mustNotStart(forecast);
    if (!fits)
        text += u'\n' + misfitSentence(*forecast);
    item.setText(text);
    item.setFlags(fits ? item.flags() | Qt::ItemIsEnabled | Qt::ItemIsSelectable
                       : item.flags() & ~(Qt::ItemIsEnabled | Qt::ItemIsSelectable));
}

void ModelPicker::showFits()
{
    {
        const QSignalBlocker quiet(m_models);
        for (int i = 0; i < m_models->count(); ++i)
            showFit(*m_models->item(i));
        select();
    }
    showState();
    showChosenModel();
    Q_EMIT readyChanged();
}

void ModelPicker::showState()
{
    const Listing listing = m_listings.value(m_plan.providerId);
    QString words;
    if (!isUsable(m_services, m_plan.providerId))
        words = providerState(m_services, m_plan.providerId).words;
    else if (listing.error)
        words = errorText(*listing.error).sentence;
    else if (listing.models.empty() && m_models->count() == 0)
        words = tr("Looking for models…");
    else if (m_models->count() == 0)
        words = tr("No model matches.");
    m_state->setText(words);
    m_state->setVisible(m_models->count() == 0 || listing.error);
}

QString ModelPicker::kindProblem() const
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

void ModelPicker::showChosenModel()
{
    const QString id = QString::fromStdString(m_plan.model);
    QString words = kindProblem();
    if (words.isEmpty() && id.isEmpty() && m_models->count() > 0)
        words = tr("None of these models fits into the memory of this computer with these rows and settings.");
    setClass(m_about, words.isEmpty() ? "muted" : "danger");
    if (!words.isEmpty() || id.isEmpty()) {
        m_about->setText(words);
        m_about->setVisible(!words.isEmpty());
        return;
    }
    const Model *model = modelOf(id);
    if (isTunedId(id))
        words = tr("Training goes on from this tuned model.");
    else if (model && m_plan.isLocal() && !goodFor(*model).isEmpty())
        words = goodFor(*model);
    else if (m_plan.isLocal())
        words = tr("From your models folder. Larger models answer better and take longer to tune.");
    else
        words = tr("Trained and kept by the service.");
    m_about->setText(words);
    m_about->setVisible(true);
}

bool ModelPicker::isReady() const
{
    return !m_plan.model.empty() && kindProblem().isEmpty() && !mustNotStart(m_forecast.ofPlan());
}

} // namespace onsa::ui
