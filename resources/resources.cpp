// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources.h"

#include <QDir>

// The macro declares a function of the global namespace, so it cannot stand in ours.
static void initAll()
{
    Q_INIT_RESOURCE(icons);
#ifdef ONSA_TRANSLATED
    Q_INIT_RESOURCE(translations);
#endif
}

namespace onsa {

void initResources()
{
    initAll();
}

} // namespace onsa
