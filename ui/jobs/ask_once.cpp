// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/ask_once.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

void askOnce(QWidget *parent, const QString &title, const QString &text, const QString &verb, std::function<void()> yes)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
    box->setObjectName(u"askOnce"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *button = box->addButton(verb, QMessageBox::DestructiveRole);
    button->setObjectName(u"askOnceYes"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    QObject::connect(button, &QPushButton::clicked, parent, [yes = std::move(yes)] { yes(); });
    box->open();
    box->button(QMessageBox::Cancel)->setFocus(); // Qt gives it to the first button in the row, whatever the default is
}

} // namespace onsa::ui
