// SPDX-License-Identifier: GPL-3.0-or-later
// Static libraries need one reference to their resources: call this once at start.
#include <QtGlobal>

#include <QDir>

namespace onsa {

void initResources();
void initResources()
{
    Q_INIT_RESOURCE(icons);
    Q_INIT_RESOURCE(translations);
}

} // namespace onsa
