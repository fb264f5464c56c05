// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_words.h"

#include "ui/jobs/forecast_words.h"
#include "ui/jobs/model_names.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(onsa::ui::JobWords)
};

QString numberText(double value)
{
    return QLocale().toString(value, 'g', 4);
}

QString orAutomatic(const std::optional<int> &value)
{
    return value ? QLocale().toString(*value) : Words::tr("Automatic");
}

QString orAutomatic(const std::optional<double> &value)
{
    return value ? numberText(*value) : Words::tr("Automatic");
}

QString metricsText(const StepMetrics &metrics)
{
    const auto valid = metrics.fullValidLoss ? metrics.fullValidLoss : metrics.validLoss;
    QString text = metrics.totalSteps > 0 ? Words::tr("Step %1 of %2").arg(metrics.step).arg(metrics.totalSteps)
                                          : Words::tr("Step %1").arg(metrics.step);
    if (metrics.trainLoss)
        text += u": "_s + Words::tr("training loss %1").arg(numberText(*metrics.trainLoss));
    if (valid)
        text += (metrics.trainLoss ? u", "_s : u": "_s) + Words::tr("validation loss %1").arg(numberText(*valid));
    return text;
}

std::optional<double> metadataNumber(const FineTuneJob &job, const char *key)
{
    const auto found = job.metadata.find(key);
    if (found == job.metadata.end())
        return {};
    bool good = false;
    const double value = QByteArray::fromStdString(found->second).toDouble(&good);
    return good && value > 0 && value < 1e15 ? std::optional(value) : std::nullopt;
}

QString versus(const QString &forecast, const QString &actual)
{
    if (actual.isEmpty())
        return Words::tr("forecast ≈ %1").arg(forecast);
    return forecast.isEmpty() ? actual : Words::tr("%1 (forecast ≈ %2)").arg(actual, forecast);
}

// What the wizard said before the start against what happened.
std::vector<SettingLine> forecastLines(const FineTuneJob &job)
{
    std::vector<SettingLine> lines;
    const auto seconds = metadataNumber(job, forecastSecondsKey), bytes = metadataNumber(job, forecastBytesKey);
    if (seconds || job.trainingSeconds)
        lines.push_back({Words::tr("Time of training"),
                         versus(seconds ? aboutTime(*seconds) : QString(),
                                job.trainingSeconds ? aboutTime(*job.trainingSeconds) : QString())});
    if (bytes || job.peakMemoryBytes)
        lines.push_back({Words::tr("Memory of training"),
                         versus(bytes ? memoryText(std::int64_t(*bytes)) : QString(),
                                job.peakMemoryBytes ? memoryText(*job.peakMemoryBytes) : QString())});
    return lines;
}

} // namespace

StatusLook statusLook(const FineTuneJob &job)
{
    switch (job.status) {
    case JobStatus::ValidatingFiles:
        return {Words::tr("Checking files"), u"queued"_s, Color::Muted};
    case JobStatus::Queued:
        return {Words::tr("Waiting"), u"queued"_s, Color::Muted};
    case JobStatus::Running:
        return {Words::tr("Running"), u"running"_s, Color::Accent};
    case JobStatus::Paused:
        return {Words::tr("Paused"), u"queued"_s, Color::Warning};
    case JobStatus::Succeeded:
        return {Words::tr("Succeeded"), u"success"_s, Color::Success};
    case JobStatus::Failed:
        return {Words::tr("Failed"), u"error"_s, Color::Danger};
    case JobStatus::Cancelled:
        return {Words::tr("Cancelled"), u"cancel"_s, Color::Muted};
    case JobStatus::Unknown:
        break;
    }
    const QString raw = QString::fromStdString(job.rawStatus);
    return {raw.isEmpty() ? Words::tr("Unknown") : raw, u"info"_s, Color::Muted};
}

QString durationText(qint64 seconds)
{
    if (seconds < 0)
        return {};
    if (seconds >= 3600)
        return Words::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60, 2, 10, QChar(u'0'));
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString whenText(qint64 unixSeconds)
{
    if (unixSeconds <= 0)
        return {};
    const QDateTime when = QDateTime::fromSecsSinceEpoch(unixSeconds);
    const QDate today = QDate::currentDate();
    if (when.date() == today)
        return when.toString(u"HH:mm"_s);
    return when.toString(when.date().year() == today.year() ? u"MM-dd HH:mm"_s : u"yyyy-MM-dd HH:mm"_s);
}

bool belongsInLog(const JobEvent &event)
{
    if (event.type != "metrics" || !event.metrics)
        return true;
    return event.metrics->fullValidLoss.has_value();
}

QString eventText(const JobEvent &event)
{
    if (event.type == "metrics" && event.metrics)
        return metricsText(*event.metrics);
    struct Known {
        QRegularExpression pattern;
        const char *words;
    };
    // The sentences of the service and of our engine (which speaks like it). %1 is what the pattern captures.
    static const Known known[] = {
        {QRegularExpression(u"^Created fine-tun(?:ing job|e): "_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The job was created.")},
        {QRegularExpression(u"^Validating training file"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The training data is being checked.")},
        {QRegularExpression(u"^Validating validation file"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The validation data is being checked.")},
        {QRegularExpression(u"^Files validated"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The data is fine. The job waits for its turn.")},
        {QRegularExpression(u"^Fine-tun(?:ing job|e) started"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "Training started.")},
        {QRegularExpression(u"^Checkpoint created at step (\\d+)"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The state at step %1 was saved.")},
        {QRegularExpression(u"^Completed epoch (\\d+(?:/\\d+)?)"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "Round %1 of the data is done.")},
        {QRegularExpression(u"^New fine-tuned model created: (.+)$"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The tuned model is ready: %1")},
        {QRegularExpression(u"^The job has successfully completed"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "Finished.")},
        {QRegularExpression(u"^(?:The job|Fine-tun(?:ing job|e)) (?:was |has been )?cancel+ed"_s),
         QT_TRANSLATE_NOOP("onsa::ui::JobWords", "The job was cancelled.")},
    };
    const QString message = QString::fromStdString(event.message);
    for (const Known &sentence : known) {
        const auto match = sentence.pattern.match(message);
        if (!match.hasMatch())
            continue;
        const QString words = Words::tr(sentence.words);
        return words.contains("%1"_L1) ? words.arg(match.captured(1)) : words;
    }
    return message;
}

Error errorOf(const JobError &error)
{
    ErrorKind kind = ErrorKind::Internal;
    const std::string &code = error.code;
    if (code.starts_with("invalid_") || code.starts_with("missing_"))
        kind = ErrorKind::InvalidInput;
    else if (code.find("memory") != std::string::npos)
        kind = ErrorKind::OutOfMemory;
    else if (code.find("disk") != std::string::npos)
        kind = ErrorKind::DiskFull;
    else if (code.find("quota") != std::string::npos || code.find("rate_limit") != std::string::npos)
        kind = ErrorKind::RateLimited;
    else if (code.find("not_found") != std::string::npos)
        kind = ErrorKind::NotFound;
    else if (code.find("unsupported") != std::string::npos)
        kind = ErrorKind::Unsupported;
    return {kind, error.message, error.code, error.param};
}

std::vector<SettingLine> settingLines(const FineTuneJob &job)
{
    const Hyperparameters &h = job.hyperparameters;
    std::vector<SettingLine> lines{
        {Words::tr("Base model"), QString::fromStdString(job.model)},
        {Words::tr("Rounds through the data (epochs)"), orAutomatic(h.epochs)},
        {Words::tr("Pairs per step (batch size)"), orAutomatic(h.batchSize)},
        {Words::tr("Learning rate multiplier"), orAutomatic(h.learningRateMultiplier)},
    };
    if (h.promptLossWeight)
        lines.push_back({Words::tr("Prompt loss weight"), numberText(*h.promptLossWeight)});
    if (h.loraRank)
        lines.push_back({Words::tr("Size of the adapter (rank)"), QLocale().toString(*h.loraRank)});
    lines.push_back({Words::tr("Seed"), QString::number(job.seed)});
    if (job.trainedTokens)
        lines.push_back({Words::tr("Tokens trained"), QLocale().toString(qlonglong(*job.trainedTokens))});
    lines.push_back({Words::tr("Queued at"), whenText(job.createdAt)});
    if (job.finishedAt) {
        lines.push_back({Words::tr("Finished at"), whenText(*job.finishedAt)});
        lines.push_back({Words::tr("Took"), durationText(*job.finishedAt - job.createdAt)});
    } else if (job.estimatedFinish) {
        lines.push_back({Words::tr("Forecast to finish at"), u"≈ "_s + whenText(*job.estimatedFinish)});
    }
    for (SettingLine &line : forecastLines(job))
        lines.push_back(std::move(line));
    return lines;
}

} // namespace onsa::ui
