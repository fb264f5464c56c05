// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"
#include "engine/model_card.h"
#include "engine/routes/model_removal.h"
#include "engine/routes/routes.h"

namespace onsa::engine {

namespace {

Model modelOf(const TunedModel &tuned)
{
    Model model;
    model.id = tuned.id;
    model.created = tuned.createdAt;
    model.ownedBy = tuned.ownedBy;
    model.root = model.parent = tuned.base;
    return model;
}

Model modelOf(const BaseModelEntry &base)
{
    std::error_code code;
    const auto written = std::filesystem::last_write_time(base.folder / "config.json", code);
    const auto system = code
        ? std::chrono::system_clock::time_point()
        : std::chrono::time_point_cast<std::chrono::system_clock::duration>(std::chrono::file_clock::to_sys(written));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(system.time_since_epoch()).count();
    Model model;
    model.id = model.root = base.id;
    model.created = seconds;
    model.ownedBy = base.id == starterModelId ? "onsa" : "local";
    model.contextLength = base.context;
    model.parameters = base.parameters;
    model.bytes = base.bytes;
    ModelCard card = readModelCard(base.folder);
    model.languages = std::move(card.languages);
    model.license = std::move(card.license);
    return model;
}

Result<Reply> listModels(Store &store, const Answering &answering)
{
    const auto tuned = store.models().list();
    if (!tuned)
        return tl::unexpected(tuned.error());
    Page<Model> page;
    for (const auto &base : answering.bases())
        page.data.push_back(modelOf(base));
    for (const auto &model : *tuned)
        page.data.push_back(modelOf(model));
    return Reply::json(toJsonList(page));
}

Result<Reply> oneModel(Store &store, const Answering &answering, const std::string &id)
{
    const auto tuned = store.models().find(id);
    if (tuned)
        return Reply::json(toJson(modelOf(*tuned)));
    for (const auto &base : answering.bases()) {
        if (base.id == id)
            return Reply::json(toJson(modelOf(base)));
    }
    return tl::unexpected(tuned.error());
}

Result<Reply> deleteModel(Store &store, const DataFolder &data, Answering &answering, const std::string &id)
{
    for (const auto &base : answering.bases()) {
        if (base.id == id)
            return Reply::error({ErrorKind::Unauthorized,
                                 "The base model '" + id + "' cannot be deleted here; only tuned models can.",
                                 "model_not_allowed", "model"},
                                403);
    }
    if (const auto removed = removeModel(store, data, answering, id); !removed)
        return tl::unexpected(removed.error());
    return Reply::json(toJsonDeleted(id, "model"));
}

} // namespace

void addModelRoutes(HttpServer &http, Store &store, const DataFolder &data, Answering &answering)
{
    const std::string one = "/v1/models/{rest}";
    http.get("/v1/models", [&](const Request &) { return listModels(store, answering); });
    http.get(one, [&](const Request &request) { return oneModel(store, answering, request.names.front()); });
    http.del(one, [&](const Request &request) { return deleteModel(store, data, answering, request.names.front()); });
}

} // namespace onsa::engine
