// SPDX-License-Identifier: GPL-3.0-or-later
// A fine-tuning service in memory, with the pages of the real one: newest first, `after` goes back in time.
#pragma once

#include "api/scripted_server.h"
#include "core/api_json.h"

#include <QUrlQuery>

#include <algorithm>
#include <map>

namespace onsa::test {

class FakeService
{
public:
    FakeService()
    {
        server.setHandler([this](const Request &request) { return answer(request); });
    }

    FineTuneJob &add(const std::string &id, JobStatus status, std::int64_t createdAt = 1000)
    {
        FineTuneJob job;
        job.id = id;
        job.model = "onsa-starter";
        job.status = status;
        job.createdAt = createdAt;
        jobs.insert(jobs.begin(), job);
        return jobs.front();
    }
    FineTuneJob &job(const std::string &id)
    {
        return *std::find_if(jobs.begin(), jobs.end(), [&](const FineTuneJob &one) { return one.id == id; });
    }
    void addStep(const std::string &jobId, int step, int all, double loss)
    {
        JobEvent event;
        event.id = "ftevent-" + jobId + "-" + std::to_string(++m_events);
        event.createdAt = 1000 + step;
        event.type = "metrics";
        event.message = "Step " + std::to_string(step);
        event.metrics = StepMetrics{step, all, loss, {}, {}, {}, {}, {}};
        events[jobId].insert(events[jobId].begin(), event);
    }

    int count(const QByteArray &beginning) const // requests "METHOD /target…"
    {
        return static_cast<int>(
            std::count_if(server.requests.begin(), server.requests.end(), [&](const Request &request) {
                return (request.method + ' ' + request.target).startsWith(beginning);
            }));
    }

    ScriptedServer server;
    std::vector<FineTuneJob> jobs; // newest first
    std::map<std::string, std::vector<JobEvent>> events; // newest first
    std::vector<std::string> files;
    std::vector<QByteArray> uploads; // bodies
    std::optional<Reply> trouble; // instead of any answer
    std::optional<Reply> uploadTrouble, createTrouble;
    int largestPage = 1000;

private:
    template <class T> Reply page(const std::vector<T> &all, const QUrlQuery &query) const
    {
        const std::string after = query.queryItemValue(QStringLiteral("after")).toStdString();
        const auto limit =
            static_cast<std::size_t>(std::min(largestPage, query.queryItemValue(QStringLiteral("limit")).toInt()));
        auto at = all.begin();
        if (!after.empty()) {
            at = std::find_if(all.begin(), all.end(), [&](const T &one) { return one.id == after; });
            if (at == all.end())
                return json(400, errorJson({ErrorKind::InvalidInput, "no such id", {}, "after"}));
            ++at;
        }
        Page<T> page;
        for (; at != all.end() && page.data.size() < limit; ++at)
            page.data.push_back(*at);
        page.hasMore = at != all.end();
        return json(200, toJsonList(page));
    }

    Reply answer(const Request &request)
    {
        if (trouble)
            return *trouble;
        const QUrl url(QString::fromLatin1(request.target));
        const QUrlQuery query(url);
        const QStringList parts = url.path().split(u'/', Qt::SkipEmptyParts);
        const std::string id = parts.value(parts.value(1) == u"files" ? 2 : 3).toStdString();
        if (parts.value(1) == u"models")
            return json(200, toJsonList(Page<Model>{}));
        if (parts.value(1) == u"files")
            return fileAnswer(request, id);
        if (parts.size() == 3 && request.method == "POST")
            return createAnswer(request);
        if (parts.size() == 3)
            return page(jobs, query);
        const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const FineTuneJob &one) { return one.id == id; });
        if (found == jobs.end())
            return json(404, errorJson({ErrorKind::NotFound, "no such job", {}, {}}));
        if (parts.value(4) == u"events")
            return page(events[id], query);
        if (parts.value(4) == u"cancel")
            found->status = JobStatus::Cancelled;
        return json(200, toJson(*found));
    }

    Reply fileAnswer(const Request &request, const std::string &id)
    {
        if (request.method == "DELETE") {
            std::erase(files, id);
            return json(200, toJsonDeleted(id, "file"));
        }
        if (uploadTrouble)
            return *uploadTrouble;
        uploads.push_back(request.body);
        UploadedFile file;
        file.id = "file-" + std::to_string(uploads.size());
        file.purpose = "fine-tune";
        files.push_back(file.id);
        return json(200, toJson(file));
    }

    Reply createAnswer(const Request &request)
    {
        const auto wanted = parseFineTuneRequest(request.body.toStdString());
        if (!wanted)
            return json(400, errorJson(wanted.error()));
        if (createTrouble && createTrouble->then == Reply::Then::Keep)
            return *createTrouble;
        FineTuneJob &made = add("ftjob-" + std::to_string(jobs.size() + 1), JobStatus::Queued);
        made.trainingFile = wanted->trainingFile;
        made.validationFile = wanted->validationFile;
        made.metadata = wanted->metadata;
        return createTrouble ? *createTrouble : json(200, toJson(made));
    }

    int m_events = 0;
};

} // namespace onsa::test
