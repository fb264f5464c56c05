// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/forecast_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(onsa::ui::ForecastWords)
};

constexpr double million = 1e6, billion = 1e9;
constexpr std::size_t namedLanguages = 3; // more of them say no more

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

// In the language of the window, for the languages that our users read; others by their own name.
QString languageName(const std::string &code)
{
    if (code == "en" || code == "eng" || code == "english")
        return Words::tr("English");
    if (code == "ja" || code == "jpn" || code == "japanese")
        return Words::tr("Japanese");
    const QLocale locale(QString::fromStdString(code));
    return locale.language() == QLocale::C ? QString::fromStdString(code) : locale.nativeLanguageName();
}

QString languagesText(const std::vector<std::string> &codes)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(codes.size(), namedLanguages); ++i)
        names << languageName(codes[i]);
    const QString list = names.join(Words::tr(", "));
    if (codes.size() > namedLanguages)
        return Words::tr("%1 and others").arg(list);
    return list;
}

QString parametersText(std::int64_t parameters)
{
    const double count = double(parameters);
    if (count >= billion)
        return Words::tr("%1 billion parameters").arg(number(count / billion, count < 10 * billion ? 1 : 0));
    return Words::tr("%1 million parameters").arg(number(count / million, count < 10 * million ? 1 : 0));
}

} // namespace

QString aboutTime(double seconds)
{
    const auto rounded = [](double value, int step) { return int(std::lround(value / step)) * step; };
    if (seconds < 10)
        return Words::tr("%1 s").arg(std::max(int(std::lround(seconds)), 1));
    if (seconds < 57.5)
        return Words::tr("%1 s").arg(rounded(seconds, 5));
    if (seconds < 3570)
        return Words::tr("%1 min").arg(std::max(int(std::lround(seconds / 60)), 1));
    const int minutes = rounded(std::min(seconds, 3.6e7) / 60, 10);
    return minutes % 60 == 0 ? Words::tr("%1 h").arg(minutes / 60)
                             : Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString memoryText(std::int64_t bytes)
{
    if (bytes < 1'000'000)
        return Words::tr("%1 kB").arg(number(double(bytes) / 1e3, 0));
    if (bytes < 1'000'000'000)
        return Words::tr("%1 MB").arg(number(double(bytes) / 1e6, 0));
    return Words::tr("%1 GB").arg(number(double(bytes) / 1e9, 1));
}

ForecastLook forecastLook(const JobEstimate &estimate)
{
    if (!estimate.fits)
        return {u"warning"_s, Color::Warning, misfitSentence(estimate)};
    QString words;
    if (estimate.peakMemoryBytes > 0 && estimate.availableMemoryBytes > 0)
        words = Words::tr("Fits in memory (≈ %1 of %2 free)")
                    .arg(memoryText(estimate.peakMemoryBytes), memoryText(estimate.availableMemoryBytes));
    if (estimate.seconds)
        words += (words.isEmpty() ? QString() : u" · "_s) + Words::tr("takes ≈ %1").arg(aboutTime(*estimate.seconds));
    return {u"success"_s, Color::Success, words};
}

QString misfitSentence(const JobEstimate &estimate)
{
    if (estimate.fits)
        return {};
    const QString need = memoryText(estimate.peakMemoryBytes), free = memoryText(estimate.availableMemoryBytes);
    if (estimate.installedMemoryBytes > 0 && estimate.peakMemoryBytes > estimate.installedMemoryBytes)
        return Words::tr("Too large for this computer: training needs ≈ %1 of memory, and it has %2. Choose a smaller "
                         "model.")
            .arg(need, memoryText(estimate.installedMemoryBytes));
    return Words::tr(
               "Does not fit now: training needs ≈ %1 of memory, and %2 are free. Close other programs, or choose "
               "a smaller model or batch size.")
        .arg(need, free);
}

QStringList automaticSentences(const JobEstimate &estimate)
{
    QStringList sentences;
    const Hyperparameters &h = estimate.hyperparameters;
    const auto reason = [&](const char *setting) {
        const auto found = estimate.reasons.find(setting);
        return found == estimate.reasons.end() ? std::string() : found->second;
    };
    if (const std::string why = reason("n_epochs"); h.epochs && !why.empty()) {
        const QString what = Words::tr("%1 rounds through the data").arg(*h.epochs);
        sentences << (why == "few_examples" ? Words::tr("%1: few rows need many rounds to be remembered.").arg(what)
                          : why == "enough_examples"
                          ? Words::tr("%1: with this many rows, fewer rounds are enough.").arg(what)
                          : why == "different_answers"
                          ? Words::tr("%1: the answers differ from row to row, and each must be remembered.").arg(what)
                          : why == "many_examples" ? Words::tr("%1: so many rows teach in few rounds.").arg(what)
                                                   : Words::tr("%1.").arg(what));
    }
    if (const std::string why = reason("batch_size"); h.batchSize && !why.empty()) {
        const QString what = Words::tr("%1 rows at a time").arg(*h.batchSize);
        sentences << (why == "few_examples" ? Words::tr("%1: small steps suit small data.").arg(what)
                          : why == "many_examples"
                          ? Words::tr("%1: larger steps are steadier when there are many rows.").arg(what)
                          : Words::tr("%1.").arg(what));
    }
    if (const std::string why = reason("learning_rate_multiplier"); h.learningRateMultiplier && !why.empty()) {
        const QString what =
            Words::tr("Learning rate multiplier %1").arg(QLocale().toString(*h.learningRateMultiplier, 'g', 4));
        sentences << (why == "model_size" ? Words::tr("%1: as bold as suits a model of this size.").arg(what)
                                          : Words::tr("%1.").arg(what));
    }
    return sentences;
}

QString stepsSentence(const JobEstimate &estimate)
{
    if (estimate.steps <= 0)
        return {};
    const QString steps = QLocale().toString(estimate.steps);
    if (!estimate.seconds)
        return Words::tr("That makes %1 steps.").arg(steps);
    return Words::tr("That makes %1 steps, ≈ %2.").arg(steps, aboutTime(*estimate.seconds));
}

QString modelFacts(const Model &model)
{
    QStringList facts;
    if (model.parameters > 0)
        facts << parametersText(model.parameters);
    if (!model.languages.empty())
        facts << languagesText(model.languages);
    if (model.bytes > 0)
        facts << memoryText(model.bytes);
    if (!model.license.empty())
        facts << QString::fromStdString(model.license);
    return facts.join(u" · "_s);
}

QString goodFor(const Model &model)
{
    const double count = double(model.parameters);
    if (count <= 0)
        return {};
    if (count < 50 * million)
        return Words::tr("Good for: seeing what tuning does, within seconds. It knows little beyond what you teach it; "
                         "do not rely on its answers.");
    if (count < 300 * million)
        return Words::tr("Good for: fixed answers to one kind of question, short texts, sorting into classes.");
    if (count < 1.2 * billion)
        return Words::tr("Good for: answers in your own wording to many kinds of questions in one field.");
    return Words::tr("Good for: longer answers that combine what you teach with what it knows. Tuning takes long on a "
                     "computer without a graphics card.");
}

} // namespace onsa::ui
