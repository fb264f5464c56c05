// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/base_url.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(onsa::ui::BaseUrl)
};

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

} // namespace

BaseUrl readBaseUrl(const QString &typed)
{
    QString text = typed.trimmed();
    if (text.isEmpty())
        return {{}, Words::tr("Enter the address of the service, for example https://api.example.com/v1."), {}};
    if (!text.contains("://"_L1))
        text.prepend(isLoopback(text.section(u':', 0, 0).section(u'/', 0, 0)) ? u"http://"_s : u"https://"_s);
    while (text.endsWith(u'/'))
        text.chop(1);
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return {{}, Words::tr("This is not an address. It looks like https://api.example.com/v1."), {}};
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return {{}, Words::tr("The address must begin with https:// or http://."), {}};
    if (!url.userName().isEmpty() || !url.password().isEmpty())
        return {{}, Words::tr("Leave names and passwords out of the address; the key has its own field."), {}};
    if (url.hasQuery() || url.hasFragment())
        return {{}, Words::tr("Leave out everything from “?” or “#” on."), {}};
    if (url.scheme() == "http"_L1 && !isLoopback(url.host()))
        return {url, {}, Words::tr("With http:// your key and data travel unprotected. Use https:// if you can.")};
    return {url, {}, {}};
}

} // namespace onsa::ui
