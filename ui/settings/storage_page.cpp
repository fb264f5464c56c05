// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/storage_page.h"

#include "system/engine_process.h"
#include "system/settings.h"
#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

StoragePage::StoragePage(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_places(new QGridLayout)
{
    m_places->setHorizontalSpacing(grid::m);
    m_places->setVerticalSpacing(grid::xs);
    m_places->setColumnStretch(0, 1);
    const QString engineData = QString::fromStdString(Settings::dataFolder().string());
    addPlace(u"dataFolder"_s, tr("Data of the engine"), tr("Tuned models, jobs and uploaded files."), engineData);
    addPlace(u"modelsFolder"_s, tr("Base models"), tr("Put folders of larger models here."), engineData + u"/models"_s);
    addPlace(u"stateFolder"_s, tr("Unsaved edits and history"), tr("What brings your work back after a crash."),
             QString::fromStdString(Settings::stateFolder().string()));
    addPlace(u"logFile"_s, tr("Log of the engine"), tr("Says why something failed. It holds no keys."),
             services.engine.logFile());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_places);
    layout->addStretch();
}

void StoragePage::addPlace(const QString &name, const QString &label, const QString &meaning, const QString &path)
{
    const int row = m_places->rowCount();
    auto *heading = new QLabel(label);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    auto *words = new QLabel(meaning);
    setClass(words, "muted");
    auto *where = named(new QLabel(QDir::toNativeSeparators(path)), name + u"Path"_s, label);
    where->setFont(monoFont());
    where->setTextFormat(Qt::PlainText);
    where->setToolTip(path);
    where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *open = named(new QPushButton(icon(u"open"_s), tr("Open")), name + u"Open"_s, tr("Open: %1").arg(label));
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [path] {
        const QFileInfo info(path);
        if (info.suffix().isEmpty()) // a folder that nobody has needed yet
            QDir().mkpath(path);
        QDesktopServices::openUrl(QUrl::fromLocalFile(info.exists() || info.suffix().isEmpty() ? path : info.path()));
    });
    m_places->addWidget(heading, row, 0);
    m_places->addWidget(words, row + 1, 0);
    m_places->addWidget(where, row + 2, 0);
    m_places->addWidget(open, row, 1, 3, 1, Qt::AlignVCenter);
    m_places->setRowMinimumHeight(row + 3, grid::m);
}

} // namespace onsa::ui
