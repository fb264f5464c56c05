// SPDX-License-Identifier: GPL-3.0-or-later
// A service's base address and key, and the requests that go there.
#pragma once

#include <QByteArray>
#include <QNetworkRequest>
#include <QString>
#include <QUrl>

#include <string>

class QNetworkAccessManager;

namespace onsa {

struct Endpoint {
    QUrl baseUrl; // with /v1, no slash at the end
    QByteArray key; // may be empty

    // `path` after the base, encoded. Never through a cookie jar or a cache; redirects stay on the server.
    QNetworkRequest request(const QByteArray &path) const;
};

// An id as one piece of a path: ':' and '/' of model names are encoded.
QByteArray inPath(const std::string &id);

// The engine is asked directly even where a proxy is set for everything else.
void bypassProxyForLoopback(QNetworkAccessManager &network);

} // namespace onsa
