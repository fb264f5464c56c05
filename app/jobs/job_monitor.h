// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the job list true: polls one provider's jobs and the events of those that run. 1 s for the local engine, 10 s
// for others, doubling to 60 s on errors; nothing runs: the list alone every 15 s (60 s remote).
#pragma once

#include "api/api_client.h"
#include "jobs/job_list_model.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace onsa {

class JobMonitor : public QObject
{
    Q_OBJECT

public:
    struct Pace {
        std::chrono::milliseconds running, idle, most; // `most` after many errors
    };
    static Pace paceOf(bool local);
    void setPace(const Pace &pace); // tests have no time

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
    void list(const std::string &after, std::vector<FineTuneJob> newerFirst);
    void listed(std::vector<FineTuneJob> newestFirst, bool all);
    void follow(const std::string &jobId);
    void pollEvents(const std::string &jobId, const std::string &after, std::vector<JobEvent> newerFirst);
    void eventsCame(const std::string &jobId, std::vector<JobEvent> newestFirst);
    void opened();
    void closed(const Error *error);
    void schedule(bool ok);
    void pollSoon();

    QString m_providerId;
    ApiClient &m_client;
    JobListModel &m_jobs;
    Pace m_pace;
    QTimer m_timer;
    int m_failures = 0;
    std::optional<Error> m_error; // of this round
    QHash<QString, QString> m_lastEvent; // job id -> newest event id seen
    QSet<QString> m_active; // jobs whose events may still come
    QSet<QString> m_loading; // events of these are being read
    QSet<QString> m_fresh; // made since the list was asked for
    QElapsedTimer m_sinceList; // invalid = the list is due
    std::unique_ptr<QObject> m_round; // context of the requests: gone with stop()
    bool m_running = false;
    bool m_again = false; // poll once more at once
    bool m_noJobsThere = false; // the service knows no fine-tuning
    int m_open = 0; // requests in flight
};

} // namespace onsa
