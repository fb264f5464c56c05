// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/routes/model_removal.h"

namespace onsa::engine {

namespace fs = std::filesystem;

Result<> removeModel(Store &store, const DataFolder &data, Answering &answering, const std::string &id)
{
    const auto model = store.models().find(id);
    if (!model)
        return tl::unexpected(model.error());
    if (const auto removed = store.models().remove(id); !removed)
        return removed;
    answering.forget(id);
    // Checkpoints of the same run lie in folders inside this one: only the files of this model go, and the folder when
    // it is empty then.
    const auto folder = data.root() / model->adapterFolder;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(folder, ignored)) {
        if (!entry.is_directory(ignored))
            fs::remove(entry.path(), ignored);
    }
    fs::remove(folder, ignored);
    if (folder.parent_path() != data.root() / "tuned")
        fs::remove(folder.parent_path(), ignored);
    return {};
}

Result<> removeModelsOfJob(Store &store, const DataFolder &data, Answering &answering, const std::string &jobId)
{
    const auto models = store.models().ofJob(jobId);
    if (!models)
        return tl::unexpected(models.error());
    for (const auto &model : *models) {
        if (auto removed = removeModel(store, data, answering, model.id); !removed)
            return removed;
    }
    return {};
}

} // namespace onsa::engine
