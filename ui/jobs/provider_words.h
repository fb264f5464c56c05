// SPDX-License-Identifier: GPL-3.0-or-later
// A provider in words: its name, and whether it can be used now, with the one thing to do when it cannot.
#pragma once

#include "api/provider.h"
#include "ui/app_services.h"
#include "ui/theme.h"

#include <QString>

namespace onsa::ui {

QString providerName(const Provider &provider); // translated for our own two

struct ProviderState {
    bool usable = false;
    QString icon; // name for icon()
    Color color = Color::Muted;
    QString words;
    QString action; // label of the button that helps; empty = none needed
};
ProviderState providerState(const AppServices &services, const QString &providerId);
bool isUsable(const AppServices &services, const QString &providerId); // its models can be asked for now

} // namespace onsa::ui
