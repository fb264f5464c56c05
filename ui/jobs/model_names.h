// SPDX-License-Identifier: GPL-3.0-or-later
// Names of tuned models for people: "ft:onsa-starter:local:faq:a1b2c3d4" is "faq", made from onsa-starter.
#pragma once

#include "core/api_types.h"

#include <QString>

#include <string>

namespace onsa::ui {

struct TunedName {
    QString base, suffix, tail; // empty where the id does not say
    int step = 0; // of a checkpoint; 0 = the finished model
    QString finished; // id of the finished model that a checkpoint belongs to; else the id itself
};
// Both forms: ft:BASE:ORG:SUFFIX:TAIL[:ckpt-step-N] and BASE:ft-ORG[:SUFFIX]-DATE. Any other id: base = the id.
TunedName tunedName(const QString &id);
bool isTunedId(const QString &id);
bool isTuned(const Model &model);

// The name the user gave to what a job makes: suffix, data set's name, or the base model's.
QString resultName(const FineTuneJob &job);
// A name that services accept as a suffix: at most 40 characters, no colons, slashes, controls or spaces at the ends;
// `asciiOnly` for hosted services (letters, digits, dash, underscore).
QString suffixOf(const QString &text, bool asciiOnly);

// Keys of FineTuneRequest::metadata that the window writes and reads again.
inline constexpr auto datasetKey = "onsa_dataset"; // name of the data set
inline constexpr auto kindKey = "onsa_kind"; // "pairs" or "chats": how the model likes to be asked
inline constexpr auto forecastSecondsKey = "onsa_forecast_seconds"; // what the wizard said, whole seconds
inline constexpr auto forecastBytesKey = "onsa_forecast_bytes"; // of memory at most

} // namespace onsa::ui
