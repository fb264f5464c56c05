// SPDX-License-Identifier: GPL-3.0-or-later
// Files that come with Onsa (samples, starter model, help): ONSA_RESOURCES, share/onsa beside the program, or
// resources/ of the source tree. The engine finds its starter by the same rule.
#pragma once

#include <QString>

namespace onsa::ui {

QString resourceFolder();
QString resourceFile(const QString &relativePath); // empty when it is not there

} // namespace onsa::ui
