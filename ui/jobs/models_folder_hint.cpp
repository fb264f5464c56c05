// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/models_folder_hint.h"

#include "system/settings.h"
#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(onsa::ui::ModelsFolderHint)
};

QString modelsFolder()
{
    return QDir::cleanPath(QString::fromStdString((Settings::dataFolder() / "models").string()));
}

} // namespace

QWidget *makeModelsFolderHint()
{
    auto *area = named(new QWidget, u"betterModel"_s);
    auto *words =
        new QLabel(Words::tr("For better answers, put the folder of a larger model (Hugging Face format, Llama or "
                             "Qwen kind) into this folder and press Refresh:"));
    words->setWordWrap(true);
    setClass(words, "muted");
    auto *path = named(new QLabel(modelsFolder()), u"modelsFolder"_s, Words::tr("Models folder"));
    path->setFont(monoFont());
    path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *open = named(new QPushButton(icon(u"open"_s), Words::tr("Open folder")), u"openModelsFolder"_s);
    open->setAutoDefault(false);
    QObject::connect(open, &QPushButton::clicked, open, [] {
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

} // namespace onsa::ui
