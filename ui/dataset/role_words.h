// SPDX-License-Identifier: GPL-3.0-or-later
// Who speaks in a turn, in the user's language.
#pragma once

#include <QString>

namespace onsa::ui {

QString roleWord(const QString &role); // "User"; a role that we do not know stays as it is
QString roleMark(const QString &role); // one letter for a chip in the table: "U"

} // namespace onsa::ui
