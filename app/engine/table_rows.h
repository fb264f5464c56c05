// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and removing rows, as all tables of the store do it. The caller holds the connection's mutex.
#pragma once

#include "core/api_types.h"
#include "engine/sqlite.h"

#include <string>
#include <string_view>
#include <utility>

namespace onsa::engine {

// visit(row) -> Result<bool> for one row after another, until it says false.
template <class Visit> Result<> eachRow(Result<Statement> rows, Visit visit)
{
    if (!rows)
        return tl::unexpected(rows.error());
    while (true) {
        const auto there = rows->step();
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return {};
        const Result<bool> goOn = visit(std::as_const(*rows));
        if (!goOn)
            return tl::unexpected(goOn.error());
        if (!*goOn)
            return {};
    }
}

// Up to `limit` rows as read(row) makes them; the query gives one more when there is one.
template <class T, class Read> Result<Page<T>> pageOf(Result<Statement> rows, int limit, Read read)
{
    Page<T> page;
    const auto done = eachRow(std::move(rows), [&](const Statement &row) -> Result<bool> {
        page.hasMore = static_cast<int>(page.data.size()) == limit;
        if (!page.hasMore)
            page.data.push_back(read(row));
        return !page.hasMore;
    });
    if (!done)
        return tl::unexpected(done.error());
    return page;
}

// The statement at its first row, or `absent`.
Result<Statement> firstRow(Result<Statement> rows, const Error &absent);
// The place of a row in its table, to continue a list after it. Errors: InvalidInput with param "after".
Result<std::int64_t> sequenceOf(Database &database, std::string_view table, const std::string &id);
// Errors: `absent` when there was no such row.
Result<> removeRow(Database &database, std::string_view table, const std::string &id, const Error &absent);

} // namespace onsa::engine
