// SPDX-License-Identifier: GPL-3.0-or-later
// What a job's training is told, and what becomes of its end: the tuned model, its checkpoints, the result file.
#pragma once

#include "core/result.h"
#include "engine/data_folder.h"
#include "engine/model_catalog.h"
#include "engine/store.h"
#include "engine/training/train_plan.h"

namespace onsa::engine {

JobError jobErrorOf(const Error &error);
TrainPlan planOf(const JobOrder &order, const BaseModelEntry &base, const DataFolder &data);

// Weights first, then models, result file, job and last event in one transaction: whoever sees "succeeded" can ask the
// model. Nothing is published when the job was cancelled meanwhile.
Result<> publishOutcome(Store &store, const DataFolder &data, const JobOrder &order, const BaseModelEntry &base,
                        const TrainOutcome &outcome);

} // namespace onsa::engine
