// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window: what was chosen, else the system's, else English.
#pragma once

#include <QString>

namespace onsa {
class Settings;
}

namespace onsa::ui {

QString uiLanguage(const Settings &settings); // "en" or "ja"

} // namespace onsa::ui
