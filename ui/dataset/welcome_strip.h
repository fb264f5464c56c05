// SPDX-License-Identifier: GPL-3.0-or-later
// What the sample is for, in three steps; may be closed for good.
#pragma once

#include <QFrame>

namespace onsa::ui {

class WelcomeStrip : public QFrame
{
    Q_OBJECT

public:
    explicit WelcomeStrip(QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();
};

} // namespace onsa::ui
