// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training_recorder.h"

#include "engine/ids.h"

#include <cmath>

namespace onsa::engine {

using namespace std::chrono;

namespace {

constexpr auto gatherFor = milliseconds(100);

} // namespace

std::string checkpointModelName(const std::string &model, int step)
{
    return model + ":ckpt-step-" + std::to_string(step);
}

TrainingRecorder::TrainingRecorder(JobStore &jobs, JobOrder order, std::stop_source stop)
    : m_jobs(jobs)
    , m_order(std::move(order))
    , m_stop(std::move(stop))
    , m_lastFlush(steady_clock::now())
    , m_start(m_lastFlush)
{
    const auto last = m_jobs.lastStep(m_order.job.id);
    if (last)
        m_recorded = *last;
    else
        m_error = last.error();
}

void TrainingRecorder::planned(const ResolvedPlan &plan)
{
    Hyperparameters used;
    used.epochs = plan.epochs;
    used.batchSize = plan.batchSize;
    used.learningRateMultiplier = plan.learningRateMultiplier;
    used.promptLossWeight = plan.promptLossWeight;
    used.loraRank = plan.lora.rank;
    std::vector<EventText> events;
    if (plan.resumedAtStep > 0)
        events.push_back(
            {"Resumed after step " + std::to_string(plan.resumedAtStep) + " of " + std::to_string(plan.steps)});
    if (plan.truncatedExamples > 0)
        events.push_back({std::to_string(plan.truncatedExamples)
                              + " example(s) are longer than the model's context and were cut at its end",
                          "warn"});
    m_firstStep = m_lastStep = plan.resumedAtStep;
    m_totalSteps = plan.steps;
    m_start = steady_clock::now();
    take(m_jobs.recordPlan(m_order.job.id, used, events));
}

void TrainingRecorder::stepDone(const StepReport &report)
{
    m_lastStep = report.metrics.step;
    m_totalSteps = report.metrics.totalSteps;
    if (report.metrics.step > m_recorded)
        m_waiting.push_back(report.metrics);
    if (steady_clock::now() - m_lastFlush >= gatherFor)
        flush();
}

void TrainingRecorder::checkpointSaved(const CheckpointInfo &info)
{
    flush();
    take(m_jobs.recordCheckpoint(
        m_order.job.id,
        {info.metrics, info.adapterFolder, checkpointModelName(m_order.reservedModel, info.metrics.step)}));
}

void TrainingRecorder::flush()
{
    m_lastFlush = steady_clock::now();
    if (m_waiting.empty() || m_error)
        return;
    take(m_jobs.recordSteps(m_order.job.id, m_waiting, estimatedFinish()));
    m_waiting.clear();
}

void TrainingRecorder::take(const Result<bool> &recorded)
{
    if (!recorded && !m_error)
        m_error = recorded.error();
    if (!recorded || !*recorded)
        m_stop.request_stop();
}

std::optional<std::int64_t> TrainingRecorder::estimatedFinish() const
{
    const int done = m_lastStep - m_firstStep;
    if (done <= 0)
        return std::nullopt;
    const double elapsed = duration<double>(steady_clock::now() - m_start).count();
    return unixNow() + static_cast<std::int64_t>(std::ceil(elapsed / done * (m_totalSteps - m_lastStep)));
}

} // namespace onsa::engine
