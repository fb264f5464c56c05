// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of language, theme and fonts; all take effect at once or say when they will.
#pragma once

#include "ui/app_services.h"

#include <QWidget>

namespace onsa::ui {

class AppearancePage : public QWidget
{
    Q_OBJECT

public:
    explicit AppearancePage(AppServices services, QWidget *parent = nullptr);
};

} // namespace onsa::ui
