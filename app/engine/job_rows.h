// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the job tables <-> values, and the steps that several of JobStore's changes share. The caller holds the
// connection's mutex.
#pragma once

#include "core/api_types.h"
#include "engine/job_store.h"
#include "engine/sqlite.h"

#include <initializer_list>
#include <string>

namespace onsa::engine {

inline constexpr std::string_view jobColumns =
    "id, created_at, finished_at, estimated_finish, model, fine_tuned_model, status, training_file, validation_file, "
    "result_file, epochs, batch_size, learning_rate_multiplier, prompt_loss_weight, lora_rank, used_epochs, "
    "used_batch_size, used_learning_rate_multiplier, used_prompt_loss_weight, used_lora_rank, trained_tokens, seed, "
    "suffix, error_code, error_message, error_param, reserved_model, training_seconds, peak_memory_bytes FROM jobs ";
inline constexpr std::string_view metricColumns = "step, total_steps, train_loss, train_accuracy, valid_loss, "
                                                  "valid_accuracy, full_valid_loss, full_valid_accuracy";

Result<JobOrder> orderOf(Database &database, const Statement &row); // of jobColumns; reads the metadata too
StepMetrics metricsOf(const Statement &row, int firstColumn); // of metricColumns

Error jobNotFound(const std::string &id);
Result<> addEvent(Database &database, const std::string &jobId, const EventText &event);
Result<> addStepEvent(Database &database, const std::string &jobId, const StepMetrics &metrics);
std::string stepMessage(const StepMetrics &metrics); // "Step 3/12: training loss=0.52, validation loss=0.61"
// "status IN ('queued','running')": words of ours, never of a request.
std::string statusIn(std::initializer_list<JobStatus> statuses);

} // namespace onsa::engine
