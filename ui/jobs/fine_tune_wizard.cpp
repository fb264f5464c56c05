// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fine_tune_wizard.h"

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/job_launcher.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "system/settings.h"
#include "ui/jobs/ask_once.h"
#include "ui/jobs/check_page.h"
#include "ui/jobs/how_page.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/named.h"
#include "ui/jobs/personal_guard.h"
#include "ui/jobs/place_page.h"
#include "ui/jobs/review_page.h"
#include "ui/jobs/tune_forecast.h"
#include "ui/jobs/tune_plan.h"
#include "ui/settings/settings_dialog.h"
#include "ui/theme.h"

#include <QFileInfo>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// The service whose job it is; jobs do not carry it.
QString providerOf(const JobListModel &jobs, const std::string &jobId)
{
    for (int row = 0; row < jobs.rowCount(); ++row) {
        if (jobs.job(row)->job.id == jobId)
            return jobs.job(row)->providerId;
    }
    return {};
}

TunePlan firstPlan(const AppServices &services, const TuneStart &start)
{
    TunePlan plan;
    plan.providerId = u"local"_s;
    QString name = QFileInfo(start.datasetName).completeBaseName();
    if (name.isEmpty())
        name = start.datasetName;
    plan.name = suffixOf(name, false);
    if (!start.again)
        return plan;
    const FineTuneJob &job = *start.again;
    if (const QString provider = providerOf(services.jobs, job.id); !provider.isEmpty())
        plan.providerId = provider;
    plan.model = job.model;
    plan.settings = job.hyperparameters;
    if (job.seed > 0)
        plan.seed = job.seed;
    if (job.suffix)
        plan.name = QString::fromStdString(*job.suffix);
    return plan;
}

} // namespace

struct FineTuneWizard::Private {
    Private(AppServices s, TuneStart t)
        : services(s)
        , start(std::move(t))
        , plan(firstPlan(services, start))
        , forecast(services.connections, plan)
    {
    }

    AppServices services;
    TuneStart start;
    TunePlan plan;
    TuneForecast forecast;
    QList<WizardPage *> pages;
    QList<QLabel *> steps;
    QStringList stepNames;
    QStackedWidget *stack = nullptr;
    QLabel *title = nullptr;
    QPushButton *cancel = nullptr;
    QPushButton *back = nullptr;
    QPushButton *next = nullptr;
    ReviewPage *review = nullptr;
    QPointer<JobLauncher> launcher; // while a launch is on its way

    WizardPage *page() const { return pages[stack->currentIndex()]; }
    bool isLast() const { return stack->currentIndex() == pages.size() - 1; }

    void showButtons() const
    {
        back->setEnabled(stack->currentIndex() > 0 && !launcher);
        bool ready = page()->isReady() && !launcher;
        if (isLast()) { // the engine may have gone away since the earlier pages
            for (const WizardPage *each : pages)
                ready = ready && each->isReady();
        }
        next->setEnabled(ready);
        next->setText(isLast() ? tr("&Start") : tr("&Next"));
    }

    void showPage(int index) const
    {
        stack->setCurrentIndex(index);
        page()->enter();
        title->setText(page()->title());
        for (int i = 0; i < steps.size(); ++i) {
            setClass(steps[i], i == index ? "" : "muted");
            const QString name = stepNames[i].toHtmlEscaped();
            steps[i]->setText(i == index ? u"<b>%1</b>"_s.arg(name) : name);
        }
        showButtons();
        if (next->isEnabled())
            next->setFocus();
    }
};

FineTuneWizard::FineTuneWizard(AppServices services, TuneStart start, QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(services, std::move(start)))
{
    setObjectName(u"fineTuneWizard"_s);
    setWindowTitle(tr("Fine-tune"));
    setModal(true);
    resize(860, 620);
    setMinimumSize(640, 480);

    auto *check = named(new CheckPage(d->plan, d->start), u"checkPage"_s);
    auto *place = named(new PlacePage(services, d->plan, d->forecast), u"placePage"_s);
    auto *how = named(new HowPage(d->plan, d->forecast), u"howPage"_s);
    d->review = named(new ReviewPage(services, d->plan, d->forecast), u"reviewPage"_s);
    d->pages = {check, place, how, d->review};

    auto *side = new QFrame;
    setClass(side, "card");
    side->setFixedWidth(200);
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(grid::m, grid::l, grid::m, grid::l);
    sideLayout->setSpacing(grid::l);
    const QStringList stepNames{tr("Check"), tr("Where and which model"), tr("How"), tr("Review and start")};
    for (int i = 0; i < stepNames.size(); ++i) {
        d->stepNames << tr("%1  %2").arg(i + 1).arg(stepNames[i]);
        auto *step = named(new QLabel, u"step%1"_s.arg(i + 1));
        step->setTextFormat(Qt::RichText); // a font of its own would be lost when the style sheet polishes it
        step->setWordWrap(true);
        d->steps << step;
        sideLayout->addWidget(step);
    }
    sideLayout->addStretch();

    d->title = named(new QLabel, u"pageTitle"_s);
    setClass(d->title, "title");
    d->title->setFont(titleFont());
    d->stack = named(new QStackedWidget, u"wizardPages"_s);
    for (WizardPage *page : d->pages)
        d->stack->addWidget(page);
    d->cancel = named(new QPushButton(tr("Cancel")), u"wizardCancel"_s);
    d->back = named(new QPushButton(tr("&Back")), u"wizardBack"_s);
    d->next = named(new QPushButton(tr("&Next")), u"wizardNext"_s);
    setClass(d->next, "primary");
    d->cancel->setAutoDefault(false);
    d->back->setAutoDefault(false);
    d->next->setDefault(true);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(d->cancel);
    buttons->addStretch();
    buttons->addWidget(d->back);
    buttons->addWidget(d->next);
    auto *main = new QVBoxLayout;
    main->setSpacing(grid::m);
    main->addWidget(d->title);
    main->addWidget(d->stack, 1);
    main->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::xl);
    layout->addWidget(side);
    layout->addLayout(main, 1);

    for (WizardPage *page : d->pages)
        connect(page, &WizardPage::readyChanged, this, [this] { d->showButtons(); });
    connect(check, &CheckPage::showRowRequested, this, [this](RowId row) {
        Q_EMIT showRowRequested(row);
        QDialog::reject();
    });
    connect(d->back, &QPushButton::clicked, this, [this] { d->showPage(d->stack->currentIndex() - 1); });
    connect(d->cancel, &QPushButton::clicked, this, &FineTuneWizard::reject);

    const auto launch = [this] {
        ApiClient *client = d->services.connections.client(d->plan.providerId);
        if (!client || d->launcher)
            return;
        // The client owns it: a cancelled launch still has to take its files and its job back when we are gone.
        auto *launcher = new JobLauncher(*client, client);
        d->launcher = launcher;
        connect(launcher, &JobLauncher::launched, launcher, &QObject::deleteLater);
        connect(launcher, &JobLauncher::failed, launcher, &QObject::deleteLater);
        connect(launcher, &JobLauncher::progressed, this,
                [this](JobLauncher::Step step, qint64 done, qint64 all) { d->review->showProgress(step, done, all); });
        connect(launcher, &JobLauncher::failed, this, [this](const Error &error) {
            d->launcher.clear();
            d->review->showError(error);
            d->showButtons();
        });
        connect(launcher, &JobLauncher::launched, this, [this](const FineTuneJob &job) {
            d->launcher.clear();
            if (const auto kept = keepDecision(d->plan, d->start.datasetName); !kept)
                qWarning("%s", kept.error().message.c_str()); // the job runs; the masks are in memory no more
            d->services.settings.setValue(u"wizard/model/"_s + d->plan.providerId,
                                          QString::fromStdString(d->plan.model));
            if (JobMonitor *monitor = d->services.connections.monitor(d->plan.providerId))
                monitor->watch(job);
            Q_EMIT launched(d->plan.providerId, job);
            accept();
        });
        d->review->showProgress(JobLauncher::Step::Checking, 0, 0);
        d->showButtons();
        launcher->start(launchRequest(d->plan, d->start, d->forecast.ofPlan()));
    };
    connect(d->next, &QPushButton::clicked, this, [this, launch] {
        if (d->isLast())
            launch();
        else
            d->showPage(d->stack->currentIndex() + 1);
    });
    connect(d->review, &ReviewPage::retryRequested, this, launch);
    connect(d->review, &ReviewPage::settingsRequested, this, [this] {
        auto *settings = new SettingsDialog(d->services, this);
        settings->setAttribute(Qt::WA_DeleteOnClose);
        settings->showProviders(d->plan.providerId);
        settings->open();
    });
    d->showPage(0);
}

FineTuneWizard::~FineTuneWizard()
{
    if (d->launcher) {
        disconnect(d->launcher, nullptr, this, nullptr);
        d->launcher->cancel();
    }
}

// Esc, Cancel and the close button. A launch on its way is stopped first; then the page is there again.
void FineTuneWizard::reject()
{
    if (d->launcher) {
        JobLauncher *launcher = d->launcher;
        d->launcher.clear();
        disconnect(launcher, nullptr, this, nullptr);
        launcher->cancel();
        d->review->hideProgress();
        d->showButtons();
        return;
    }
    bool typed = false;
    for (const WizardPage *page : d->pages)
        typed = typed || page->hasInput();
    if (!typed)
        return QDialog::reject();
    askOnce(this, tr("Close"), tr("Close without training? What you chose here is forgotten; your data stays."),
            tr("Close"), [this] { QDialog::reject(); });
}

} // namespace onsa::ui
