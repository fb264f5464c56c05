// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the oldest job through its life: validating_files, queued, running, succeeded or failed. Files are looked at in
// one thread, so that a new job gets its answer while another trains; training is in another, one job at a time.
#pragma once

#include "core/result.h"
#include "engine/data_folder.h"
#include "engine/model_catalog.h"
#include "engine/store.h"
#include "engine/training/train_plan.h"
#include "engine/training_speeds.h"
#include "engine/work_loop.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace onsa::engine {

class JobRunner
{
public:
    using FindBase = std::function<Result<BaseModelEntry>(const std::string &name)>;
    // Jobs that an engine left running are queued again, to resume. Finished ones teach `speeds`, when there is one.
    static Result<std::unique_ptr<JobRunner>> start(Store &store, const DataFolder &data, FindBase findBase,
                                                    TrainFunction train, TrainingSpeeds *speeds = nullptr);
    ~JobRunner() { stop(); }

    void wake(); // there is a new or resumed job
    void interrupt(const std::string &jobId); // its state was changed to cancelled or paused: end the training
    void stop(); // the running job is saved and stays to be resumed; waits

private:
    JobRunner(Store &store, const DataFolder &data, FindBase findBase, TrainFunction train, TrainingSpeeds *speeds);
    bool validateNext();
    bool trainNext(const std::stop_token &stop);
    Result<std::optional<JobOrder>> takeNext(std::stop_source &stop);
    void trainJob(const JobOrder &order, const std::stop_token &stop);

    Store &m_store;
    const DataFolder m_data;
    FindBase m_findBase;
    TrainFunction m_train;
    TrainingSpeeds *m_speeds;

    std::mutex m_mutex; // taking a job and interrupting it exclude each other
    std::string m_current; // id; empty = none
    std::stop_source m_currentStop;

    std::unique_ptr<WorkLoop> m_validator, m_trainer;
};

} // namespace onsa::engine
