// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_store.h"

#include "engine/store.h"
#include "engine/table_rows.h"

namespace onsa::engine {

namespace {

constexpr std::string_view selectModels =
    "SELECT id, created_at, owned_by, base, base_folder, adapter_folder, job_id FROM models ";

Result<std::vector<TunedModel>> modelsOf(Result<Statement> rows)
{
    std::vector<TunedModel> models;
    const auto done = eachRow(std::move(rows), [&](const Statement &row) -> Result<bool> {
        models.push_back(
            {row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)});
        return true;
    });
    if (!done)
        return tl::unexpected(done.error());
    return models;
}

Error notFound(const std::string &id)
{
    return {ErrorKind::NotFound, "The model '" + id + "' does not exist on this computer.", "model_not_found", "model"};
}

} // namespace

Result<> ModelStore::insert(const TunedModel &model)
{
    const std::scoped_lock lock(m_connection.mutex);
    return m_connection.database
        .execute("INSERT INTO models (id, created_at, owned_by, base, base_folder, adapter_folder, job_id) "
                 "VALUES (?,?,?,?,?,?,?)",
                 model.id, model.createdAt, model.ownedBy, model.base, model.baseFolder.string(),
                 model.adapterFolder.string(), model.jobId)
        .map([](int) {});
}

Result<TunedModel> ModelStore::find(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto models = modelsOf(m_connection.database.query(std::string(selectModels) + "WHERE id = ?", id));
    if (!models)
        return tl::unexpected(models.error());
    if (models->empty())
        return tl::unexpected(notFound(id));
    return std::move(models->front());
}

Result<std::vector<TunedModel>> ModelStore::list()
{
    const std::scoped_lock lock(m_connection.mutex);
    return modelsOf(m_connection.database.query(std::string(selectModels) + "ORDER BY seq"));
}

Result<std::vector<TunedModel>> ModelStore::ofJob(const std::string &jobId)
{
    const std::scoped_lock lock(m_connection.mutex);
    return modelsOf(m_connection.database.query(std::string(selectModels) + "WHERE job_id = ? ORDER BY seq", jobId));
}

Result<> ModelStore::remove(const std::string &id)
{
    const std::scoped_lock lock(m_connection.mutex);
    return removeRow(m_connection.database, "models", id, notFound(id));
}

} // namespace onsa::engine
