// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobs_panel.h"

#include "api/provider.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "ui/error_banner.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_table_delegate.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QSet>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

struct JobsPanel::Private {
    explicit Private(AppServices s)
        : services(s)
    {
    }

    AppServices services;
    QTableView *table = nullptr;
    QStackedWidget *pages = nullptr; // empty state, or table and details
    JobDetails *details = nullptr;
    ErrorBanner *banner = nullptr;
    QString failingProvider; // whose message the banner shows
    QString provider; // of the chosen job
    std::string job;
    QHash<QString, QPointer<JobMonitor>> followed;
};

JobsPanel::JobsPanel(AppServices services, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(services))
{
    d->banner = new ErrorBanner;
    d->details = named(new JobDetails(services), u"jobDetails"_s, tr("Details of the job"));
    d->table = named(new QTableView, u"jobsTable"_s, tr("Jobs"));
    d->table->setModel(&services.jobs);
    d->table->setSelectionBehavior(QAbstractItemView::SelectRows);
    d->table->setSelectionMode(QAbstractItemView::SingleSelection);
    d->table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    d->table->setShowGrid(false);
    d->table->setWordWrap(false);
    d->table->setTabKeyNavigation(false); // Tab leaves the table
    d->table->setFrameShape(QFrame::NoFrame);
    d->table->verticalHeader()->hide();
    d->table->verticalHeader()->setDefaultSectionSize(grid::rowHeight);
    d->table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *header = d->table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(JobListModel::ModelColumn, QHeaderView::Stretch);
    const int em = fontMetrics().horizontalAdvance(u'M');
    header->setSectionResizeMode(JobListModel::QueuedAtColumn, QHeaderView::ResizeToContents);
    header->setMinimumSectionSize(em * 3);
    header->resizeSection(JobListModel::IdColumn, em * 7);
    header->resizeSection(JobListModel::StatusColumn, em * 9);
    header->resizeSection(JobListModel::ProgressColumn, em * 7);
    header->resizeSection(JobListModel::TimeLeftColumn, em * 7);
    auto *delegate = new JobTableDelegate(services.jobs, this);
    d->table->setItemDelegate(delegate);

    auto *splitter = named(new QSplitter(Qt::Horizontal), u"jobsSplitter"_s);
    splitter->addWidget(d->table);
    splitter->addWidget(d->details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({560, 540}); // shares; the table needs its columns more than the chart its width
    d->table->setMinimumWidth(200);

    auto *empty = named(
        new QLabel(tr("No jobs yet. When your data is ready, press Fine-tune… and watch the job here.")), u"noJobs"_s);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    setClass(empty, "muted");
    d->pages = new QStackedWidget;
    d->pages->addWidget(empty);
    d->pages->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->banner);
    layout->addWidget(d->pages, 1);

    const auto askRow = [this](int row) {
        const SeenJob *seen = d->services.jobs.job(row);
        if (seen && seen->job.status == JobStatus::Succeeded && seen->job.fineTunedModel) {
            Q_EMIT askRequested(seen->providerId, QString::fromStdString(*seen->job.fineTunedModel),
                                QString::fromStdString(seen->job.model));
        }
    };
    connect(d->table, &QTableView::activated, this, [askRow](const QModelIndex &index) { askRow(index.row()); });
    connect(delegate, &JobTableDelegate::askClicked, this, askRow);
    connect(d->details, &JobDetails::askRequested, this, &JobsPanel::askRequested);
    connect(d->details, &JobDetails::trainAgainRequested, this, &JobsPanel::trainAgainRequested);
    connect(d->table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                const SeenJob *seen = d->services.jobs.job(current.row());
                if (!current.isValid() || !seen)
                    return;
                d->provider = seen->providerId;
                d->job = seen->job.id;
                d->details->setJob(d->provider, d->job);
            });

    // The chosen job stays chosen whatever the model does; without one, the newest is.
    const auto follow = [this] {
        const int rows = d->services.jobs.rowCount();
        d->pages->setCurrentIndex(rows > 0 ? 1 : 0);
        if (rows == 0)
            return d->details->setJob({}, {});
        const int row = std::max(0, d->services.jobs.rowOf(d->provider, d->job));
        if (d->table->currentIndex().row() != row || !d->table->selectionModel()->isRowSelected(row))
            d->table->selectRow(row);
        const SeenJob *seen = d->services.jobs.job(row);
        if (seen && (seen->job.id != d->job || seen->providerId != d->provider)) {
            d->provider = seen->providerId;
            d->job = seen->job.id;
        }
        d->details->setJob(d->provider, d->job);
    };
    connect(&services.jobs, &QAbstractItemModel::modelReset, this, follow);
    connect(&services.jobs, &QAbstractItemModel::rowsInserted, this, follow);
    connect(&services.jobs, &QAbstractItemModel::rowsRemoved, this, follow);
    connect(&services.jobs, &QAbstractItemModel::layoutChanged, this, follow);
    connect(&services.jobs, &QAbstractItemModel::rowsMoved, this, follow);
    connect(&services.jobs, &JobListModel::jobChanged, this, [this](const QString &provider, const QString &id) {
        if (provider == d->provider && id.toStdString() == d->job)
            d->details->refresh();
    });
    follow();

    const auto watchMonitors = [this] {
        for (const Provider &provider : d->services.providers.providers()) {
            JobMonitor *monitor = d->services.connections.monitor(provider.id);
            if (!monitor || d->followed.value(provider.id) == monitor)
                continue;
            d->followed[provider.id] = monitor;
            connect(monitor, &JobMonitor::failing, this, [this, id = provider.id](const Error &error) {
                d->failingProvider = id;
                d->banner->show(error);
            });
            connect(monitor, &JobMonitor::recovered, this, [this, id = provider.id] {
                if (d->failingProvider == id)
                    d->banner->clear();
            });
        }
    };
    watchMonitors();
    connect(&services.providers, &ProviderList::changed, this, watchMonitors, Qt::QueuedConnection);
    connect(&services.connections, &ProviderConnections::readyChanged, this, watchMonitors);
    connect(d->banner, &ErrorBanner::actionTriggered, this, [this](ErrorAction action) {
        JobMonitor *monitor = d->services.connections.monitor(d->failingProvider);
        if (action == ErrorAction::Retry && monitor)
            monitor->refresh();
    });
}

JobsPanel::~JobsPanel() = default;

void JobsPanel::select(const QString &providerId, const std::string &jobId)
{
    d->provider = providerId; // kept, when the job is not in the list yet
    d->job = jobId;
    const int row = d->services.jobs.rowOf(providerId, jobId);
    if (row < 0)
        return;
    d->table->selectRow(row);
    d->table->scrollTo(d->services.jobs.index(row, 0));
    d->details->setJob(providerId, jobId);
}

} // namespace onsa::ui
