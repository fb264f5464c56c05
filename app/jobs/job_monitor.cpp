// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job_monitor.h"

#include "system/logging.h"

#include <algorithm>

namespace onsa {
namespace {

using namespace std::chrono_literals;

constexpr int pageSize = 100;
constexpr std::size_t mostJobs = 1000; // older ones stay unseen
constexpr std::size_t mostEvents = 50'000; // of one job: a server whose pages have no end
constexpr int failuresToTell = 3;

QString keyOf(const std::string &id)
{
    return QString::fromStdString(id);
}

// Services that answer but do not tune; asking them again is not a failure.
bool meansNoJobs(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unsupported;
}

} // namespace

JobMonitor::Pace JobMonitor::paceOf(bool local)
{
    return local ? Pace{1s, 15s, 60s} : Pace{10s, 60s, 60s};
}

void JobMonitor::setPace(const Pace &pace)
{
    m_pace = pace;
}

JobMonitor::JobMonitor(QString providerId, ApiClient &client, JobListModel &jobs, bool local, QObject *parent)
    : QObject(parent)
    , m_providerId(std::move(providerId))
    , m_client(client)
    , m_jobs(jobs)
    , m_pace(paceOf(local))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &JobMonitor::poll);
}

void JobMonitor::start()
{
    if (m_running)
        return;
    m_running = true;
    m_open = 0;
    m_round = std::make_unique<QObject>();
    refresh();
}

void JobMonitor::stop()
{
    m_running = false;
    m_timer.stop();
    m_round.reset();
    m_open = 0;
    m_failures = 0;
    m_error.reset();
    m_loading.clear();
    m_noJobsThere = false;
}

void JobMonitor::watch(const FineTuneJob &job)
{
    m_jobs.update(m_providerId, job);
    m_active.insert(keyOf(job.id));
    m_fresh.insert(keyOf(job.id));
    pollSoon();
}

void JobMonitor::refresh()
{
    m_sinceList.invalidate();
    m_noJobsThere = false;
    pollSoon();
}

void JobMonitor::pollSoon()
{
    m_again = true;
    if (m_running && m_open == 0)
        m_timer.start(0);
}

void JobMonitor::loadEvents(const std::string &jobId)
{
    if (m_running && !m_lastEvent.contains(keyOf(jobId)) && !m_active.contains(keyOf(jobId)))
        pollEvents(jobId, {}, {});
}

void JobMonitor::poll()
{
    if (!m_running || m_open > 0)
        return;
    m_error.reset();
    m_again = false;
    const bool listDue = !m_sinceList.isValid() || m_sinceList.hasExpired(m_pace.idle.count()) || m_active.isEmpty();
    if (listDue) {
        m_fresh.clear();
        return list({}, {});
    }
    const QSet<QString> active = m_active;
    for (const QString &id : active)
        follow(id.toStdString());
}

void JobMonitor::list(const std::string &after, std::vector<FineTuneJob> newerFirst)
{
    opened();
    m_client.listJobs(after, pageSize, m_round.get(),
                      [this, jobs = std::move(newerFirst)](Result<Page<FineTuneJob>> page) mutable {
                          if (!page) {
                              m_noJobsThere = meansNoJobs(page.error());
                              return closed(m_noJobsThere ? nullptr : &page.error());
                          }
                          std::move(page->data.begin(), page->data.end(), std::back_inserter(jobs));
                          // A page without news would be asked for again and again.
                          const bool more = page->hasMore && !page->data.empty();
                          if (more && jobs.size() < mostJobs) {
                              const std::string last = jobs.back().id;
                              list(last, std::move(jobs));
                          } else {
                              listed(std::move(jobs), !more);
                          }
                          closed(nullptr);
                      });
}

void JobMonitor::listed(std::vector<FineTuneJob> newestFirst, bool all)
{
    m_sinceList.start();
    // Oldest first: of jobs made in the same second the newer one then comes to stand above.
    for (auto job = newestFirst.rbegin(); job != newestFirst.rend(); ++job) {
        if (!isFinal(job->status))
            m_active.insert(keyOf(job->id));
        m_jobs.update(m_providerId, *job);
        if (!m_running)
            return; // whoever heard the news stopped us
    }
    m_jobs.setClockSkew(m_providerId, m_client.clockSkew());
    if (all) {
        std::vector<std::string> ids;
        for (const FineTuneJob &job : newestFirst)
            ids.push_back(job.id);
        // Made after the list was on its way.
        for (const QString &id : std::as_const(m_fresh))
            ids.push_back(id.toStdString());
        m_jobs.keepOnly(m_providerId, ids);
    }
    const QSet<QString> active = m_active;
    for (const QString &id : active) {
        if (m_jobs.rowOf(m_providerId, id.toStdString()) < 0)
            m_active.remove(id);
        else
            pollEvents(id.toStdString(), {}, {});
    }
}

// First the job, then its events: when the job is final, no event can come after those.
void JobMonitor::follow(const std::string &jobId)
{
    opened();
    m_client.job(jobId, m_round.get(), [this, jobId](const Result<FineTuneJob> &job) {
        if (!job && job.error().kind == ErrorKind::NotFound) {
            m_active.remove(keyOf(jobId));
            m_jobs.remove(m_providerId, jobId);
            return closed(nullptr);
        }
        if (!job)
            return closed(&job.error());
        m_jobs.update(m_providerId, *job);
        if (!m_running)
            return;
        m_jobs.setClockSkew(m_providerId, m_client.clockSkew());
        pollEvents(jobId, {}, {});
        closed(nullptr);
    });
}

// Pages go from the newest event back to the newest that we have.
void JobMonitor::pollEvents(const std::string &jobId, const std::string &after, std::vector<JobEvent> newerFirst)
{
    if (after.empty()) {
        if (m_loading.contains(keyOf(jobId)))
            return;
        m_loading.insert(keyOf(jobId));
    }
    opened();
    m_client.jobEvents(jobId, after, pageSize, m_round.get(),
                       [this, jobId, events = std::move(newerFirst)](Result<Page<JobEvent>> page) mutable {
                           if (!page) {
                               m_loading.remove(keyOf(jobId));
                               return closed(meansNoJobs(page.error()) ? nullptr : &page.error());
                           }
                           const std::string seen = m_lastEvent.value(keyOf(jobId)).toStdString();
                           bool met = false;
                           for (JobEvent &event : page->data) {
                               met = met || (!seen.empty() && event.id == seen);
                               if (!met)
                                   events.push_back(std::move(event));
                           }
                           const bool more = page->hasMore && !met && !page->data.empty() && !events.back().id.empty();
                           if (more && events.size() < mostEvents) {
                               const std::string last = events.back().id;
                               pollEvents(jobId, last, std::move(events));
                           } else {
                               eventsCame(jobId, std::move(events));
                           }
                           closed(nullptr);
                       });
}

void JobMonitor::eventsCame(const std::string &jobId, std::vector<JobEvent> newestFirst)
{
    m_loading.remove(keyOf(jobId));
    if (!newestFirst.empty())
        m_lastEvent.insert(keyOf(jobId), keyOf(newestFirst.front().id));
    std::reverse(newestFirst.begin(), newestFirst.end());
    m_jobs.addEvents(m_providerId, jobId, std::move(newestFirst));
    const SeenJob *seen = m_jobs.job(m_jobs.rowOf(m_providerId, jobId));
    if (!seen || isFinal(seen->job.status))
        m_active.remove(keyOf(jobId));
}

void JobMonitor::opened()
{
    ++m_open;
}

void JobMonitor::closed(const Error *error)
{
    if (!m_running)
        return;
    if (error && !m_error)
        m_error = *error;
    m_open = std::max(0, m_open - 1);
    if (m_open > 0)
        return;
    schedule(!m_error);
}

void JobMonitor::schedule(bool ok)
{
    if (!m_running)
        return;
    const bool told = m_failures >= failuresToTell;
    m_failures = ok ? 0 : m_failures + 1;
    auto wait = m_active.isEmpty() ? m_pace.idle : m_pace.running;
    if (m_noJobsThere)
        wait = m_pace.most;
    if (m_again && ok) // asked for while the last round was on its way
        wait = wait.zero();
    for (int i = 0; i < m_failures && wait < m_pace.most; ++i)
        wait *= 2;
    m_timer.start(std::min(wait, std::max(m_pace.most, m_pace.idle)));
    if (!ok)
        qCInfo(lcJobs) << m_providerId << "could not be asked:" << QString::fromStdString(m_error->message);
    if (!ok && m_failures == failuresToTell)
        Q_EMIT failing(*m_error);
    if (ok && told)
        Q_EMIT recovered();
}

} // namespace onsa
