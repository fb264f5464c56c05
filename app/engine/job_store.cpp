// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs and their states. Events, steps and checkpoints are in job_history.cpp.
#include "engine/job_store.h"

#include "engine/ids.h"
#include "engine/job_rows.h"
#include "engine/store.h"
#include "engine/table_rows.h"

#include <algorithm>
#include <limits>

namespace onsa::engine {

namespace {

// The first row as a job, or nothing.
Result<std::optional<JobOrder>> firstJob(Database &database, Result<Statement> rows)
{
    if (!rows)
        return tl::unexpected(rows.error());
    const auto there = rows->step();
    if (!there)
        return tl::unexpected(there.error());
    if (!*there)
        return std::optional<JobOrder>();
    auto order = orderOf(database, *rows);
    if (!order)
        return tl::unexpected(order.error());
    return std::optional(std::move(*order));
}

Result<> insertRow(Database &database, const std::string &id, const NewJob &job)
{
    const auto &request = job.request;
    const auto key = job.idempotencyKey.empty() ? std::nullopt : std::optional(job.idempotencyKey);
    const auto &wanted = request.hyperparameters;
    const auto inserted = database.execute(
        "INSERT INTO jobs (id, idempotency_key, created_at, model, reserved_model, status, training_file, "
        "validation_file, epochs, batch_size, learning_rate_multiplier, prompt_loss_weight, lora_rank, seed, suffix) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        id, key, unixNow(), request.model, job.reservedModel, wordOf(JobStatus::ValidatingFiles), request.trainingFile,
        request.validationFile, wanted.epochs, wanted.batchSize, wanted.learningRateMultiplier, wanted.promptLossWeight,
        wanted.loraRank, job.seed, request.suffix);
    if (!inserted)
        return tl::unexpected(inserted.error());
    for (const auto &[name, value] : request.metadata) {
        const auto added =
            database.execute("INSERT INTO job_metadata (job_id, key, value) VALUES (?,?,?)", id, name, value);
        if (!added)
            return tl::unexpected(added.error());
    }
    return {};
}

} // namespace

Result<FineTuneJob> JobStore::insert(const NewJob &job)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (!job.idempotencyKey.empty()) {
        const std::string sql = "SELECT " + std::string(jobColumns) + "WHERE idempotency_key = ?";
        const auto known = firstJob(database, database.query(sql, job.idempotencyKey));
        if (!known)
            return tl::unexpected(known.error());
        if (*known)
            return (*known)->job;
    }
    const auto id = newId("ftjob-");
    if (const auto done = insertRow(database, id, job); !done)
        return tl::unexpected(done.error());
    for (const auto &message :
         {"Created fine-tuning job: " + id, "Validating training file: " + job.request.trainingFile}) {
        if (const auto done = addEvent(database, id, {message}); !done)
            return tl::unexpected(done.error());
    }
    if (const auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return find(id);
}

Result<FineTuneJob> JobStore::find(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    auto order = firstJob(database, database.query("SELECT " + std::string(jobColumns) + "WHERE id = ?", id));
    if (!order)
        return tl::unexpected(order.error());
    if (!*order)
        return tl::unexpected(jobNotFound(id));
    return std::move((*order)->job);
}

Result<Page<FineTuneJob>> JobStore::list(const JobQuery &query)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    if (!query.after.empty()) {
        const auto cursor = sequenceOf(database, "jobs", query.after);
        if (!cursor)
            return tl::unexpected(cursor.error());
        before = *cursor;
    }
    Page<FineTuneJob> page;
    const auto done =
        eachRow(database.query("SELECT " + std::string(jobColumns) + "WHERE seq < ? ORDER BY seq DESC", before),
                [&](const Statement &row) -> Result<bool> {
                    auto order = orderOf(database, row);
                    if (!order)
                        return tl::unexpected(order.error());
                    auto &job = order->job;
                    const bool wanted =
                        std::all_of(query.metadata.begin(), query.metadata.end(), [&](const auto &pair) {
                            const auto found = job.metadata.find(pair.first);
                            return found != job.metadata.end() && found->second == pair.second;
                        });
                    if (!wanted || (query.withoutMetadata && !job.metadata.empty()))
                        return true;
                    page.hasMore = static_cast<int>(page.data.size()) == query.limit;
                    if (!page.hasMore)
                        page.data.push_back(std::move(job));
                    return !page.hasMore;
                });
    if (!done)
        return tl::unexpected(done.error());
    return page;
}

Result<> JobStore::remove(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    if (const auto removed = removeRow(database, "jobs", id, jobNotFound(id)); !removed)
        return removed;
    for (const std::string table : {"events", "checkpoints", "job_metadata"}) {
        if (const auto done = database.execute("DELETE FROM " + table + " WHERE job_id = ?", id); !done)
            return tl::unexpected(done.error());
    }
    return transaction->commit();
}

Result<std::optional<JobOrder>> JobStore::take(JobStatus from, JobStatus to, const EventText &event)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    auto order = firstJob(
        database,
        database.query("SELECT " + std::string(jobColumns) + "WHERE status = ? ORDER BY seq LIMIT 1", wordOf(from)));
    if (!order || !*order || from == to)
        return order;
    const auto moved = move((*order)->job.id, {from}, to, {event});
    if (!moved)
        return tl::unexpected(moved.error());
    (*order)->job.status = to;
    return order;
}

Result<bool> JobStore::move(const std::string &id, std::initializer_list<JobStatus> from, JobStatus to,
                            const std::vector<EventText> &events)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    // What was forecast holds only while the job runs; a clock that was set back must not end it before its start.
    const auto finished = isFinal(to) ? std::optional(unixNow()) : std::nullopt;
    const auto changed = database.execute("UPDATE jobs SET status = ?, finished_at = max(?, created_at), "
                                          "estimated_finish = NULL WHERE id = ? AND "
                                              + statusIn(from),
                                          wordOf(to), finished, id);
    if (!changed)
        return tl::unexpected(changed.error());
    if (*changed == 0)
        return false;
    for (const auto &event : events) {
        if (const auto done = addEvent(database, id, event); !done)
            return tl::unexpected(done.error());
    }
    if (const auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return true;
}

Result<bool> JobStore::failJob(const std::string &id, std::initializer_list<JobStatus> from, const JobError &error)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto told = database.execute("UPDATE jobs SET error_code = ?, error_message = ?, error_param = ? "
                                       "WHERE id = ? AND "
                                           + statusIn(from),
                                       error.code, error.message, error.param, id);
    if (!told)
        return tl::unexpected(told.error());
    const auto moved = move(id, from, JobStatus::Failed, {{"The job failed: " + error.message, "error"}});
    if (!moved || !*moved)
        return moved;
    if (const auto done = transaction->commit(); !done)
        return tl::unexpected(done.error());
    return true;
}

Result<int> JobStore::requeueRunning(const EventText &event)
{
    const std::scoped_lock lock(m_connection.mutex);
    int count = 0;
    while (true) {
        const auto taken = take(JobStatus::Running, JobStatus::Queued, event);
        if (!taken)
            return tl::unexpected(taken.error());
        if (!*taken)
            return count;
        ++count;
    }
}

} // namespace onsa::engine
