// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a service as a person types it.
#pragma once

#include <QString>
#include <QUrl>

namespace onsa::ui {

struct BaseUrl {
    QUrl url; // without a slash at the end; empty when it cannot be used
    QString problem; // translated: why not
    QString warning; // translated: usable, but the key would travel unprotected
};
BaseUrl readBaseUrl(const QString &typed);

} // namespace onsa::ui
