// SPDX-License-Identifier: GPL-3.0-or-later
// The real engine in a folder of its own, with a client and a monitor, as the window has them.
#pragma once

#include "api/api_client.h"
#include "jobs/job_monitor.h"
#include "system/engine_process.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

namespace onsa::test {

constexpr int slow = 120'000; // ms; a debug build on a busy machine takes its time

struct EngineHome {
    QTemporaryDir folder;
    QNetworkAccessManager network;
    std::unique_ptr<EngineProcess> engine;
    ApiClient client{network};
    JobListModel jobs;
    std::unique_ptr<JobMonitor> monitor;

    EngineHome()
    {
        qputenv("XDG_STATE_HOME", folder.filePath(QStringLiteral("state")).toLocal8Bit());
        if (!qEnvironmentVariableIsSet("ONSA_RESOURCES"))
            qputenv("ONSA_RESOURCES", ONSA_SOURCE "/resources");
        engine = std::make_unique<EngineProcess>(program(), folder.filePath(QStringLiteral("data")).toStdString());
        monitor = std::make_unique<JobMonitor>(QStringLiteral("local"), client, jobs, true);
        monitor->setPace({std::chrono::milliseconds(50), std::chrono::milliseconds(200), std::chrono::seconds(1)});
        QObject::connect(engine.get(), &EngineProcess::stateChanged, &client, [this](EngineProcess::State state) {
            const bool ready = state == EngineProcess::State::Ready;
            client.setEndpoint(ready ? engine->baseUrl() : QUrl(), ready ? engine->key() : QByteArray());
            if (ready)
                monitor->start();
            else
                monitor->stop();
        });
    }

    // ONSA_ENGINE names another build, e.g. a release build under a sanitized client.
    static QString program() { return qEnvironmentVariable("ONSA_ENGINE", QStringLiteral(ONSA_BIN "/onsa-engine")); }

    bool start()
    {
        engine->start();
        const bool ready = QTest::qWaitFor([this] { return engine->state() == EngineProcess::State::Ready; }, slow);
        if (!ready)
            qWarning() << QString::fromStdString(engine->error().message) << engine->lastLogLines();
        return ready;
    }
    bool stop()
    {
        engine->stop();
        return QTest::qWaitFor([this] { return engine->state() == EngineProcess::State::Stopped; }, slow);
    }

    // What the window knows of a job.
    const SeenJob *seen(const std::string &id) const { return jobs.job(jobs.rowOf(QStringLiteral("local"), id)); }
    JobStatus statusOf(const std::string &id) const
    {
        const SeenJob *job = seen(id);
        return job ? job->job.status : JobStatus::Unknown;
    }
    bool waitUntil(const std::string &id, JobStatus status)
    {
        const bool reached = QTest::qWaitFor([&] { return statusOf(id) == status || isFinal(statusOf(id)); }, slow)
            && statusOf(id) == status;
        if (!reached && seen(id)) {
            qWarning() << QString::fromStdString(std::string(wordOf(statusOf(id))));
            if (seen(id)->job.error)
                qWarning() << QString::fromStdString(seen(id)->job.error->message);
            qWarning() << engine->lastLogLines();
        }
        return reached;
    }
};

// Pairs that are short, so that training is quick.
inline QByteArray pairLines(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i);
        lines += "{\"prompt\":\"Room " + n + "?\",\"completion\":\"Key " + n + "\"}\n";
    }
    return lines;
}

} // namespace onsa::test
