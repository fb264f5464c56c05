// SPDX-License-Identifier: GPL-3.0-or-later
// A forecast in words: times and memory as people say them, what fits, what was chosen and why.
#pragma once

#include "core/job_estimate.h"
#include "ui/theme.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace onsa::ui {

// Rounded as a forecast deserves: "5 s", "25 s", "3 min", "2 h 10 min".
QString aboutTime(double seconds);
QString memoryText(std::int64_t bytes); // "350 MB", "1.4 GB"

// One line for a place or a model: "Fits in memory (≈ 300 MB of 6.2 GB free) · ≈ 12 s".
struct ForecastLook {
    QString icon; // name for icon(); colour never stands alone
    Color color = Color::Success;
    QString words;
};
ForecastLook forecastLook(const JobEstimate &estimate);
// What is too large, both numbers, and what to do; empty when it fits.
QString misfitSentence(const JobEstimate &estimate);

// One sentence for each setting that was automatic: what it became and why.
QStringList automaticSentences(const JobEstimate &estimate);
QString stepsSentence(const JobEstimate &estimate); // "That makes 220 steps, ≈ 12 s."

// What a model is, from what its place tells about it; parts that are not known are left out.
QString modelFacts(const Model &model); // "6.3 million parameters · Japanese, English · 13 MB · GPL-3.0-or-later"
QString goodFor(const Model &model); // by its size; empty when that is not known

} // namespace onsa::ui
