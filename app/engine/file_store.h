// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of uploaded and produced files; their bytes lie in the data folder under the same id. Part of Store.
#pragma once

#include "core/api_types.h"
#include "core/result.h"

#include <optional>
#include <string>

namespace onsa::engine {

struct Connection;

struct FileQuery {
    std::string purpose; // empty = any
    std::string after; // id; empty = from the start
    int limit = 10000;
    bool newestFirst = true;
};

class FileStore
{
public:
    explicit FileStore(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<> insert(const UploadedFile &file);
    Result<UploadedFile> find(const std::string &id); // NotFound with param "id"
    Result<Page<UploadedFile>> list(const FileQuery &query); // InvalidInput with param "after"
    Result<> remove(const std::string &id); // NotFound

private:
    Connection &m_connection;
};

} // namespace onsa::engine
