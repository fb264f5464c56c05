// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what a training run tells into the store. Steps are gathered: one transaction for all that came within a
// tenth of a second, so that quick runs do not wait for the disk at every step.
#pragma once

#include "engine/job_store.h"
#include "engine/training/train_plan.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace onsa::engine {

class TrainingRecorder : public TrainObserver
{
public:
    // `stop` is asked for when the job is not running any more or the store fails.
    TrainingRecorder(JobStore &jobs, JobOrder order, std::stop_source stop);

    void planned(const ResolvedPlan &plan) override;
    void stepDone(const StepReport &report) override;
    void savingState() override { flush(); }
    void checkpointSaved(const CheckpointInfo &info) override;

    void flush();
    const std::optional<Error> &error() const { return m_error; } // of the store

private:
    void take(const Result<bool> &recorded);
    std::optional<std::int64_t> estimatedFinish() const;

    JobStore &m_jobs;
    const JobOrder m_order;
    std::stop_source m_stop;
    std::vector<StepMetrics> m_waiting;
    std::chrono::steady_clock::time_point m_lastFlush, m_start;
    int m_firstStep = 0, m_lastStep = 0, m_totalSteps = 0;
    int m_recorded = 0; // steps up to here were told by the run that this one resumes
    std::optional<Error> m_error;
};

std::string checkpointModelName(const std::string &model, int step); // ft:…:ckpt-step-N

} // namespace onsa::engine
