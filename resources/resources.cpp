// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources.h"

#include <QDir>

namespace onsa {

void initResources()
{
    Q_INIT_RESOURCE(icons);
#ifdef ONSA_TRANSLATED
    Q_INIT_RESOURCE(translations);
#endif
}

} // namespace onsa
