// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/providers_page.h"

#include "api/provider.h"
#include "jobs/provider_connections.h"
#include "ui/icons.h"
#include "ui/jobs/ask_once.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_words.h"
#include "ui/settings/add_provider_form.h"
#include "ui/settings/engine_form.h"
#include "ui/settings/provider_form.h"
#include "ui/theme.h"
#include "ui/training_price.h"

#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

ProvidersPage::ProvidersPage(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_list(named(new QListWidget, u"providerList"_s, tr("Services")))
    , m_remove(named(new QPushButton(icon(u"remove"_s), tr("Remove…")), u"providerRemove"_s, tr("Remove this service")))
    , m_forms(new QStackedWidget)
    , m_engine(new EngineForm(services))
    , m_provider(new ProviderForm(services))
    , m_add(new AddProviderForm(services))
{
    auto *addButton = named(new QPushButton(icon(u"add"_s), tr("Add service…")), u"providerAdd"_s);
    for (QPushButton *button : {addButton, m_remove})
        button->setAutoDefault(false);
    m_list->setMinimumWidth(220);
    m_forms->addWidget(m_engine);
    m_forms->addWidget(m_provider);
    m_forms->addWidget(m_add);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(addButton);
    buttons->addWidget(m_remove);
    auto *left = new QVBoxLayout;
    left->setSpacing(grid::s);
    left->addWidget(m_list, 1);
    left->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xl);
    layout->addLayout(left, 2);
    layout->addWidget(m_forms, 3);
    fill();
    m_list->setCurrentRow(0);
    showCurrent();
    connect(m_list, &QListWidget::currentRowChanged, this, &ProvidersPage::showCurrent);
    connect(addButton, &QPushButton::clicked, this, [this] {
        const QSignalBlocker quiet(m_list);
        m_list->setCurrentRow(-1);
        m_remove->setEnabled(false);
        m_forms->setCurrentWidget(m_add);
        m_add->begin();
    });
    connect(m_remove, &QPushButton::clicked, this, &ProvidersPage::askToRemove);
    connect(m_add, &AddProviderForm::added, this, &ProvidersPage::select);
    connect(&services.providers, &ProviderList::changed, this, &ProvidersPage::fill);
    connect(&services.connections, &ProviderConnections::readyChanged, this, &ProvidersPage::fill);
}

QString ProvidersPage::currentId() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void ProvidersPage::fill()
{
    const QString current = currentId();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const Provider &provider : m_services.providers.providers()) {
        const ProviderState state = providerState(m_services, provider.id);
        const QString kind = provider.kind == Provider::Kind::ThisComputer ? u"computer"_s : u"cloud"_s;
        auto *item = new QListWidgetItem(icon(kind), providerName(provider), m_list);
        item->setData(Qt::UserRole, provider.id);
        item->setToolTip(state.words);
        item->setData(Qt::AccessibleDescriptionRole, state.words);
        if (provider.id == current)
            m_list->setCurrentItem(item);
    }
    if (!current.isEmpty() && currentId().isEmpty()) { // it was removed
        m_list->setCurrentRow(0);
        showCurrent();
    }
}

void ProvidersPage::showCurrent()
{
    const Provider *provider = m_services.providers.find(currentId());
    m_remove->setEnabled(provider && provider->kind == Provider::Kind::Compatible);
    if (!provider)
        return;
    if (provider->kind == Provider::Kind::ThisComputer)
        return m_forms->setCurrentWidget(m_engine);
    m_provider->setProvider(provider->id);
    m_forms->setCurrentWidget(m_provider);
}

void ProvidersPage::select(const QString &providerId)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == providerId)
            m_list->setCurrentRow(row);
    }
    showCurrent();
    if (m_forms->currentWidget() == m_provider)
        m_provider->focusKey();
}

void ProvidersPage::askToRemove()
{
    const Provider *provider = m_services.providers.find(currentId());
    if (!provider)
        return;
    askOnce(this, tr("Remove the service"),
            tr("Remove %1 and its key from Onsa? Jobs and models stay at the service.").arg(providerName(*provider)),
            tr("Remove"), [this, id = provider->id] {
                setTrainingPrice(m_services.settings, id, {}); // another service may get its id
                m_services.providers.remove(id);
            });
}

} // namespace onsa::ui
