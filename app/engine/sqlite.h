// SPDX-License-Identifier: GPL-3.0-or-later
// sqlite3 with owners for its handles and Result for its codes. The only file pair that knows sqlite3.h.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace onsa::engine {

// A prepared statement with its values; one thread.
class Statement
{
public:
    Result<bool> step(); // true = there is a row
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const; // NULL = ""
    bool isNull(int column) const;
    std::optional<std::int64_t> maybeInteger(int column) const;
    std::optional<double> maybeReal(int column) const;
    std::optional<std::string> maybeText(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };

    void bind(int index, std::nullptr_t);
    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, double value);
    void bind(int index, std::string_view value);
    void bind(int index, const std::string &value) { bind(index, std::string_view(value)); }
    void bind(int index, const char *value) { bind(index, std::string_view(value)); }
    template <class T> void bind(int index, const std::optional<T> &value)
    {
        if (value)
            bind(index, *value);
        else
            bind(index, nullptr);
    }

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

// One connection, used under its owner's mutex. Errors: DiskFull, Corrupt, Conflict (busy for 10 s), Io, Internal.
class Database
{
public:
    // WAL and synchronous=FULL: what was committed survives a power cut; readers do not stop the writer.
    static Result<Database> open(const std::filesystem::path &file);

    Result<> runScript(const std::string &sql);
    template <class... Values> Result<Statement> query(std::string_view sql, const Values &...values)
    {
        auto statement = prepare(sql);
        if (!statement)
            return statement;
        int index = 0;
        (statement->bind(++index, values), ...);
        return statement;
    }
    // Runs to the end and returns how many rows changed.
    template <class... Values> Result<int> execute(std::string_view sql, const Values &...values)
    {
        auto statement = query(sql, values...);
        if (!statement)
            return tl::unexpected(statement.error());
        const auto done = statement->step();
        if (!done)
            return tl::unexpected(done.error());
        return changes();
    }
    bool inTransaction() const;
    Result<std::string> integrity(); // "ok", or what is wrong

private:
    struct Close {
        void operator()(sqlite3 *handle) const;
    };
    Result<Statement> prepare(std::string_view sql);
    int changes() const;

    std::unique_ptr<sqlite3, Close> m_handle;
};

// Rolls back unless committed. Inside another transaction it is part of that one.
class Transaction
{
public:
    static Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    Result<> commit();

private:
    Transaction(Database &database, bool outermost)
        : m_database(&database)
        , m_outermost(outermost)
    {
    }

    Database *m_database;
    bool m_outermost;
};

} // namespace onsa::engine
