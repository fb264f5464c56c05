// SPDX-License-Identifier: GPL-3.0-or-later
// What a service takes for training, as its user has entered it: prices change, and this program knows none.
#pragma once

#include <QString>

#include <optional>

namespace onsa {
class ProviderList;
class Settings;
}

namespace onsa::ui {

struct TrainingPrice {
    double perMillion = 0; // tokens, above 0
    QString currency; // "USD", "JPY"
    bool operator==(const TrainingPrice &) const = default;
};
std::optional<TrainingPrice> trainingPrice(const Settings &settings, const QString &providerId);
// 0 or less: not known any more.
void setTrainingPrice(Settings &settings, const QString &providerId, const TrainingPrice &price);

// "≈ 1.25 USD at OpenAI" for so many billed tokens, at the first service with a price; empty where there is none.
QString costWords(const Settings &settings, const ProviderList &providers, qint64 tokens);
QString moneyWords(const TrainingPrice &price, qint64 tokens); // "≈ 1.25 USD"

} // namespace onsa::ui
