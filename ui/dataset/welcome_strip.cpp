// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/welcome_strip.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace onsa::ui {

WelcomeStrip::WelcomeStrip(QWidget *parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("welcomeStrip"));
    setClass(this, "banner-info");
    auto *words =
        new QLabel(tr("<b>This is a sample:</b> questions and answers of a made-up company. "
                      "<b>1</b> Look at the rows and change what you like. "
                      "<b>2</b> Press <b>Fine-tune…</b> to train a small model on them, here on this computer. "
                      "<b>3</b> Ask it in the Playground."));
    words->setWordWrap(true);
    words->setObjectName(QStringLiteral("welcomeText"));
    auto *close = new QToolButton;
    close->setObjectName(QStringLiteral("welcomeClose"));
    close->setIcon(icon(QStringLiteral("close"), Color::Muted));
    close->setToolTip(tr("Close this note"));
    close->setAccessibleName(tr("Close this note"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::xs, grid::xs, grid::xs);
    layout->addWidget(words, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &WelcomeStrip::closed);
}

} // namespace onsa::ui
