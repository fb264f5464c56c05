// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store.h"

#include "engine/schema.h"

namespace onsa::engine {

namespace {

Result<> migrate(Database &database)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto version = database.query("PRAGMA user_version");
    if (!version)
        return tl::unexpected(version.error());
    if (const auto row = version->step(); !row)
        return tl::unexpected(row.error());
    const auto have = version->integer(0);
    version = Statement(); // an open statement would hold the transaction

    const auto sections = schemaSections();
    const auto newest = static_cast<std::int64_t>(sections.size());
    if (have > newest)
        return fail(ErrorKind::Unsupported,
                    "This data folder was written by a newer Onsa (version " + std::to_string(have)
                        + " of its database, this program knows " + std::to_string(newest)
                        + "). Update Onsa or choose another data folder.",
                    "database_too_new");
    for (auto at = static_cast<std::size_t>(have); at < sections.size(); ++at) {
        if (auto done = database.runScript(sections[at]); !done)
            return done;
    }
    if (auto done = database.runScript("PRAGMA user_version = " + std::to_string(newest)); !done)
        return done;
    return transaction->commit();
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path &file)
{
    auto database = Database::open(file);
    if (!database)
        return tl::unexpected(database.error());
    if (const auto done = migrate(*database); !done)
        return tl::unexpected(done.error());
    auto connection = std::make_unique<Connection>();
    connection->database = std::move(*database);
    return std::unique_ptr<Store>(new Store(std::move(connection)));
}

Result<Store::Change> Store::begin()
{
    std::unique_lock lock(m_connection->mutex);
    auto transaction = Transaction::begin(m_connection->database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    return Change(std::move(lock), std::move(*transaction));
}

Store::Store(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
    , m_files(*m_connection)
    , m_jobs(*m_connection)
    , m_models(*m_connection)
    , m_speeds(*m_connection)
{
}

} // namespace onsa::engine
