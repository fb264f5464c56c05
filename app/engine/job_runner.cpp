// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job_runner.h"

#include "core/example_check.h"
#include "engine/job_outcome.h"
#include "engine/jsonl_check.h"
#include "engine/training_recorder.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <iostream>
#include <sys/resource.h>
#include <unistd.h>

namespace onsa::engine {

using namespace std::chrono_literals;

namespace {

constexpr auto untilNextTry = 500ms; // to write down how a job ended, when the disk is full
constexpr int politeness = 10; // nice value of the training thread: the desktop comes first

// The error of a training file becomes the job's, with the parameter of the request that named the file.
JobError badFile(const Error &error, bool validation)
{
    if (error.kind != ErrorKind::InvalidInput)
        return jobErrorOf(error);
    return {validation ? "invalid_validation_file" : "invalid_training_file", error.message,
            validation ? "validation_file" : "training_file"};
}

std::optional<JobError> findFault(Store &store, const DataFolder &data, const FineTuneJob &job)
{
    const auto look = [&](const std::string &id, bool validation) -> std::optional<JobError> {
        const auto row = store.files().find(id);
        if (!row)
            return JobError{validation ? "invalid_validation_file" : "invalid_training_file",
                            "The file " + id
                                + " was deleted before the job could use it. Upload it again and start a "
                                  "new job.",
                            validation ? "validation_file" : "training_file"};
        const auto count = countExamples(data.file(id));
        if (!count)
            return badFile(count.error(), validation);
        if (!validation && *count < minimumExamples)
            return JobError{"invalid_n_examples",
                            "Training file has " + std::to_string(*count) + " example(s), but must have at least "
                                + std::to_string(minimumExamples) + " examples",
                            "training_file"};
        if (validation && *count == 0)
            return JobError{"invalid_validation_file", "The validation file has no examples", "validation_file"};
        return std::nullopt;
    };
    if (auto fault = look(job.trainingFile, false))
        return fault;
    return job.validationFile ? look(*job.validationFile, true) : std::nullopt;
}

// What cannot be written to the store can only be told to the log.
void logFailure(const std::string &jobId, const Error &error)
{
    std::cerr << "onsa-engine: job " << jobId << ": " << error.message << std::endl;
}

Result<TrainOutcome> callGuarded(const TrainFunction &train, const TrainPlan &plan, TrainObserver &observer,
                                 const std::stop_token &stop)
{
    try {
        return train(plan, observer, stop);
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, "The computer's memory was used up in the middle of training.",
                    "out_of_memory");
    } catch (const std::exception &exception) {
        return fail(ErrorKind::Internal, "Training failed: " + std::string(exception.what()), "job_error");
    }
}

// Or until the engine stops.
void waitFor(std::chrono::milliseconds time, const std::stop_token &engineStop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_for(lock, engineStop, time, [] { return false; });
}

} // namespace

Result<std::unique_ptr<JobRunner>> JobRunner::start(Store &store, const DataFolder &data, FindBase findBase,
                                                    TrainFunction train, TrainingSpeeds *speeds)
{
    const auto requeued =
        store.jobs().requeueRunning({"The engine was restarted; the job goes on from its last saved step"});
    if (!requeued)
        return tl::unexpected(requeued.error());
    std::unique_ptr<JobRunner> runner(new JobRunner(store, data, std::move(findBase), std::move(train), speeds));
    // The trainer first: the validator wakes it as soon as it runs.
    runner->m_trainer =
        std::make_unique<WorkLoop>([raw = runner.get()](const std::stop_token &stop) { return raw->trainNext(stop); });
    runner->m_validator =
        std::make_unique<WorkLoop>([raw = runner.get()](std::stop_token) { return raw->validateNext(); });
    return runner;
}

JobRunner::JobRunner(Store &store, const DataFolder &data, FindBase findBase, TrainFunction train,
                     TrainingSpeeds *speeds)
    : m_store(store)
    , m_data(data)
    , m_findBase(std::move(findBase))
    , m_train(std::move(train))
    , m_speeds(speeds)
{
}

void JobRunner::wake()
{
    m_validator->wake();
    m_trainer->wake();
}

void JobRunner::interrupt(const std::string &jobId)
{
    const std::scoped_lock lock(m_mutex);
    if (m_current == jobId)
        m_currentStop.request_stop();
}

void JobRunner::stop()
{
    if (m_validator)
        m_validator->stop();
    if (m_trainer)
        m_trainer->stop();
}

bool JobRunner::validateNext()
{
    auto &jobs = m_store.jobs();
    const auto next = jobs.take(JobStatus::ValidatingFiles, JobStatus::ValidatingFiles, {});
    if (!next) {
        logFailure("(next)", next.error());
        return false;
    }
    if (!*next)
        return false;
    const auto &job = (*next)->job;
    const auto fault = findFault(m_store, m_data, job);
    const auto moved = fault ? jobs.failJob(job.id, {JobStatus::ValidatingFiles}, *fault)
                             : jobs.move(job.id, {JobStatus::ValidatingFiles}, JobStatus::Queued,
                                         {{"Files validated, moving job to queued state"}});
    if (!moved) {
        logFailure(job.id, moved.error());
        return false; // the disk is full, say: not again at once
    }
    m_trainer->wake();
    return true;
}

Result<std::optional<JobOrder>> JobRunner::takeNext(std::stop_source &stop)
{
    const std::scoped_lock lock(m_mutex);
    auto next = m_store.jobs().take(JobStatus::Queued, JobStatus::Running, {"Fine-tuning job started"});
    if (!next || !*next)
        return next;
    m_current = (*next)->job.id;
    m_currentStop = stop;
    return next;
}

bool JobRunner::trainNext(const std::stop_token &stop)
{
    // Of this thread alone; threads that it starts inherit it.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), politeness);
    std::stop_source jobStop;
    const std::stop_callback passOn(stop, [&jobStop] { jobStop.request_stop(); });
    const auto next = takeNext(jobStop);
    if (!next) {
        logFailure("(next)", next.error());
        return false;
    }
    if (!*next)
        return false;
    trainJob(**next, stop);
    const std::scoped_lock lock(m_mutex);
    m_current.clear();
    return true;
}

void JobRunner::trainJob(const JobOrder &order, const std::stop_token &engineStop)
{
    auto &jobs = m_store.jobs();
    const auto failWith = [&](const JobError &error) {
        auto failed = jobs.failJob(order.job.id, {JobStatus::Running}, error);
        if (!failed)
            logFailure(order.job.id, failed.error());
        std::error_code ignored; // a failed run is not resumed: its work is of no use to anybody
        std::filesystem::remove_all(m_data.work(order.job.id), ignored);
        // The disk may be full: with the work folder gone there may be room for the one row, or somebody makes some. A
        // job that has ended must not seem to run, and no other could be started now.
        while (!failed && !engineStop.stop_requested()) {
            failed = jobs.failJob(order.job.id, {JobStatus::Running}, error);
            if (!failed)
                waitFor(untilNextTry, engineStop);
        }
    };
    const auto fault = findFault(m_store, m_data, order.job); // files may be deleted while a job waits
    if (fault)
        return failWith(*fault);
    const auto base = m_findBase(order.job.model);
    if (!base)
        return failWith(jobErrorOf(base.error()));

    const auto plan = planOf(order, *base, m_data);
    TrainingRecorder recorder(jobs, order, m_currentStop);
    const auto outcome = callGuarded(m_train, plan, recorder, m_currentStop.get_token());
    recorder.flush();
    if (recorder.error())
        return failWith(jobErrorOf(*recorder.error()));
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled) {
        // Cancelled and paused jobs have their state already. One that the engine's end stopped stays "running" for the
        // next start, like one whose engine was killed. Anything else must not be left hanging.
        const auto now = jobs.find(order.job.id);
        if (!engineStop.stop_requested() && now && now->status == JobStatus::Running)
            failWith(jobErrorOf(outcome.error()));
        return;
    }
    if (!outcome)
        return failWith(jobErrorOf(outcome.error()));
    const auto published = publishOutcome(m_store, m_data, order, *base, *outcome);
    if (!published)
        return failWith(jobErrorOf(published.error()));
    if (!m_speeds)
        return;
    if (const auto learned = m_speeds->learn(*base, *outcome); !learned)
        logFailure(order.job.id, learned.error()); // only forecasts are the poorer
}

} // namespace onsa::engine
