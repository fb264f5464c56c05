// SPDX-License-Identifier: GPL-3.0-or-later
// Fine-tuning jobs with their events and checkpoints. Each function is one transaction; a job changes its state only
// from the states that the change names, so that nothing follows a cancellation. Part of Store.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "engine/training/train_plan.h"

#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace onsa::engine {

struct Connection;

struct NewJob {
    FineTuneRequest request;
    std::int64_t seed = 0;
    std::string reservedModel; // name of the result
    std::string idempotencyKey; // empty = none
};

struct JobQuery {
    std::string after; // id; empty = from the newest
    int limit = 20;
    std::map<std::string, std::string> metadata; // all of these
    bool withoutMetadata = false; // metadata=null
};

struct PageQuery {
    std::string after; // id; empty = from the newest
    int limit = 20;
};

// A job as the runner needs it.
struct JobOrder {
    FineTuneJob job;
    Hyperparameters wanted; // as asked, where job.hyperparameters may hold what "auto" became
    std::string reservedModel;
};

struct SavedCheckpoint {
    StepMetrics metrics;
    std::filesystem::path folder;
    std::string model;
};

struct EventText {
    std::string message;
    std::string level = "info";
};

class JobStore
{
public:
    explicit JobStore(Connection &connection)
        : m_connection(connection)
    {
    }

    // The same idempotency key gives the same job again, and nothing new.
    Result<FineTuneJob> insert(const NewJob &job);
    Result<FineTuneJob> find(const std::string &id); // NotFound
    Result<Page<FineTuneJob>> list(const JobQuery &query); // newest first
    Result<Page<JobEvent>> events(const std::string &id, const PageQuery &query); // newest first
    Result<Page<Checkpoint>> checkpoints(const std::string &id, const PageQuery &query); // newest first
    Result<> remove(const std::string &id); // with events and checkpoints

    // The oldest job in that state, moved to `to` (the same state: just looked at).
    Result<std::optional<JobOrder>> take(JobStatus from, JobStatus to, const EventText &event);
    // False when the job is in none of the states `from`; then nothing was changed.
    Result<bool> move(const std::string &id, std::initializer_list<JobStatus> from, JobStatus to,
                      const std::vector<EventText> &events);
    Result<bool> failJob(const std::string &id, std::initializer_list<JobStatus> from, const JobError &error);
    // Running jobs of an engine that is gone wait again.
    Result<int> requeueRunning(const EventText &event);

    // While running; false when it is not any more.
    Result<bool> recordPlan(const std::string &id, const Hyperparameters &used, const std::vector<EventText> &events);
    Result<bool> recordSteps(const std::string &id, std::span<const StepMetrics> steps,
                             std::optional<std::int64_t> estimatedFinish);
    Result<bool> recordCheckpoint(const std::string &id, const SavedCheckpoint &checkpoint);
    Result<bool> succeed(const std::string &id, const std::string &resultFile, const TrainOutcome &outcome);

    Result<std::vector<StepMetrics>> steps(const std::string &id); // in order
    Result<int> lastStep(const std::string &id); // 0 = none
    Result<std::vector<SavedCheckpoint>> savedCheckpoints(const std::string &id); // in order
    Result<> forgetCheckpoint(const std::string &id, int step);

private:
    Connection &m_connection;
};

} // namespace onsa::engine
