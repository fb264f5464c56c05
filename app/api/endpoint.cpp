// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoint.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

namespace onsa {
namespace {

class ProxyExceptLoopback : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host == u"localhost" || QHostAddress(host).isLoopback())
            return {QNetworkProxy::NoProxy};
        return systemProxyForQuery(query);
    }
};

} // namespace

QNetworkRequest Endpoint::request(const QByteArray &path) const
{
    QUrl url = baseUrl;
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1(); // some services keep an api-version there
    url.setQuery(QString());
    QByteArray address = url.toEncoded(QUrl::StripTrailingSlash) + path;
    if (!query.isEmpty())
        address += (path.contains('?') ? '&' : '?') + query;

    QNetworkRequest request(QUrl::fromEncoded(address));
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("User-Agent", "Onsa");
    if (!key.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + key);
    // The key must not travel to where a redirect points.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);
    request.setMaximumRedirectsAllowed(5);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    // HTTP/1.1 everywhere: one way to test, and bodies that are sent once behave the same.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return request;
}

QByteArray inPath(const std::string &id)
{
    return QUrl::toPercentEncoding(QString::fromStdString(id));
}

void bypassProxyForLoopback(QNetworkAccessManager &network)
{
    network.setProxyFactory(new ProxyExceptLoopback); // the network owns it
}

} // namespace onsa
