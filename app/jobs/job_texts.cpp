// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job_texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace onsa {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(onsa::JobListModel)
};

} // namespace

QString statusText(const FineTuneJob &job)
{
    switch (job.status) {
    case JobStatus::ValidatingFiles:
        return Words::tr("Checking files");
    case JobStatus::Queued:
        return Words::tr("Queued");
    case JobStatus::Running:
        return Words::tr("Running");
    case JobStatus::Paused:
        return Words::tr("Paused");
    case JobStatus::Succeeded:
        return Words::tr("Succeeded");
    case JobStatus::Failed:
        return Words::tr("Failed");
    case JobStatus::Cancelled:
        return Words::tr("Cancelled");
    case JobStatus::Unknown:
        break;
    }
    return job.rawStatus.empty() ? Words::tr("Unknown") : QString::fromStdString(job.rawStatus);
}

QString timeText(std::int64_t unixSeconds)
{
    if (unixSeconds <= 0)
        return {};
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(unixSeconds), QLocale::ShortFormat);
}

QString durationText(int seconds)
{
    if (seconds < 0)
        return {};
    const auto two = [](int number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
    return QStringLiteral("%1:%2:%3").arg(QString::number(seconds / 3600), two(seconds / 60 % 60), two(seconds % 60));
}

QString percentText(double fraction)
{
    return fraction < 0 ? QString() : Words::tr("%1%").arg(static_cast<int>(fraction * 100));
}

} // namespace onsa
