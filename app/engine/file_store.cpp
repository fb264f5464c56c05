// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/file_store.h"

#include "engine/store.h"
#include "engine/table_rows.h"

#include <limits>

namespace onsa::engine {

namespace {

constexpr std::string_view columns =
    "id, bytes, created_at, expires_at, filename, purpose, status, status_details FROM files ";

UploadedFile fileOf(const Statement &row)
{
    UploadedFile file;
    file.id = row.text(0);
    file.bytes = row.integer(1);
    file.createdAt = row.integer(2);
    file.expiresAt = row.maybeInteger(3);
    file.filename = row.text(4);
    file.purpose = row.text(5);
    file.status = row.text(6);
    file.statusDetails = row.text(7);
    return file;
}

Error notFound(const std::string &id)
{
    return {ErrorKind::NotFound, "No such File object: " + id, "file_not_found", "id"};
}

} // namespace

Result<> FileStore::insert(const UploadedFile &file)
{
    const std::scoped_lock lock(m_connection.mutex);
    return m_connection.database
        .execute("INSERT INTO files (id, bytes, created_at, expires_at, filename, purpose, status, status_details) "
                 "VALUES (?,?,?,?,?,?,?,?)",
                 file.id, file.bytes, file.createdAt, file.expiresAt, file.filename, file.purpose, file.status,
                 file.statusDetails)
        .map([](int) {});
}

Result<UploadedFile> FileStore::find(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    return firstRow(m_connection.database.query("SELECT " + std::string(columns) + "WHERE id = ?", id), notFound(id))
        .map(fileOf);
}

Result<Page<UploadedFile>> FileStore::list(const FileQuery &query)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    // A page starts behind `after` in the direction of reading.
    std::int64_t from = query.newestFirst ? std::numeric_limits<std::int64_t>::max() : 0;
    if (!query.after.empty()) {
        const auto cursor = sequenceOf(database, "files", query.after);
        if (!cursor)
            return tl::unexpected(cursor.error());
        from = *cursor;
    }
    const std::string order = query.newestFirst ? "seq < ? ORDER BY seq DESC" : "seq > ? ORDER BY seq";
    return pageOf<UploadedFile>(
        database.query("SELECT " + std::string(columns) + "WHERE (? = '' OR purpose = ?) AND " + order + " LIMIT ?",
                       query.purpose, query.purpose, from, query.limit + 1),
        query.limit, fileOf);
}

Result<> FileStore::remove(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    return removeRow(m_connection.database, "files", id, notFound(id));
}

} // namespace onsa::engine
