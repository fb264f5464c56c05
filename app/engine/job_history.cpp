// SPDX-License-Identifier: GPL-3.0-or-later
// What a job tells while it runs: the rest of JobStore.
#include "engine/ids.h"
#include "engine/job_rows.h"
#include "engine/job_store.h"
#include "engine/store.h"
#include "engine/table_rows.h"

#include <limits>

namespace onsa::engine {

namespace {

// Rows of one job, newest first, behind the cursor, one more than asked to know whether there are more.
Result<Statement> newestFirst(Database &database, std::string_view columns, std::string_view table,
                              const std::string &jobId, const PageQuery &query)
{
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    if (!query.after.empty()) {
        const auto cursor = sequenceOf(database, table, query.after);
        if (!cursor)
            return tl::unexpected(cursor.error());
        before = *cursor;
    }
    return database.query("SELECT " + std::string(columns) + " FROM " + std::string(table)
                              + " WHERE job_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
                          jobId, before, query.limit + 1);
}

Result<bool> isRunning(Database &database, const std::string &id)
{
    auto row = database.query("SELECT 1 FROM jobs WHERE id = ? AND " + statusIn({JobStatus::Running}), id);
    if (!row)
        return tl::unexpected(row.error());
    return row->step();
}

// Runs `change` in a transaction if the job is running.
template <class Change> Result<bool> whileRunning(Database &database, const std::string &id, Change change)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto running = isRunning(database, id);
    if (!running || !*running)
        return running;
    if (const Result<> done = change(); !done)
        return tl::unexpected(done.error());
    if (const auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return true;
}

} // namespace

Result<Page<JobEvent>> JobStore::events(const std::string &id, const PageQuery &query)
{
    const std::scoped_lock lock(m_connection.mutex);
    const std::string columns = "id, created_at, level, type, message, " + std::string(metricColumns);
    return pageOf<JobEvent>(newestFirst(m_connection.database, columns, "events", id, query), query.limit,
                            [](const Statement &row) {
                                JobEvent event{row.text(0), row.integer(1), row.text(2), row.text(4), row.text(3), {}};
                                if (event.type == "metrics")
                                    event.metrics = metricsOf(row, 5);
                                return event;
                            });
}

Result<Page<Checkpoint>> JobStore::checkpoints(const std::string &id, const PageQuery &query)
{
    const std::scoped_lock lock(m_connection.mutex);
    const std::string columns = "id, created_at, job_id, model, " + std::string(metricColumns);
    return pageOf<Checkpoint>(
        newestFirst(m_connection.database, columns, "checkpoints", id, query), query.limit, [](const Statement &row) {
            return Checkpoint{row.text(0), row.integer(1), row.text(2), row.text(3), metricsOf(row, 4)};
        });
}

Result<bool> JobStore::recordPlan(const std::string &id, const Hyperparameters &used,
                                  const std::vector<EventText> &events)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    return whileRunning(database, id, [&]() -> Result<> {
        const auto set = database.execute("UPDATE jobs SET used_epochs = ?, used_batch_size = ?, "
                                          "used_learning_rate_multiplier = ?, used_prompt_loss_weight = ?, "
                                          "used_lora_rank = ? WHERE id = ?",
                                          used.epochs, used.batchSize, used.learningRateMultiplier,
                                          used.promptLossWeight, used.loraRank, id);
        if (!set)
            return tl::unexpected(set.error());
        for (const auto &event : events) {
            if (auto done = addEvent(database, id, event); !done)
                return done;
        }
        return {};
    });
}

Result<bool> JobStore::recordSteps(const std::string &id, std::span<const StepMetrics> steps,
                                   std::optional<std::int64_t> estimatedFinish)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    return whileRunning(database, id, [&]() -> Result<> {
        for (const auto &metrics : steps) {
            if (auto done = addStepEvent(database, id, metrics); !done)
                return done;
        }
        return database.execute("UPDATE jobs SET estimated_finish = ? WHERE id = ?", estimatedFinish, id).map([](int) {
        });
    });
}

Result<bool> JobStore::recordCheckpoint(const std::string &id, const SavedCheckpoint &checkpoint)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    const auto &metrics = checkpoint.metrics;
    return whileRunning(database, id, [&]() -> Result<> {
        // A run that was resumed may save a step for the second time: the first row stays.
        const auto added = database.execute("INSERT OR IGNORE INTO checkpoints (id, job_id, created_at, model, folder, "
                                                + std::string(metricColumns) + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                            newId("ftckpt_"), id, unixNow(), checkpoint.model,
                                            checkpoint.folder.string(), metrics.step, metrics.totalSteps,
                                            metrics.trainLoss, metrics.trainAccuracy, metrics.validLoss,
                                            metrics.validAccuracy, metrics.fullValidLoss, metrics.fullValidAccuracy);
        if (!added)
            return tl::unexpected(added.error());
        if (*added == 0)
            return {};
        return addEvent(database, id, {"Checkpoint created at step " + std::to_string(metrics.step)});
    });
}

Result<bool> JobStore::succeed(const std::string &id, const std::string &resultFile, const TrainOutcome &outcome)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    return whileRunning(database, id, [&]() -> Result<> {
        auto row = database.query("SELECT reserved_model FROM jobs WHERE id = ?", id);
        if (!row)
            return tl::unexpected(row.error());
        if (const auto there = row->step(); !there)
            return tl::unexpected(there.error());
        const auto model = row->text(0);
        const auto set =
            database.execute("UPDATE jobs SET fine_tuned_model = ?, result_file = ?, trained_tokens = ?, "
                             "training_seconds = ?, peak_memory_bytes = ? WHERE id = ?",
                             model, resultFile, outcome.trainedTokens,
                             outcome.size ? std::optional(outcome.seconds) : std::nullopt, outcome.peakBytes, id);
        if (!set)
            return tl::unexpected(set.error());
        return move(id, {JobStatus::Running}, JobStatus::Succeeded,
                    {{"New fine-tuned model created: " + model}, {"The job has successfully completed"}})
            .map([](bool) {});
    });
}

Result<std::vector<StepMetrics>> JobStore::steps(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    return pageOf<StepMetrics>(m_connection.database.query("SELECT " + std::string(metricColumns)
                                                               + " FROM events WHERE job_id = ? AND type = 'metrics' "
                                                                 "ORDER BY seq",
                                                           id),
                               std::numeric_limits<int>::max(), [](const Statement &row) { return metricsOf(row, 0); })
        .map([](Page<StepMetrics> page) { return std::move(page.data); });
}

Result<int> JobStore::lastStep(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto row = m_connection.database.query("SELECT max(step) FROM events WHERE job_id = ?", id);
    if (!row)
        return tl::unexpected(row.error());
    if (const auto there = row->step(); !there)
        return tl::unexpected(there.error());
    return static_cast<int>(row->integer(0));
}

Result<std::vector<SavedCheckpoint>> JobStore::savedCheckpoints(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    return pageOf<SavedCheckpoint>(m_connection.database.query("SELECT " + std::string(metricColumns)
                                                                   + ", folder, model FROM checkpoints "
                                                                     "WHERE job_id = ? ORDER BY seq",
                                                               id),
                                   std::numeric_limits<int>::max(),
                                   [](const Statement &row) {
                                       return SavedCheckpoint{metricsOf(row, 0), row.text(8), row.text(9)};
                                   })
        .map([](Page<SavedCheckpoint> page) { return std::move(page.data); });
}

Result<> JobStore::forgetCheckpoint(const std::string &id, int step)
{
    const std::scoped_lock lock(m_connection.mutex);
    return m_connection.database.execute("DELETE FROM checkpoints WHERE job_id = ? AND step = ?", id, step)
        .map([](int) {});
}

} // namespace onsa::engine
