// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the engine remembers: files, jobs, events, checkpoints, models, speeds, in one SQLite file. Any thread.
// A change that must not be seen in halves is one transaction: `begin()` spans the parts.
#pragma once

#include "engine/file_store.h"
#include "engine/job_store.h"
#include "engine/model_store.h"
#include "engine/speed_store.h"
#include "engine/sqlite.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace onsa::engine {

// One connection behind one mutex; recursive, because a change of several parts holds it throughout.
struct Connection {
    Database database;
    std::recursive_mutex mutex;
};

class Store
{
public:
    // Creates the file or brings it to the newest version. Errors: those of Database; Unsupported when a newer Onsa
    // wrote it.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path &file);

    FileStore &files() { return m_files; }
    JobStore &jobs() { return m_jobs; }
    ModelStore &models() { return m_models; }
    SpeedStore &speeds() { return m_speeds; }

    // Holds the store for this thread until it is committed or gone.
    class Change
    {
    public:
        Result<> commit() { return m_transaction.commit(); }

    private:
        friend class Store;
        Change(std::unique_lock<std::recursive_mutex> lock, Transaction transaction)
            : m_lock(std::move(lock))
            , m_transaction(std::move(transaction))
        {
        }
        std::unique_lock<std::recursive_mutex> m_lock; // before m_transaction: released after its end
        Transaction m_transaction;
    };
    Result<Change> begin();

private:
    explicit Store(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
    FileStore m_files;
    JobStore m_jobs;
    ModelStore m_models;
    SpeedStore m_speeds;
};

} // namespace onsa::engine
