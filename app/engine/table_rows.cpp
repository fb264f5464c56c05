// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table_rows.h"

namespace onsa::engine {

Result<Statement> firstRow(Result<Statement> rows, const Error &absent)
{
    if (!rows)
        return rows;
    const auto there = rows->step();
    if (!there)
        return tl::unexpected(there.error());
    if (!*there)
        return tl::unexpected(absent);
    return rows;
}

Result<std::int64_t> sequenceOf(Database &database, std::string_view table, const std::string &id)
{
    return firstRow(database.query("SELECT seq FROM " + std::string(table) + " WHERE id = ?", id),
                    {ErrorKind::InvalidInput, "There is no '" + id + "' to continue after.", {}, "after"})
        .map([](const Statement &row) { return row.integer(0); });
}

Result<> removeRow(Database &database, std::string_view table, const std::string &id, const Error &absent)
{
    const auto removed = database.execute("DELETE FROM " + std::string(table) + " WHERE id = ?", id);
    if (!removed)
        return tl::unexpected(removed.error());
    if (*removed == 0)
        return tl::unexpected(absent);
    return {};
}

} // namespace onsa::engine
