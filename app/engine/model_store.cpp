// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_store.h"

#include "engine/store.h"

namespace onsa::engine {

namespace {

constexpr std::string_view selectModels =
    "SELECT id, created_at, owned_by, base, base_folder, adapter_folder, job_id FROM models ";

Result<std::vector<TunedModel>> modelsOf(Result<Statement> rows)
{
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<TunedModel> models;
    while (true) {
        const auto there = rows->step();
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return models;
        models.push_back({rows->text(0), rows->integer(1), rows->text(2), rows->text(3), rows->text(4), rows->text(5),
                          rows->text(6)});
    }
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
    const auto removed = m_connection.database.execute("DELETE FROM models WHERE id = ?", id);
    if (!removed)
        return tl::unexpected(removed.error());
    if (*removed == 0)
        return tl::unexpected(notFound(id));
    return {};
}

} // namespace onsa::engine
