// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the job list true: polls one provider's jobs and the events of those that run. 1 s for the local engine, 10 s
// for others, doubling to 60 s on errors; nothing runs: the list alone every 15 s (60 s remote).
#pragma once

#include "api/api_client.h"
#include "jobs/job_list_model.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace onsa {

class JobMonitor : public QObject
{
    Q_OBJECT

public:
    JobMonitor(QString providerId, ApiClient &client, JobListModel &jobs, bool local, QObject *parent = nullptr);

    void start();
    void stop();
    void watch(const FineTuneJob &job); // a job that was just made: shown at once, polled at once
    void refresh();
    void loadEvents(const std::string &jobId); // of a finished job that the user chose

Q_SIGNALS:
    void failing(const onsa::Error &error); // after three tries in a row
    void recovered();

private:
    void poll();
    void pollEvents(const std::string &jobId, const std::string &after, std::vector<JobEvent> newerFirst);
    void schedule(bool ok);

    QString m_providerId;
    ApiClient &m_client;
    JobListModel &m_jobs;
    bool m_local = false;
    QTimer m_timer;
    int m_failures = 0;
    QHash<QString, QString> m_lastEvent; // job id -> newest event id seen
    bool m_running = false;
    int m_open = 0; // requests in flight
};

} // namespace onsa
