// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sqlite.h"

#include <sqlite3.h>
#include <utility>

namespace onsa::engine {

namespace {

Error errorOf(sqlite3 *handle, int code)
{
    const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    switch (code & 0xff) { // the low byte is the kind, the rest its variety
    case SQLITE_FULL:
        return {ErrorKind::DiskFull, "The disk is full: the engine could not write its database. Free some space, then try again.", "disk_full", {}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::Corrupt, "The engine's database is damaged: " + detail + ".", "database_corrupt", {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {
            ErrorKind::Conflict, "Another program holds the engine's database: " + detail + ".", "database_busy", {}};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {
            ErrorKind::Io, "The engine's database could not be read or written: " + detail + ".", "database_io", {}};
    case SQLITE_NOMEM:
        return {ErrorKind::OutOfMemory, "There is not enough memory for the engine's database.", {}, {}};
    default:
        return {ErrorKind::Internal, "The engine's database refused a command: " + detail + ".", {}, {}};
    }
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return tl::unexpected(errorOf(sqlite3_db_handle(m_statement.get()), code));
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string Statement::text(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    if (bytes == nullptr)
        return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::maybeInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> Statement::maybeReal(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

std::optional<std::string> Statement::maybeText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

void Statement::bind(int index, std::nullptr_t)
{
    sqlite3_bind_null(m_statement.get(), index);
}

void Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
}

void Statement::bind(int index, double value)
{
    sqlite3_bind_double(m_statement.get(), index, value);
}

void Statement::bind(int index, std::string_view value)
{
    // An empty view may have no data, which sqlite takes for NULL.
    const char *bytes = value.data() != nullptr ? value.data() : "";
    sqlite3_bind_text64(m_statement.get(), index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Database::Close::operator()(sqlite3 *handle) const
{
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const std::filesystem::path &file)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_handle.reset(handle);
    if (code != SQLITE_OK)
        return tl::unexpected(errorOf(handle, code));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 10000); // ms; `onsa-engine train` writes its few rows in far less
    if (const auto set = database.runScript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !set)
        return tl::unexpected(set.error());
    return database;
}

Result<> Database::runScript(const std::string &sql)
{
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(errorOf(m_handle.get(), code));
    return {};
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle.get()) == 0;
}

Result<std::string> Database::integrity()
{
    auto answer = query("PRAGMA quick_check(1)");
    if (!answer)
        return tl::unexpected(answer.error());
    const auto row = answer->step();
    if (!row)
        return tl::unexpected(row.error());
    return answer->text(0);
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *raw = nullptr;
    const int code = sqlite3_prepare_v2(m_handle.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(errorOf(m_handle.get(), code));
    Statement statement;
    statement.m_statement.reset(raw);
    return statement;
}

int Database::changes() const
{
    return sqlite3_changes(m_handle.get());
}

Result<Transaction> Transaction::begin(Database &database)
{
    if (database.inTransaction())
        return Transaction(database, false);
    // IMMEDIATE: the lock is taken now, so that a later write cannot find another writer in between.
    if (const auto begun = database.runScript("BEGIN IMMEDIATE"); !begun)
        return tl::unexpected(begun.error());
    return Transaction(database, true);
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(other.m_database)
    , m_outermost(std::exchange(other.m_outermost, false))
{
}

Transaction::~Transaction()
{
    if (m_outermost && m_database->inTransaction())
        std::ignore = m_database->runScript("ROLLBACK");
}

Result<> Transaction::commit()
{
    if (!m_outermost)
        return {};
    auto done = m_database->runScript("COMMIT");
    if (done)
        m_outermost = false;
    return done;
}

} // namespace onsa::engine
