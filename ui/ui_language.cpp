// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ui_language.h"

#include "system/settings.h"

#include <QLocale>

namespace onsa::ui {

QString uiLanguage(const Settings &settings)
{
    QString chosen = settings.language();
    if (chosen.isEmpty() && !QLocale::system().uiLanguages().isEmpty())
        chosen = QLocale::system().uiLanguages().first();
    return chosen.startsWith(QLatin1String("ja")) ? QStringLiteral("ja") : QStringLiteral("en");
}

} // namespace onsa::ui
