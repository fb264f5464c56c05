// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the wizard: a title, one ready state that Next is bound to, and a moment when it is entered.
#pragma once

#include <QWidget>

namespace onsa::ui {

class WizardPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    virtual QString title() const = 0;
    virtual bool isReady() const = 0;
    virtual bool hasInput() const { return false; } // something the user would have to type again
    virtual void enter() { } // the plan may have changed on other pages

Q_SIGNALS:
    void readyChanged();
};

} // namespace onsa::ui
