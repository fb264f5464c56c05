// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_details.h"

#include "api/api_client.h"
#include "api/provider.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "ui/error_banner.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/jobs/ask_once.h"
#include "ui/jobs/elided_label.h"
#include "ui/jobs/job_files.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/loss_chart.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/named.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QLabel *selectable(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

bool isLocal(const QString &providerId)
{
    return providerId == "local"_L1;
}

} // namespace

JobDetails::JobDetails(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_pages(new QStackedWidget)
    , m_banner(new ErrorBanner)
    , m_tabs(named(new QTabWidget, u"jobTabs"_s, tr("About this job")))
    , m_chart(named(new LossChart, u"lossChart"_s, tr("Losses")))
    , m_events(named(new QTreeWidget, u"jobEvents"_s, tr("Events")))
    , m_files(named(new JobFiles(services), u"jobFiles"_s))
{
    auto *nothing = named(new QLabel(tr("Choose a job on the left to see how it goes.")), u"noJob"_s);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    setClass(nothing, "muted");
    m_pages->addWidget(nothing);

    m_reason = named(selectable({}), u"jobReason"_s);
    m_reason->setVisible(false);
    m_reason->setContentsMargins(grid::s, 0, grid::s, 0);
    m_events->setColumnCount(2);
    m_events->setHeaderLabels({tr("Time"), tr("What happened")});
    m_events->setRootIsDecorated(false);
    m_events->setUniformRowHeights(true);
    m_events->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_events->setFrameShape(QFrame::NoFrame);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_chart, tr("Losses"));
    QWidget *tools = m_chart->takeTools();
    m_tabs->setCornerWidget(tools);
    connect(m_tabs, &QTabWidget::currentChanged, tools, [tools](int tab) { tools->setVisible(tab == 0); });
    m_tabs->addTab(m_events, tr("Events"));
    m_tabs->addTab(makeSettingsPage(), tr("Settings"));
    auto *fileScroll = quietScroll(m_files);
    m_tabs->addTab(fileScroll, tr("Files"));

    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, grid::xs, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addWidget(makeHeader());
    layout->addWidget(m_banner);
    layout->addWidget(m_reason);
    layout->addWidget(m_tabs, 1);
    m_pages->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);

    connect(m_files, &JobFiles::failed, this, &JobDetails::showError);
    connect(m_files, &JobFiles::saved, this,
            [this](const QString &path) { m_banner->showMessage(Severity::Info, tr("Saved as %1.").arg(path)); });
}

QWidget *JobDetails::makeHeader()
{
    m_icon = new QLabel;
    m_status = named(new ElidedLabel, u"jobStatus"_s);
    m_ask = named(new QPushButton(icon(u"ask"_s, Color::OnAccent), tr("Ask the model")), u"jobAsk"_s);
    setClass(m_ask, "primary");
    m_again = named(new QPushButton(icon(u"tune"_s), tr("Train again…")), u"jobAgain"_s);
    m_again->setToolTip(tr("Opens the settings of this job, to be changed"));
    m_cancel = named(new QPushButton(icon(u"cancel"_s), tr("Cancel job")), u"jobCancel"_s);
    m_delete = named(new QPushButton(icon(u"remove"_s), tr("Delete…")), u"jobDelete"_s);
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(grid::s, 0, grid::s, 0);
    row->setSpacing(grid::s);
    row->addWidget(m_icon);
    row->addWidget(m_status, 1);
    for (QPushButton *button : {m_ask, m_again, m_cancel, m_delete}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    connect(m_ask, &QPushButton::clicked, this, &JobDetails::ask);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (const SeenJob *seen = m_services.jobs.job(m_services.jobs.rowOf(m_providerId, m_jobId)))
            Q_EMIT trainAgainRequested(seen->job);
    });
    connect(m_cancel, &QPushButton::clicked, this, &JobDetails::askToCancel);
    connect(m_delete, &QPushButton::clicked, this, &JobDetails::askToDelete);
    return header;
}

QWidget *JobDetails::makeSettingsPage()
{
    m_modelId = named(selectable({}), u"jobModelId"_s, tr("Name of the tuned model"));
    m_modelId->setFont(monoFont());
    m_copyModel = named(new QPushButton(icon(u"copy"_s), tr("Copy")), u"jobCopyModel"_s, tr("Copy the model's name"));
    m_copyModel->setAutoDefault(false);
    connect(m_copyModel, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_modelId->text()); });
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    auto *modelRow = new QHBoxLayout;
    modelRow->addWidget(m_modelId, 1);
    modelRow->addWidget(m_copyModel, 0, Qt::AlignTop);
    m_settings = new QFormLayout;
    m_settings->setHorizontalSpacing(grid::l);
    m_settings->setVerticalSpacing(grid::xs);
    column->addLayout(modelRow);
    column->addLayout(m_settings);
    column->addStretch();
    auto *scroll = named(readingScroll(content), u"jobSettings"_s, tr("Settings of this job"));
    return scroll;
}

void JobDetails::setJob(const QString &providerId, const std::string &jobId)
{
    if (providerId == m_providerId && jobId == m_jobId)
        return refresh();
    m_providerId = providerId;
    m_jobId = jobId;
    m_busy = false;
    m_eventsShown = 0;
    m_settingsShown.clear();
    m_events->clear();
    m_banner->clear();
    const SeenJob *seen = m_services.jobs.job(m_services.jobs.rowOf(providerId, jobId));
    if (seen && isFinal(seen->job.status) && seen->events.empty()) {
        if (JobMonitor *monitor = m_services.connections.monitor(providerId))
            monitor->loadEvents(jobId);
    }
    refresh();
}

void JobDetails::refresh()
{
    const int row = m_services.jobs.rowOf(m_providerId, m_jobId);
    const SeenJob *seen = m_services.jobs.job(row);
    m_pages->setCurrentIndex(seen ? 1 : 0);
    if (!seen)
        return;
    const FineTuneJob &job = seen->job;
    showStatus(row);
    m_chart->setEmptyText(isFinal(job.status) ? tr("No step was recorded for this job.")
                                              : tr("Waiting for the first step."));
    m_chart->setSuggestedName(QString::fromStdString(job.id));
    m_chart->setMetrics(seen->metrics, job.hyperparameters.epochs.value_or(0));
    showEvents();
    showSettings(job);
    m_files->setJob(m_providerId, job);

    const bool finished = isFinal(job.status);
    const bool wasAtCancel = finished && window()->focusWidget() == m_cancel; // also under a dialog
    m_ask->setVisible(job.status == JobStatus::Succeeded && job.fineTunedModel);
    m_again->setVisible(finished);
    m_cancel->setVisible(!finished);
    m_cancel->setEnabled(!m_busy);
    m_delete->setVisible(finished && (isLocal(m_providerId) || job.fineTunedModel));
    m_delete->setEnabled(!m_busy);
    if (wasAtCancel) // which has just gone: on to the next step
        (m_ask->isVisibleTo(this) ? m_ask : m_again)->setFocus();
}

void JobDetails::showStatus(int row)
{
    const SeenJob &seen = *m_services.jobs.job(row);
    const StatusLook look = statusLook(seen.job);
    m_icon->setPixmap(icon(look.icon, look.color).pixmap(16, 16));
    QStringList parts{look.word};
    if (seen.job.status == JobStatus::Running && seen.metrics.lastStep() > 0) {
        parts << tr("step %1 of %2").arg(seen.metrics.lastStep()).arg(seen.metrics.totalSteps());
        if (const int left = m_services.jobs.secondsLeft(row); left >= 0)
            parts << tr("≈ %1 left").arg(durationText(left));
    } else if (isFinal(seen.job.status) && seen.job.finishedAt) {
        parts << tr("took %1").arg(durationText(*seen.job.finishedAt - seen.job.createdAt));
    }
    parts << resultName(seen.job);
    m_status->setText(parts.join(u" · "_s));
    m_status->setToolTip(m_status->text());

    const bool failed = seen.job.status == JobStatus::Failed;
    m_reason->setVisible(failed);
    if (!failed)
        return;
    QString words = tr("The service gave no reason. Try again, or look at the events.");
    if (seen.job.error && !(seen.job.error->message.empty() && seen.job.error->code.empty())) {
        const ErrorText text = errorText(errorOf(*seen.job.error));
        words = text.sentence;
        if (!text.details.isEmpty() && !words.contains(text.details))
            words += u'\n' + text.details;
        words += u'\n' + tr("You can change the data or the settings and train again.");
    }
    m_reason->setText(words);
}

void JobDetails::showEvents()
{
    const SeenJob *seen = m_services.jobs.job(m_services.jobs.rowOf(m_providerId, m_jobId));
    if (!seen || seen->events.size() == m_eventsShown)
        return;
    m_eventsShown = seen->events.size();
    m_events->clear(); // events may have come in before others; only a few are in the log
    for (const JobEvent &event : seen->events) {
        if (!belongsInLog(event))
            continue;
        const QDateTime when = QDateTime::fromSecsSinceEpoch(event.createdAt);
        auto *item = new QTreeWidgetItem(m_events, {when.toString(u"HH:mm:ss"_s), eventText(event)});
        item->setToolTip(0, when.toString(u"yyyy-MM-dd HH:mm:ss"_s));
        item->setToolTip(1, item->text(1));
        if (event.level == "error")
            item->setIcon(1, icon(u"error"_s, Color::Danger));
        else if (event.level == "warn" || event.level == "warning")
            item->setIcon(1, icon(u"warning"_s, Color::Warning));
    }
    m_events->scrollToBottom();
}

void JobDetails::showSettings(const FineTuneJob &job)
{
    const auto lines = settingLines(job);
    const QString model = job.fineTunedModel ? QString::fromStdString(*job.fineTunedModel) : QString();
    QString shown = model;
    for (const SettingLine &line : lines)
        shown += u'\n' + line.name + u'=' + line.value;
    if (shown == m_settingsShown)
        return;
    m_settingsShown = shown;
    m_modelId->setText(model.isEmpty() ? tr("The model gets its name when the job has succeeded.") : model);
    m_copyModel->setVisible(!model.isEmpty());
    while (m_settings->rowCount() > 0)
        m_settings->removeRow(0);
    for (const SettingLine &line : lines) {
        auto *name = new QLabel(line.name);
        setClass(name, "muted");
        m_settings->addRow(name, selectable(line.value));
    }
    auto *idName = new QLabel(tr("Job id"));
    setClass(idName, "muted");
    QLabel *id = selectable(QString::fromStdString(job.id));
    id->setFont(monoFont());
    m_settings->addRow(idName, id);
}

void JobDetails::showError(const Error &error)
{
    m_banner->show(error);
}

void JobDetails::ask()
{
    const SeenJob *seen = m_services.jobs.job(m_services.jobs.rowOf(m_providerId, m_jobId));
    if (seen && seen->job.fineTunedModel) {
        Q_EMIT askRequested(m_providerId, QString::fromStdString(*seen->job.fineTunedModel),
                            QString::fromStdString(seen->job.model));
    }
}

void JobDetails::askToCancel()
{
    askOnce(this, tr("Cancel the job"), tr("Stop training? What was learned so far is not kept as a model."),
            tr("Cancel job"), [this] { cancelJob(); });
}

void JobDetails::cancelJob()
{
    ApiClient *client = m_services.connections.client(m_providerId);
    if (!client)
        return;
    m_busy = true;
    refresh();
    client->cancelJob(m_jobId, this, [this, provider = m_providerId](const Result<FineTuneJob> &job) {
        m_busy = false;
        if (job)
            m_services.jobs.update(provider, *job);
        else
            showError(job.error());
        refresh();
    });
}

void JobDetails::askToDelete()
{
    const SeenJob *seen = m_services.jobs.job(m_services.jobs.rowOf(m_providerId, m_jobId));
    if (!seen)
        return;
    const QString model = seen->job.fineTunedModel ? QString::fromStdString(*seen->job.fineTunedModel) : QString();
    QString text;
    if (!isLocal(m_providerId))
        text = tr("Delete the tuned model %1 from the service? The job stays in its list.").arg(model);
    else if (model.isEmpty())
        text = tr("Delete this job with its events and results?");
    else
        text = tr("Delete this job with its events and results, and the tuned model %1?").arg(model);
    askOnce(this, tr("Delete"), text + u' ' + tr("This cannot be undone."), tr("Delete"), [this] { deleteJob(); });
}

void JobDetails::deleteJob()
{
    const SeenJob *seen = m_services.jobs.job(m_services.jobs.rowOf(m_providerId, m_jobId));
    ApiClient *client = m_services.connections.client(m_providerId);
    if (!seen || !client)
        return;
    m_busy = true;
    refresh();
    if (!seen->job.fineTunedModel)
        return deleteJobItself(false);
    client->deleteModel(*seen->job.fineTunedModel, this, [this](const Result<> &done) {
        if (!done && done.error().kind != ErrorKind::NotFound) { // gone already is as good
            m_busy = false;
            refresh();
            return showError(done.error());
        }
        deleteJobItself(true);
    });
}

void JobDetails::deleteJobItself(bool modelWasDeleted)
{
    ApiClient *client = m_services.connections.client(m_providerId);
    if (!isLocal(m_providerId) || !client) { // services keep their jobs
        m_busy = false;
        refresh();
        if (modelWasDeleted)
            m_banner->showMessage(Severity::Info, tr("The tuned model was deleted."));
        return;
    }
    client->deleteJob(m_jobId, this, [this, provider = m_providerId, id = m_jobId](const Result<> &done) {
        m_busy = false;
        if (!done && done.error().kind != ErrorKind::NotFound) {
            refresh();
            return showError(done.error());
        }
        m_services.jobs.remove(provider, id);
    });
}

} // namespace onsa::ui
