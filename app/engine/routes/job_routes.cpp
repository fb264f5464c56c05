// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"
#include "engine/routes/job_create.h"
#include "engine/routes/model_removal.h"
#include "engine/routes/routes.h"

namespace onsa::engine {

namespace {

Result<PageQuery> pageQuery(const Request &request, int otherwise)
{
    PageQuery query;
    query.after = request.parameter("after").value_or("");
    const auto limit = numberParameter(request, "limit", otherwise, 1, 10000);
    if (!limit)
        return tl::unexpected(limit.error());
    query.limit = *limit;
    return query;
}

Result<Reply> listJobs(JobStore &jobs, const Request &request)
{
    const auto page = pageQuery(request, 20);
    if (!page)
        return tl::unexpected(page.error());
    JobQuery query{page->after, page->limit, {}, false};
    for (const auto &[name, value] : request.query) {
        if (name == "metadata" && value == "null")
            query.withoutMetadata = true;
        else if (name.starts_with("metadata[") && name.ends_with("]"))
            query.metadata.emplace(name.substr(9, name.size() - 10), value);
    }
    const auto found = jobs.list(query);
    if (!found)
        return tl::unexpected(found.error());
    return Reply::json(toJsonList(*found));
}

Result<Reply> listEvents(JobStore &jobs, const Request &request)
{
    const auto &id = request.names.front();
    if (const auto job = jobs.find(id); !job)
        return tl::unexpected(job.error());
    const auto query = pageQuery(request, 20);
    if (!query)
        return tl::unexpected(query.error());
    const auto page = jobs.events(id, *query);
    if (!page)
        return tl::unexpected(page.error());
    return Reply::json(toJsonList(*page));
}

Result<Reply> listCheckpoints(JobStore &jobs, const Request &request)
{
    const auto &id = request.names.front();
    if (const auto job = jobs.find(id); !job)
        return tl::unexpected(job.error());
    const auto query = pageQuery(request, 10);
    if (!query)
        return tl::unexpected(query.error());
    const auto page = jobs.checkpoints(id, *query);
    if (!page)
        return tl::unexpected(page.error());
    return Reply::json(toJsonList(*page, ListStyle::WithIds));
}

// cancel, pause, resume: the new state is in the answer, the training thread follows.
Result<Reply> changeState(JobStore &jobs, JobRunner &runner, const std::string &id,
                          std::initializer_list<JobStatus> from, JobStatus to, const std::string &event,
                          const std::string &verb)
{
    const auto moved = jobs.move(id, from, to, {{event}});
    if (!moved)
        return tl::unexpected(moved.error());
    const auto job = jobs.find(id);
    if (!job)
        return tl::unexpected(job.error());
    if (!*moved)
        return fail(ErrorKind::InvalidInput,
                    "Job " + id + " has status '" + std::string(wordOf(job->status)) + "' and cannot be " + verb + ".",
                    "invalid_job_status", "fine_tuning_job_id");
    if (to == JobStatus::Queued)
        runner.wake();
    else
        runner.interrupt(id);
    return Reply::json(toJson(*job));
}

// Ours: a finished job goes with its events, its result file and its work; the tuned model stays unless ?model=true.
Result<Reply> deleteJob(Store &store, const DataFolder &data, Answering &answering, const Request &request)
{
    const auto &id = request.names.front();
    const auto job = store.jobs().find(id);
    if (!job)
        return tl::unexpected(job.error());
    if (!isFinal(job->status))
        return fail(ErrorKind::InvalidInput,
                    "Job " + id + " has status '" + std::string(wordOf(job->status))
                        + "'. Cancel it before deleting it.",
                    "invalid_job_status", "fine_tuning_job_id");
    if (request.parameter("model").value_or("") == "true") {
        if (const auto gone = removeModelsOfJob(store, data, answering, id); !gone)
            return tl::unexpected(gone.error());
    }
    if (const auto removed = store.jobs().remove(id); !removed)
        return tl::unexpected(removed.error());
    std::error_code ignored;
    for (const auto &file : job->resultFiles) {
        if (store.files().remove(file))
            std::filesystem::remove(data.file(file), ignored);
    }
    std::filesystem::remove_all(data.work(id), ignored);
    return Reply::json(toJsonDeleted(id, "fine_tuning.job"));
}

} // namespace

void addJobRoutes(HttpServer &http, Store &store, const DataFolder &data, JobRunner &runner, Answering &answering)
{
    using enum JobStatus;
    auto &jobs = store.jobs();
    const std::string one = "/v1/fine_tuning/jobs/{}";
    http.post("/v1/fine_tuning/jobs", [&](const Request &request) -> Result<Reply> {
        const auto job = createJob(store, answering, request);
        if (!job)
            return tl::unexpected(job.error());
        runner.wake();
        return Reply::json(toJson(*job));
    });
    http.get("/v1/fine_tuning/jobs", [&](const Request &request) { return listJobs(jobs, request); });
    http.get(one, [&](const Request &request) -> Result<Reply> {
        const auto job = jobs.find(request.names.front());
        if (!job)
            return tl::unexpected(job.error());
        return Reply::json(toJson(*job));
    });
    http.del(one, [&](const Request &request) { return deleteJob(store, data, answering, request); });
    http.get(one + "/events", [&](const Request &request) { return listEvents(jobs, request); });
    http.get(one + "/checkpoints", [&](const Request &request) { return listCheckpoints(jobs, request); });
    http.post(one + "/cancel", [&](const Request &request) {
        return changeState(jobs, runner, request.names.front(), {ValidatingFiles, Queued, Running, Paused}, Cancelled,
                           "The job has been cancelled", "cancelled");
    });
    http.post(one + "/pause", [&](const Request &request) {
        return changeState(jobs, runner, request.names.front(), {ValidatingFiles, Queued, Running}, Paused,
                           "The job has been paused", "paused");
    });
    http.post(one + "/resume", [&](const Request &request) {
        return changeState(jobs, runner, request.names.front(), {Paused}, Queued,
                           "The job has been resumed, moving it to queued state", "resumed");
    });
}

} // namespace onsa::engine
