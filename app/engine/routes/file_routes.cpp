// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"
#include "engine/routes/file_upload.h"
#include "engine/routes/routes.h"

#include <array>
#include <cstdio>

namespace onsa::engine {

namespace {

// A header is ASCII: the name goes percent-encoded (RFC 6266).
std::string attachmentHeader(const std::string &filename)
{
    std::string encoded;
    for (const char c : filename) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '-' || c == '_';
        if (plain) {
            encoded += c;
            continue;
        }
        std::array<char, 4> escape{};
        std::snprintf(escape.data(), escape.size(), "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        encoded += escape.data();
    }
    return "attachment; filename*=UTF-8''" + encoded;
}

Result<Reply> listFiles(Store &store, const Request &request)
{
    FileQuery query;
    query.purpose = request.parameter("purpose").value_or("");
    query.after = request.parameter("after").value_or("");
    const auto limit = numberParameter(request, "limit", 10000, 1, 10000);
    if (!limit)
        return tl::unexpected(limit.error());
    query.limit = *limit;
    const auto order = request.parameter("order").value_or("desc");
    if (order != "asc" && order != "desc")
        return fail(ErrorKind::InvalidInput, "'order' must be 'asc' or 'desc'.", "invalid_value", "order");
    query.newestFirst = order == "desc";
    const auto page = store.files().list(query);
    if (!page)
        return tl::unexpected(page.error());
    return Reply::json(toJsonList(*page, ListStyle::WithIds));
}

Result<Reply> fileContent(Store &store, const DataFolder &data, const Request &request)
{
    const auto file = store.files().find(request.names.front());
    if (!file)
        return tl::unexpected(file.error());
    Reply reply;
    reply.contentType = "application/octet-stream";
    reply.headers.emplace_back("Content-Disposition", attachmentHeader(file->filename));
    reply.file = data.file(file->id);
    return reply;
}

Result<Reply> deleteFile(Store &store, const DataFolder &data, const Request &request)
{
    const auto &id = request.names.front();
    if (const auto removed = store.files().remove(id); !removed)
        return tl::unexpected(removed.error());
    std::error_code ignored; // what nobody can name any more may stay until somebody tidies up
    std::filesystem::remove(data.file(id), ignored);
    return Reply::json(toJsonDeleted(id, "file"));
}

} // namespace

void addFileRoutes(HttpServer &http, Store &store, const DataFolder &data)
{
    http.postStreamed("/v1/files", [&](const Request &request, const BodyReader &body) -> Result<Reply> {
        const auto file = receiveFile(store, data, request, body);
        if (!file)
            return tl::unexpected(file.error());
        return Reply::json(toJson(*file));
    });
    http.get("/v1/files", [&](const Request &request) { return listFiles(store, request); });
    http.get("/v1/files/{}", [&](const Request &request) -> Result<Reply> {
        const auto file = store.files().find(request.names.front());
        if (!file)
            return tl::unexpected(file.error());
        return Reply::json(toJson(*file));
    });
    http.get("/v1/files/{}/content", [&](const Request &request) { return fileContent(store, data, request); });
    http.del("/v1/files/{}", [&](const Request &request) { return deleteFile(store, data, request); });
}

} // namespace onsa::engine
