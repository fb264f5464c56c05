// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/provider.h"

#include "system/settings.h"

#include <algorithm>

namespace onsa {
namespace {

const QString localId = QStringLiteral("local");
const QString openAiId = QStringLiteral("openai");
const QString openAiUrl = QStringLiteral("https://api.openai.com/v1");
const QString idsKey = QStringLiteral("providers/ids");
const QString nextKey = QStringLiteral("providers/next");

QString entry(const QString &id, const char *what)
{
    return QStringLiteral("providers/%1/%2").arg(id, QLatin1String(what));
}

QUrl tidy(const QUrl &url)
{
    return url.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

} // namespace

ProviderList::ProviderList(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    m_providers.append({localId, Provider::Kind::ThisComputer, {}, {}});
    m_providers.append({openAiId, Provider::Kind::OpenAi, settings.value(entry(openAiId, "name")).toString(),
                        QUrl(settings.value(entry(openAiId, "url"), openAiUrl).toString())});
    for (const QString &id : settings.value(idsKey).toStringList()) {
        const QUrl url(settings.value(entry(id, "url")).toString());
        if (!id.startsWith(u"custom-") || find(id) || !url.isValid())
            continue;
        m_providers.append({id, Provider::Kind::Compatible, settings.value(entry(id, "name")).toString(), url});
    }
}

const Provider *ProviderList::find(const QString &id) const
{
    const auto found = std::find_if(m_providers.begin(), m_providers.end(),
                                    [&](const Provider &provider) { return provider.id == id; });
    return found == m_providers.end() ? nullptr : &*found;
}

QString ProviderList::add(const QString &name, const QUrl &baseUrl)
{
    // An id is never used twice: a key left in the keychain must not go to another service.
    const int number = std::max(1, m_settings.value(nextKey, 1).toInt());
    m_settings.setValue(nextKey, number + 1);
    const QString id = QStringLiteral("custom-%1").arg(number);
    m_providers.append({id, Provider::Kind::Compatible, name, tidy(baseUrl)});
    store();
    Q_EMIT changed();
    return id;
}

void ProviderList::update(const Provider &provider)
{
    const auto found = std::find_if(m_providers.begin(), m_providers.end(),
                                    [&](const Provider &one) { return one.id == provider.id; });
    if (found == m_providers.end() || found->kind == Provider::Kind::ThisComputer)
        return;
    Provider next = provider;
    next.kind = found->kind;
    next.baseUrl = tidy(provider.baseUrl);
    if (next == *found)
        return;
    *found = next;
    store();
    Q_EMIT changed();
}

void ProviderList::remove(const QString &wanted)
{
    const QString id = wanted; // it may be a member of the very provider that goes
    const Provider *provider = find(id);
    if (!provider || provider->kind != Provider::Kind::Compatible)
        return;
    m_providers.removeIf([&](const Provider &one) { return one.id == id; });
    m_settings.setValue(entry(id, "name"), {});
    m_settings.setValue(entry(id, "url"), {});
    store();
    Q_EMIT changed();
}

void ProviderList::setLocalUrl(const QUrl &url)
{
    if (m_providers.first().baseUrl == url)
        return;
    m_providers.first().baseUrl = url;
    Q_EMIT changed();
}

void ProviderList::store()
{
    QStringList ids;
    for (const Provider &provider : std::as_const(m_providers)) {
        if (provider.kind == Provider::Kind::ThisComputer)
            continue;
        m_settings.setValue(entry(provider.id, "name"), provider.name);
        m_settings.setValue(entry(provider.id, "url"), provider.baseUrl.toString());
        if (provider.kind == Provider::Kind::Compatible)
            ids.append(provider.id);
    }
    m_settings.setValue(idsKey, ids);
}

} // namespace onsa
