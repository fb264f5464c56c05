// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/model_bar.h"

#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QSignalBlocker>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

ModelBar::ModelBar(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_models(services)
    , m_model(named(new QComboBox, u"modelCombo"_s, tr("Model")))
    , m_compare(named(new QCheckBox(tr("Compare with base")), u"compareBase"_s))
    , m_chat(named(new QRadioButton(tr("Chat")), u"modeChat"_s))
    , m_completion(named(new QRadioButton(tr("Completion")), u"modeCompletion"_s))
{
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_model->setMinimumContentsLength(16);
    m_model->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_compare->setToolTip(tr("Asks the model it was made from as well, side by side"));
    m_chat->setToolTip(tr("As a conversation; for models trained on chats"));
    m_completion->setToolTip(tr("As prompt and completion; for models trained on pairs"));
    m_completion->setChecked(true);
    auto *label = new QLabel(tr("&Model"));
    label->setBuddy(m_model);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::s);
    row->addWidget(label);
    row->addWidget(m_model, 1);
    row->addWidget(m_compare);
    row->addSpacing(grid::s);
    row->addWidget(m_chat);
    row->addWidget(m_completion);
    connect(&m_models, &AskableModels::changed, this, &ModelBar::fill);
    connect(m_model, &QComboBox::activated, this, [this] {
        if (const AskableModel *chosen = current()) {
            m_wantedProvider = chosen->providerId;
            m_wantedModel = chosen->id;
        }
        modelChosen();
    });
    connect(m_chat, &QRadioButton::toggled, this, &ModelBar::changed);
    connect(m_compare, &QCheckBox::toggled, this, &ModelBar::changed);
    fill();
}

const AskableModel *ModelBar::current() const
{
    const auto index = m_model->currentIndex();
    const auto &all = m_models.models();
    return index < 0 || std::size_t(index) >= all.size() ? nullptr : &all[std::size_t(index)];
}

bool ModelBar::isChat() const
{
    return m_chat->isChecked();
}

bool ModelBar::compares() const
{
    return m_compare->isEnabled() && m_compare->isChecked();
}

QString ModelBar::labelOf(const QString &providerId, const QString &id) const
{
    const int index = m_models.indexOf(providerId, id);
    return index < 0 ? id : m_models.models()[std::size_t(index)].label;
}

void ModelBar::choose(const QString &providerId, const QString &id)
{
    m_wantedProvider = providerId;
    m_wantedModel = id;
    fill();
}

void ModelBar::chooseNew(const QString &providerId, const QString &id, const QString &base)
{
    m_wantedProvider = providerId;
    m_wantedModel = id;
    if (m_models.indexOf(providerId, id) >= 0)
        return fill();
    m_models.add(providerId, id, base);
    m_models.refresh(providerId);
}

void ModelBar::setChat(bool chat)
{
    (chat ? m_chat : m_completion)->setChecked(true);
}

void ModelBar::setCompares(bool compares)
{
    m_compare->setChecked(m_compare->isEnabled() && compares);
}

void ModelBar::setAsking(bool asking)
{
    m_asking = asking;
    m_model->setEnabled(!asking && m_model->count() > 0);
}

void ModelBar::fill()
{
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    for (const AskableModel &each : m_models.models()) {
        m_model->addItem((each.tuned ? u"◆ "_s : u"◇ "_s) + each.label);
        m_model->setItemData(m_model->count() - 1, each.id, Qt::ToolTipRole);
    }
    int index = m_models.indexOf(m_wantedProvider, m_wantedModel);
    if (index < 0 && m_model->count() > 0)
        index = 0; // the newest tuned one
    m_model->setCurrentIndex(index);
    modelChosen();
}

void ModelBar::modelChosen()
{
    if (const AskableModel *chosen = current()) {
        setChat(chosen->chat);
        const bool canCompare = chosen->tuned && !chosen->base.isEmpty();
        if (canCompare != m_compare->isEnabled())
            m_compare->setChecked(canCompare);
        m_compare->setEnabled(canCompare);
        m_model->setToolTip(chosen->id);
    } else {
        m_compare->setEnabled(false);
        m_compare->setChecked(false);
    }
    setAsking(m_asking);
    Q_EMIT changed();
}

} // namespace onsa::ui
