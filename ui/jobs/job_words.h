// SPDX-License-Identifier: GPL-3.0-or-later
// A job in words: status, times, events, its error, its settings. Colour never stands alone: icon, word, colour.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "jobs/job_list_model.h"
#include "ui/theme.h"

#include <QString>

#include <vector>

namespace onsa::ui {

struct StatusLook {
    QString word; // translated; an unknown status keeps the service's own word
    QString icon; // name for icon()
    Color color = Color::Muted;
};
StatusLook statusLook(const FineTuneJob &job);

QString durationText(qint64 seconds); // "0:40", "12:05", "1 h 05 min"
QString whenText(qint64 unixSeconds); // local time: "20:14" today, with the date before; empty for 0

// Events of single steps are for the chart; the log shows the rest and whole validations.
bool belongsInLog(const JobEvent &event);
QString eventText(const JobEvent &event); // plain translated words; an unknown message stays as it came

Error errorOf(const JobError &error); // for errorText()

// What the job was told, one line each; what is not known yet is "Automatic".
struct SettingLine {
    QString name, value;
};
std::vector<SettingLine> settingLines(const FineTuneJob &job);

} // namespace onsa::ui
