// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/review_page.h"

#include "api/provider.h"
#include "ui/error_banner.h"
#include "ui/jobs/forecast_words.h"
#include "ui/jobs/named.h"
#include "ui/jobs/personal_guard.h"
#include "ui/jobs/provider_words.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString countText(std::size_t count)
{
    return QLocale().toString(qulonglong(count));
}

} // namespace

ReviewPage::ReviewPage(AppServices services, TunePlan &plan, TuneForecast &forecast, QWidget *parent)
    : WizardPage(parent)
    , m_services(services)
    , m_plan(plan)
    , m_forecast(forecast)
    , m_banner(named(new ErrorBanner, u"launchError"_s))
    , m_guard(new PersonalGuard(plan))
    , m_sentence(named(new QLabel, u"reviewSentence"_s))
    , m_forecastLine(named(new QLabel, u"reviewForecast"_s))
    , m_settings(named(new QLabel, u"reviewSettings"_s))
    , m_leaves(named(new QLabel, u"reviewLeaves"_s))
    , m_after(named(new QLabel, u"reviewAfter"_s))
    , m_launch(named(new QWidget, u"launchState"_s))
    , m_step(named(new QLabel, u"launchStep"_s))
    , m_progress(named(new QProgressBar, u"launchProgress"_s, tr("Progress of the launch")))
{
    auto *card = new QFrame;
    setClass(card, "card");
    auto *cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    cardLayout->setSpacing(grid::m);
    for (QLabel *label : {m_sentence, m_forecastLine, m_settings, m_leaves, m_after}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        cardLayout->addWidget(label);
    }
    m_sentence->setFont(sectionFont());
    setClass(m_after, "muted");
    m_progress->setTextVisible(false);
    auto *launchLayout = new QVBoxLayout(m_launch);
    launchLayout->setContentsMargins(0, 0, 0, 0);
    launchLayout->addWidget(m_step);
    launchLayout->addWidget(m_progress);
    m_launch->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::m);
    layout->addWidget(m_banner);
    layout->addWidget(card);
    layout->addWidget(m_guard);
    layout->addWidget(m_launch);
    layout->addStretch();
    connect(m_banner, &ErrorBanner::actionTriggered, this, [this](ErrorAction action) {
        if (action == ErrorAction::OpenSettings)
            Q_EMIT settingsRequested();
        else if (action == ErrorAction::Retry)
            Q_EMIT retryRequested();
    });
    connect(&m_forecast, &TuneForecast::changed, this, [this] {
        showPlan();
        Q_EMIT readyChanged();
    });
    connect(m_banner, &ErrorBanner::messageActionTriggered, this, &ReviewPage::retryRequested);
    connect(m_guard, &PersonalGuard::decided, this, &ReviewPage::readyChanged);
}

bool ReviewPage::isReady() const
{
    return m_guard->isDecided() && !mustNotStart(m_forecast.ofPlan());
}

QString ReviewPage::title() const
{
    return tr("Review and start");
}

QString ReviewPage::sentence() const
{
    const Provider *provider = m_services.providers.find(m_plan.providerId);
    const QString model = QString::fromStdString(m_plan.model);
    const QString place = m_plan.isLocal() ? tr("on this computer") : provider ? providerName(*provider) : QString();
    const std::size_t training = trainingRows(m_plan), validation = validationRows(m_plan);
    const QString about = m_plan.ownValidation || validation == 0 ? QString() : u"≈ "_s;
    const QString train = about + countText(training), test = about + countText(validation);
    const auto forecast = m_forecast.ofPlan();
    const std::optional<int> rounds = forecast ? forecast->hyperparameters.epochs : m_plan.settings.epochs;
    if (m_plan.isLocal() && forecast && forecast->seconds && rounds) {
        const QString time = aboutTime(*forecast->seconds);
        const QString times = QLocale().toString(*rounds);
        return validation == 0
            ? tr("Train %1 on %2 rows for %3 rounds, %4, in about %5.").arg(model, train, times, place, time)
            : tr("Train %1 on %2 rows for %3 rounds, test on %4, %5, in about %6.")
                  .arg(model, train, times, test, place, time);
    }
    if (validation == 0)
        return m_plan.isLocal() ? tr("Train %1 on %2 rows, %3.").arg(model, train, place)
                                : tr("Train %1 on %2 rows at %3.").arg(model, train, place);
    return m_plan.isLocal() ? tr("Train %1 on %2 rows, test on %3, %4.").arg(model, train, test, place)
                            : tr("Train %1 on %2 rows, test on %3, at %4.").arg(model, train, test, place);
}

QString ReviewPage::forecastSentence() const
{
    const auto forecast = m_forecast.ofPlan();
    if (!forecast)
        return {};
    if (!forecast->fits)
        return misfitSentence(*forecast);
    JobEstimate memory = *forecast;
    memory.seconds.reset(); // the first sentence has it
    QStringList parts;
    if (const QString words = forecastLook(memory).words; !words.isEmpty())
        parts << words;
    if (forecast->truncatedExamples > 0)
        parts << tr("≈ %1 rows are longer than the model reads and will be cut.").arg(forecast->truncatedExamples);
    if (forecast->secondsFrom == "measurement" && forecast->seconds)
        parts << tr("The time is a first guess; it gets better with every training.");
    return parts.join(u'\n');
}

QString ReviewPage::settingsSentence() const
{
    QStringList own;
    const Hyperparameters &h = m_plan.settings;
    const QLocale locale;
    if (h.epochs)
        own << tr("rounds (epochs) %1").arg(*h.epochs);
    if (h.batchSize)
        own << tr("batch size %1").arg(*h.batchSize);
    if (h.learningRateMultiplier)
        own << tr("learning rate multiplier %1").arg(locale.toString(*h.learningRateMultiplier, 'g', 4));
    if (h.promptLossWeight)
        own << tr("prompt loss weight %1").arg(locale.toString(*h.promptLossWeight, 'g', 4));
    if (h.loraRank)
        own << tr("rank %1").arg(*h.loraRank);
    if (m_plan.seed)
        own << tr("seed %1").arg(*m_plan.seed);
    if (own.isEmpty())
        return tr("Settings: automatic.");
    return tr("Your settings: %1. Everything else is automatic.").arg(own.join(u", "_s));
}

void ReviewPage::enter()
{
    m_forecast.refresh(); // the last look before the start
    showPlan();
    const Provider *provider = m_services.providers.find(m_plan.providerId);
    m_guard->enter(provider ? provider->baseUrl.host() : QString());
    m_banner->clear();
    Q_EMIT readyChanged();
}

void ReviewPage::showPlan()
{
    m_sentence->setText(sentence());
    const QString forecast = forecastSentence();
    m_forecastLine->setText(forecast);
    m_forecastLine->setVisible(!forecast.isEmpty());
    setClass(m_forecastLine, mustNotStart(m_forecast.ofPlan()) ? "danger" : "");
    QString settings = settingsSentence();
    if (!m_plan.name.isEmpty())
        settings += u'\n' + tr("The result will be called “%1”.").arg(m_plan.name);
    m_settings->setText(settings);
    const Provider *provider = m_services.providers.find(m_plan.providerId);
    if (m_plan.isLocal() || !provider) {
        m_leaves->setText(tr("Free. Nothing leaves this computer."));
    } else {
        QString words = tr("%1 rows with all their text will be sent to %2 and kept there. The service may charge for "
                           "training and for use.")
                            .arg(countText(trainingRows(m_plan) + validationRows(m_plan)), provider->baseUrl.host());
        if (sendsPairsAsChats(m_plan))
            words += u' ' + tr("Prompts and completions are sent as chats, because its models learn from chats.");
        m_leaves->setText(words);
    }
    m_after->setText(m_plan.isLocal() ? tr("You can go on working; the job continues when you close Onsa and open it "
                                           "again.")
                                      : tr("You can go on working, or close Onsa: the service trains on its own."));
}

void ReviewPage::showProgress(JobLauncher::Step step, qint64 done, qint64 all)
{
    m_banner->clear();
    m_launch->show();
    switch (step) {
    case JobLauncher::Step::Checking:
        m_step->setText(tr("Preparing the rows…"));
        break;
    case JobLauncher::Step::Uploading:
        m_step->setText(tr("Sending the training data…"));
        break;
    case JobLauncher::Step::UploadingValidation:
        m_step->setText(tr("Sending the validation data…"));
        break;
    case JobLauncher::Step::Creating:
        m_step->setText(tr("Creating the job…"));
        break;
    }
    const bool known = all > 0 && step != JobLauncher::Step::Creating;
    m_progress->setRange(0, known ? 1000 : 0);
    if (known)
        m_progress->setValue(int(1000.0 * double(done) / double(all)));
}

void ReviewPage::hideProgress()
{
    m_launch->hide();
}

void ReviewPage::showError(const Error &error)
{
    hideProgress();
    const ErrorText text = errorText(error);
    if (text.action == ErrorAction::OpenSettings || text.action == ErrorAction::Retry)
        return m_banner->show(error);
    QString words = text.sentence;
    if (!text.details.isEmpty())
        words += u'\n' + text.details;
    m_banner->showMessage(Severity::Error, words, tr("Try again"));
}

} // namespace onsa::ui
