// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/provider_form.h"

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/provider_connections.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_words.h"
#include "ui/settings/base_url.h"
#include "ui/settings/price_form.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

ProviderForm::ProviderForm(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_heading(named(new QLabel, u"providerHeading"_s))
    , m_nameLabel(new QLabel(tr("Name")))
    , m_name(named(new QLineEdit, u"providerName"_s, tr("Name of the service")))
    , m_urlLabel(new QLabel(tr("Address")))
    , m_url(named(new QLineEdit, u"providerUrl"_s, tr("Address of the service")))
    , m_urlProblem(named(new QLabel, u"providerUrlProblem"_s))
    , m_key(named(new QLineEdit, u"providerKey"_s, tr("API key")))
    , m_show(named(new QPushButton(tr("Show")), u"providerKeyShow"_s, tr("Show the key")))
    , m_check(named(new QPushButton(tr("Check and keep")), u"providerCheck"_s))
    , m_removeKey(named(new QPushButton(tr("Remove key")), u"providerKeyRemove"_s))
    , m_stateIcon(new QLabel)
    , m_state(named(new QLabel, u"providerState"_s))
    , m_spinner(named(new QProgressBar, u"providerSpinner"_s, tr("Checking")))
    , m_keyState(named(new QLabel, u"providerKeyState"_s))
    , m_price(new PriceForm(services.settings))
{
    setClass(m_heading, "section");
    m_heading->setFont(sectionFont());
    m_heading->setTextFormat(Qt::PlainText);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_show->setCheckable(true);
    setClass(m_check, "primary");
    for (QPushButton *button : {m_show, m_check, m_removeKey})
        button->setAutoDefault(false);
    for (QLabel *label : {m_state, m_keyState, m_urlProblem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    setClass(m_keyState, "muted");
    m_spinner->setRange(0, 0);
    m_spinner->setTextVisible(false);
    m_nameLabel->setBuddy(m_name);
    m_urlLabel->setBuddy(m_url);
    auto *keyLabel = new QLabel(tr("API &key"));
    keyLabel->setBuddy(m_key);

    auto *fields = new QGridLayout;
    fields->setHorizontalSpacing(grid::m);
    fields->setVerticalSpacing(grid::s);
    fields->addWidget(m_nameLabel, 0, 0);
    fields->addWidget(m_name, 0, 1, 1, 2);
    fields->addWidget(m_urlLabel, 1, 0);
    fields->addWidget(m_url, 1, 1, 1, 2);
    fields->addWidget(m_urlProblem, 2, 1, 1, 2);
    fields->addWidget(keyLabel, 3, 0);
    fields->addWidget(m_key, 3, 1);
    fields->addWidget(m_show, 3, 2);
    fields->addWidget(m_keyState, 4, 1, 1, 2);
    fields->setColumnStretch(1, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_check);
    buttons->addWidget(m_removeKey);
    buttons->addStretch();
    auto *state = new QHBoxLayout;
    state->setSpacing(grid::s);
    state->addWidget(m_stateIcon, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::m);
    layout->addWidget(m_heading);
    layout->addLayout(fields);
    layout->addLayout(buttons);
    layout->addWidget(m_spinner);
    layout->addLayout(state);
    layout->addWidget(m_price);
    layout->addStretch();

    connect(m_show, &QPushButton::toggled, this, [this](bool on) {
        m_key->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_show->setText(on ? tr("Hide") : tr("Show"));
    });
    connect(m_check, &QPushButton::clicked, this, &ProviderForm::checkKey);
    connect(m_key, &QLineEdit::returnPressed, this, &ProviderForm::checkKey);
    connect(m_removeKey, &QPushButton::clicked, this, &ProviderForm::removeKey);
    connect(m_name, &QLineEdit::editingFinished, this, &ProviderForm::storeAddress);
    connect(m_url, &QLineEdit::editingFinished, this, &ProviderForm::storeAddress);
    connect(&services.connections, &ProviderConnections::readyChanged, this, [this](const QString &id) {
        if (id == m_providerId)
            showKeyState();
    });
    setBusy(false);
}

void ProviderForm::setProvider(const QString &providerId)
{
    const Provider *provider = m_services.providers.find(providerId);
    if (!provider)
        return;
    if (providerId != m_providerId) {
        ++m_generation;
        m_providerId = providerId;
        m_kept.reset();
        m_key->clear();
        m_show->setChecked(false);
        setBusy(false);
        tell({}, "muted", {});
    }
    const bool other = provider->kind == Provider::Kind::Compatible;
    m_price->setProvider(providerId);
    m_heading->setText(providerName(*provider));
    for (QWidget *widget : {static_cast<QWidget *>(m_nameLabel), static_cast<QWidget *>(m_name)})
        widget->setVisible(other);
    m_url->setReadOnly(!other);
    m_name->setText(provider->name);
    m_url->setText(provider->baseUrl.toString());
    m_urlProblem->setText(other ? readBaseUrl(m_url->text()).warning : QString());
    m_urlProblem->setVisible(!m_urlProblem->text().isEmpty());
    setClass(m_urlProblem, "warning");
    m_key->setPlaceholderText(other ? tr("Empty if the service needs none") : tr("sk-…"));
    showKeyState();
}

void ProviderForm::focusKey()
{
    m_key->setFocus();
}

void ProviderForm::storeAddress()
{
    const Provider *known = m_services.providers.find(m_providerId);
    if (!known || known->kind != Provider::Kind::Compatible)
        return;
    const BaseUrl address = readBaseUrl(m_url->text());
    const QString note = address.problem.isEmpty() ? address.warning : address.problem;
    setClass(m_urlProblem, address.problem.isEmpty() ? "warning" : "danger");
    m_urlProblem->setText(note);
    m_urlProblem->setVisible(!note.isEmpty());
    Provider provider = *known;
    provider.name = m_name->text().trimmed();
    if (address.problem.isEmpty())
        provider.baseUrl = address.url;
    if (provider == *known)
        return;
    m_services.providers.update(provider);
    m_heading->setText(providerName(provider));
}

void ProviderForm::setBusy(bool busy)
{
    m_spinner->setVisible(busy);
    m_check->setEnabled(!busy);
    m_key->setEnabled(!busy);
    m_removeKey->setEnabled(!busy);
}

void ProviderForm::tell(const QString &iconName, const char *look, const QString &words)
{
    const Color role = qstrcmp(look, "success") == 0 ? Color::Success
        : qstrcmp(look, "danger") == 0               ? Color::Danger
                                                     : Color::Muted;
    m_stateIcon->setPixmap(iconName.isEmpty() ? QPixmap() : icon(iconName, role).pixmap(20, 20));
    m_state->setText(words);
    setClass(m_state, look);
}

void ProviderForm::showKeyState()
{
    const bool has = m_services.connections.hasKey(m_providerId);
    m_removeKey->setVisible(has);
    if (!has)
        m_keyState->setText(tr("No key is kept."));
    else if (m_kept == SecretStore::Kept::UntilClose)
        m_keyState->setText(tr("There is no system keychain: the key is kept only until Onsa closes."));
    else if (m_kept == SecretStore::Kept::InKeychain)
        m_keyState->setText(tr("The key is kept in the system keychain."));
    else
        m_keyState->setText(tr("A key is kept. Enter another one to replace it."));
}

void ProviderForm::tellOutcome(const Result<> &outcome, const QString &good)
{
    setBusy(false);
    if (outcome)
        return tell(u"success"_s, "success", good);
    const ErrorText text = errorText(outcome.error());
    tell(u"error"_s, "danger", text.sentence);
    m_state->setToolTip(text.details);
}

void ProviderForm::checkKey()
{
    storeAddress();
    const QByteArray key = m_key->text().trimmed().toUtf8();
    if (key.isEmpty())
        return checkConnection();
    setBusy(true);
    tell({}, "muted", tr("Checking the key…"));
    const int generation = ++m_generation;
    m_services.connections.setKey(m_providerId, key, this, [this, generation](const Result<SecretStore::Kept> &kept) {
        if (generation != m_generation)
            return;
        if (!kept) {
            tellOutcome(tl::unexpected(kept.error()), {});
            m_key->setFocus();
            return;
        }
        m_kept = *kept;
        m_key->clear();
        m_show->setChecked(false);
        tellOutcome({}, tr("The service accepted the key."));
        showKeyState();
    });
}

void ProviderForm::checkConnection()
{
    ApiClient *client = m_services.connections.client(m_providerId);
    if (!client || !client->isReady()) {
        tell(u"info"_s, "muted", tr("Enter the key first."));
        return m_key->setFocus();
    }
    setBusy(true);
    tell({}, "muted", tr("Checking the connection…"));
    const int generation = ++m_generation;
    client->listModels(this, [this, generation](const Result<Page<Model>> &page) {
        if (generation != m_generation)
            return;
        if (!page)
            return tellOutcome(tl::unexpected(page.error()), {});
        tellOutcome({}, tr("The service answers. Models it offers: %1.").arg(page->data.size()));
    });
}

void ProviderForm::removeKey()
{
    setBusy(true);
    const int generation = ++m_generation;
    m_services.connections.setKey(m_providerId, {}, this, [this, generation](const Result<SecretStore::Kept> &done) {
        if (generation != m_generation)
            return;
        m_kept.reset();
        if (done)
            tellOutcome({}, tr("The key was removed."));
        else
            tellOutcome(tl::unexpected(done.error()), {});
        showKeyState();
    });
}

} // namespace onsa::ui
