// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/add_provider_form.h"

#include "api/provider.h"
#include "ui/jobs/named.h"
#include "ui/settings/base_url.h"
#include "ui/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

AddProviderForm::AddProviderForm(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_name(named(new QLineEdit, u"newProviderName"_s, tr("Name of the service")))
    , m_url(named(new QLineEdit, u"newProviderUrl"_s, tr("Address of the service")))
    , m_problem(named(new QLabel, u"newProviderProblem"_s))
    , m_add(named(new QPushButton(tr("Add service")), u"newProviderAdd"_s))
{
    auto *heading = new QLabel(tr("Another service"));
    setClass(heading, "section");
    heading->setFont(sectionFont());
    auto *words = new QLabel(tr("Any service that speaks the OpenAI API: ask it for its base address; it usually ends "
                                "with /v1."));
    words->setWordWrap(true);
    m_name->setPlaceholderText(tr("As you want to see it"));
    m_url->setPlaceholderText(u"https://api.example.com/v1"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    setClass(m_add, "primary");
    m_add->setAutoDefault(false);
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Base address"), m_url);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::m);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addStretch();
    connect(m_url, &QLineEdit::textChanged, this, &AddProviderForm::showProblem);
    connect(m_url, &QLineEdit::returnPressed, this, &AddProviderForm::add);
    connect(m_name, &QLineEdit::returnPressed, m_url, qOverload<>(&QWidget::setFocus));
    connect(m_add, &QPushButton::clicked, this, &AddProviderForm::add);
    showProblem();
}

void AddProviderForm::begin()
{
    m_name->clear();
    m_url->clear();
    m_name->setFocus();
}

void AddProviderForm::showProblem()
{
    const BaseUrl address = readBaseUrl(m_url->text());
    m_add->setEnabled(address.problem.isEmpty());
    const bool untouched = m_url->text().trimmed().isEmpty();
    setClass(m_problem, untouched ? "muted" : address.problem.isEmpty() ? "warning" : "danger");
    m_problem->setText(address.problem.isEmpty() ? address.warning : address.problem);
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void AddProviderForm::add()
{
    const BaseUrl address = readBaseUrl(m_url->text());
    if (!address.problem.isEmpty())
        return;
    QString name = m_name->text().trimmed();
    if (name.isEmpty())
        name = address.url.host();
    Q_EMIT added(m_services.providers.add(name, address.url));
}

} // namespace onsa::ui
