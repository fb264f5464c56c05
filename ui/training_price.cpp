// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training_price.h"

#include "api/provider.h"
#include "system/settings.h"
#include "ui/jobs/provider_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

std::optional<TrainingPrice> trainingPrice(const Settings &settings, const QString &providerId)
{
    const TrainingPrice price{settings.value(u"price/"_s + providerId + u"/perMillion"_s).toDouble(),
                              settings.value(u"price/"_s + providerId + u"/currency"_s).toString()};
    return price.perMillion > 0 ? std::optional(price) : std::nullopt;
}

void setTrainingPrice(Settings &settings, const QString &providerId, const TrainingPrice &price)
{
    settings.setValue(u"price/"_s + providerId + u"/perMillion"_s, price.perMillion > 0 ? price.perMillion : 0.0);
    settings.setValue(u"price/"_s + providerId + u"/currency"_s, price.currency);
}

QString moneyWords(const TrainingPrice &price, qint64 tokens)
{
    const double amount = price.perMillion * double(tokens) / 1e6;
    const bool whole = price.currency == u"JPY"_s || price.currency == u"KRW"_s; // no cents
    const double least = whole ? 1 : 0.01;
    const QString number = QLocale().toString(amount < least && amount > 0 ? least : amount, 'f', whole ? 0 : 2);
    const QString sign = amount < least && amount > 0 ? u"<"_s : u"≈"_s;
    return u"%1 %2 %3"_s.arg(sign, number, price.currency);
}

QString costWords(const Settings &settings, const ProviderList &providers, qint64 tokens)
{
    for (const Provider &provider : providers.providers())
        if (provider.kind != Provider::Kind::ThisComputer)
            if (const auto price = trainingPrice(settings, provider.id))
                return QCoreApplication::translate("TrainingPrice", "%1 at %2")
                    .arg(moneyWords(*price, tokens), providerName(provider));
    return {};
}

} // namespace onsa::ui
