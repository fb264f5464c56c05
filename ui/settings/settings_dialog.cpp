// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/settings/appearance_page.h"
#include "ui/settings/providers_page.h"
#include "ui/settings/storage_page.h"
#include "ui/theme.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

struct SettingsDialog::Private {
    QListWidget *sections = nullptr;
    QStackedWidget *pages = nullptr;
    ProvidersPage *providers = nullptr;
};

SettingsDialog::SettingsDialog(AppServices services, QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(tr("Settings"));
    resize(880, 520);
    setMinimumSize(680, 420);
    d->sections = named(new QListWidget, u"settingsSections"_s, tr("Sections"));
    d->sections->setFixedWidth(160);
    d->pages = new QStackedWidget;
    auto *title = new QLabel;
    title->setFont(titleFont());
    setClass(title, "title");
    d->providers = named(new ProvidersPage(services), u"providersPage"_s);
    const auto add = [this](const QString &iconName, const QString &name, QWidget *page) {
        new QListWidgetItem(icon(iconName), name, d->sections);
        d->pages->addWidget(page);
    };
    add(u"cloud"_s, tr("Services"), d->providers);
    add(u"settings"_s, tr("Appearance"), named(new AppearancePage(services), u"appearancePage"_s));
    add(u"data"_s, tr("Storage"), named(new StoragePage(services), u"storagePage"_s));
    auto *close = named(new QPushButton(tr("Close")), u"settingsClose"_s);
    close->setAutoDefault(false); // Enter belongs to the fields

    auto *bottom = new QHBoxLayout;
    bottom->addStretch();
    bottom->addWidget(close);
    auto *main = new QVBoxLayout;
    main->setSpacing(grid::m);
    main->addWidget(title);
    main->addWidget(d->pages, 1);
    main->addLayout(bottom);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::xl);
    layout->addWidget(d->sections);
    layout->addLayout(main, 1);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(d->sections, &QListWidget::currentRowChanged, this, [this, title](int row) {
        d->pages->setCurrentIndex(row);
        title->setText(d->sections->item(row)->text());
    });
    d->sections->setCurrentRow(0);
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::showProviders(const QString &providerId)
{
    d->sections->setCurrentRow(0);
    d->providers->select(providerId);
}

} // namespace onsa::ui
