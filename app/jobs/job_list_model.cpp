// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job_list_model.h"

#include "core/api_json.h"
#include "jobs/job_texts.h"

#include <QDateTime>

#include <algorithm>
#include <unordered_set>

namespace onsa {
namespace {

// The pace of the last steps: a job that was resumed or slowed down is not judged by its past.
constexpr std::size_t paceSteps = 50;

bool isRunning(const FineTuneJob &job)
{
    return job.status == JobStatus::Running;
}

QString textOf(const std::optional<std::string> &text)
{
    return text ? QString::fromStdString(*text) : QString();
}

} // namespace

JobListModel::JobListModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_now([] { return QDateTime::currentSecsSinceEpoch(); })
{
    m_ticker.setInterval(1000);
    connect(&m_ticker, &QTimer::timeout, this, &JobListModel::tick);
}

void JobListModel::setClock(Clock now)
{
    m_now = std::move(now);
}

const SeenJob *JobListModel::job(int row) const
{
    return row >= 0 && row < rowCount() ? &m_jobs[static_cast<std::size_t>(row)] : nullptr;
}

int JobListModel::rowOf(const QString &providerId, const std::string &jobId) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const SeenJob &seen) {
        return seen.job.id == jobId && seen.providerId == providerId;
    });
    return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

double JobListModel::fraction(int row) const
{
    const SeenJob *seen = job(row);
    if (!seen)
        return -1;
    if (seen->job.status == JobStatus::Succeeded)
        return 1;
    const int all = seen->metrics.totalSteps();
    return all < 1 ? -1 : std::clamp(double(seen->metrics.lastStep()) / all, 0.0, 1.0);
}

int JobListModel::secondsLeft(int row) const
{
    const SeenJob *seen = job(row);
    if (!seen || !isRunning(seen->job))
        return -1;
    const std::int64_t serverNow = m_now() + seen->clockSkew;

    const JobEvent *last = nullptr;
    const JobEvent *first = nullptr;
    std::size_t steps = 0;
    for (auto event = seen->events.rbegin(); event != seen->events.rend() && steps < paceSteps; ++event) {
        if (!event->metrics || event->metrics->step < 1)
            continue;
        if (first && event->metrics->step >= first->metrics->step)
            break; // before this the job had another life
        first = &*event;
        last = last ? last : first;
        ++steps;
    }
    if (last && last != first && last->createdAt > first->createdAt && last->metrics->totalSteps > 0) {
        const double pace =
            double(last->createdAt - first->createdAt) / (last->metrics->step - first->metrics->step); // s a step
        const double left = pace * (last->metrics->totalSteps - last->metrics->step);
        return static_cast<int>(std::clamp(left - double(serverNow - last->createdAt), 0.0, 1e8));
    }
    if (seen->job.estimatedFinish)
        return static_cast<int>(std::clamp<std::int64_t>(*seen->job.estimatedFinish - serverNow, 0, 100'000'000));
    return -1;
}

void JobListModel::update(const QString &providerId, const FineTuneJob &job)
{
    const int row = rowOf(providerId, job.id);
    if (row < 0) {
        const auto at =
            std::lower_bound(m_jobs.begin(), m_jobs.end(), job.createdAt,
                             [](const SeenJob &seen, std::int64_t time) { return seen.job.createdAt > time; });
        const int newRow = static_cast<int>(at - m_jobs.begin());
        beginInsertRows({}, newRow, newRow);
        m_jobs.insert(at, SeenJob{providerId, job, {}, {}, 0});
        endInsertRows();
        rowChanged(newRow);
        return;
    }
    SeenJob &seen = m_jobs[static_cast<std::size_t>(row)];
    const bool wasFinal = isFinal(seen.job.status);
    // An answer that was overtaken by a newer one.
    if (wasFinal && !isFinal(job.status))
        return;
    if (toJson(seen.job) == toJson(job) && seen.job.status == job.status && seen.job.rawStatus == job.rawStatus)
        return;
    const std::int64_t createdAt = seen.job.createdAt;
    seen.job = job;
    seen.job.createdAt = createdAt; // the row's place
    rowChanged(row);
    if (!wasFinal && isFinal(job.status))
        Q_EMIT jobFinished(providerId, QString::fromStdString(job.id));
}

void JobListModel::addEvents(const QString &providerId, const std::string &jobId, std::vector<JobEvent> oldestFirst)
{
    const int row = rowOf(providerId, jobId);
    if (row < 0 || oldestFirst.empty())
        return;
    SeenJob &seen = m_jobs[static_cast<std::size_t>(row)];
    std::unordered_set<std::string_view> known;
    for (const JobEvent &event : seen.events)
        known.insert(event.id);
    std::vector<JobEvent> added;
    for (JobEvent &event : oldestFirst) {
        if (!event.id.empty() && known.contains(event.id))
            continue;
        if (event.metrics)
            seen.metrics.add(*event.metrics);
        added.push_back(std::move(event));
    }
    if (added.empty())
        return;
    std::move(added.begin(), added.end(), std::back_inserter(seen.events));
    rowChanged(row);
}

void JobListModel::remove(const QString &providerId, const std::string &jobId)
{
    const int row = rowOf(providerId, jobId);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_jobs.erase(m_jobs.begin() + row);
    endRemoveRows();
}

void JobListModel::setClockSkew(const QString &providerId, std::int64_t seconds)
{
    for (SeenJob &seen : m_jobs) {
        if (seen.providerId == providerId)
            seen.clockSkew = seconds;
    }
}

void JobListModel::keepOnly(const QString &providerId, const std::vector<std::string> &jobIds)
{
    const std::unordered_set<std::string_view> kept(jobIds.begin(), jobIds.end());
    for (int row = rowCount() - 1; row >= 0; --row) {
        const SeenJob &seen = m_jobs[static_cast<std::size_t>(row)];
        if (seen.providerId == providerId && !kept.contains(seen.job.id))
            remove(providerId, std::string(seen.job.id));
    }
}

int JobListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobListModel::data(const QModelIndex &index, int role) const
{
    const SeenJob *seen = index.isValid() ? job(index.row()) : nullptr;
    if (!seen)
        return {};
    const FineTuneJob &job = seen->job;
    switch (role) {
    case StatusRole:
        return static_cast<int>(job.status);
    case FractionRole:
        return fraction(index.row());
    case IdRole:
        return QString::fromStdString(job.id);
    case ProviderRole:
        return seen->providerId;
    case TunedModelRole:
        return textOf(job.fineTunedModel);
    case Qt::ToolTipRole:
        if (index.column() == StatusColumn && job.error)
            return QString::fromStdString(job.error->message);
        if (index.column() == ModelColumn && job.fineTunedModel)
            return textOf(job.fineTunedModel);
        break;
    case Qt::TextAlignmentRole:
        if (index.column() == ProgressColumn || index.column() == TimeLeftColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case QueuedAtColumn:
        return timeText(job.createdAt);
    case IdColumn:
        return QString::fromStdString(job.id);
    case ModelColumn:
        return QString::fromStdString(job.model);
    case StatusColumn:
        return statusText(job);
    case ProgressColumn:
        return percentText(fraction(index.row()));
    case TimeLeftColumn:
        return durationText(secondsLeft(index.row()));
    default:
        return {};
    }
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case QueuedAtColumn:
        return tr("Queued at");
    case IdColumn:
        return tr("Job");
    case ModelColumn:
        return tr("Model");
    case StatusColumn:
        return tr("Status");
    case ProgressColumn:
        return tr("Progress");
    case TimeLeftColumn:
        return tr("Time left");
    default:
        return {};
    }
}

void JobListModel::rowChanged(int row)
{
    const SeenJob &seen = m_jobs[static_cast<std::size_t>(row)];
    const QString providerId = seen.providerId;
    const QString id = QString::fromStdString(seen.job.id);
    if (isRunning(seen.job) && !m_ticker.isActive())
        m_ticker.start();
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT jobChanged(providerId, id);
}

void JobListModel::tick()
{
    bool any = false;
    for (int row = 0; row < rowCount(); ++row) {
        if (!isRunning(m_jobs[static_cast<std::size_t>(row)].job))
            continue;
        any = true;
        Q_EMIT dataChanged(index(row, TimeLeftColumn), index(row, TimeLeftColumn), {Qt::DisplayRole});
    }
    if (!any)
        m_ticker.stop();
}

} // namespace onsa
