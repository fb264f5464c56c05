// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_host.h"

#include "engine/generation/decode_weights.h"
#include "engine/model/base_model_loader.h"
#include "engine/model/memory.h"

#include <algorithm>
#include <future>
#include <map>
#include <mutex>
#include <new>

namespace onsa::engine {

namespace fs = std::filesystem;

namespace {

using BaseResult = Result<std::shared_ptr<const LoadedBase>>;
using ModelResult = Result<std::shared_ptr<const LoadedModel>>;

// What is being loaded or was loaded. Those who come while it loads wait for the same result.
struct BaseSlot {
    std::shared_future<BaseResult> result;
    std::int64_t bytes = 0; // 0 while it loads
    std::uint64_t lastUse = 0;
    std::uint64_t number = 0; // tells a slot from a later one of the same name
};

struct ModelSlot {
    ModelSource source;
    std::shared_future<ModelResult> result;
    std::uint64_t number = 0;
};

ModelResult loadModel(const ModelSource &source, const LoadedBase &base)
{
    auto model = std::make_shared<LoadedModel>();
    model->id = source.id;
    model->base = base.base;
    model->weights = base.weights;
    model->format = base.format;
    if (source.adapterFolder) {
        auto adapter = loadAdapter(*source.adapterFolder, base.base->config);
        if (!adapter)
            return tl::unexpected(adapter.error());
        auto packed = makeDecodeAdapter(*adapter, base.base->config);
        if (!packed)
            return tl::unexpected(packed.error());
        model->adapter = std::make_shared<const Adapter>(std::move(*adapter));
        model->packedAdapter = std::move(*packed);
    }
    return model;
}

std::int64_t defaultLimit()
{
    return installedBytes() / 2;
}

} // namespace

struct ModelHost::Shelf {
    std::int64_t limit = 0;
    BaseLoader loader;
    mutable std::mutex mutex; // guards what follows; never held while files are read
    std::map<std::string, BaseSlot> bases; // by folder
    std::map<std::string, ModelSlot, std::less<>> models; // by id
    std::uint64_t clock = 0;

    Result<LoadedBase> load(const fs::path &folder) const;
    BaseResult base(const fs::path &folder);
    ModelResult model(const ModelSource &source);
    void makeRoom(const std::string &keep);
};

// Bases that were not used for the longest time go, with the models that stand on them.
void ModelHost::Shelf::makeRoom(const std::string &keep)
{
    std::int64_t sum = 0;
    for (const auto &[folder, slot] : bases)
        sum += slot.bytes;
    while (sum > limit) {
        auto oldest = bases.end();
        for (auto it = bases.begin(); it != bases.end(); ++it) {
            const bool goes = it->first != keep && it->second.bytes > 0;
            if (goes && (oldest == bases.end() || it->second.lastUse < oldest->second.lastUse))
                oldest = it;
        }
        if (oldest == bases.end())
            return;
        std::erase_if(models, [&](const auto &entry) { return entry.second.source.baseFolder == oldest->first; });
        sum -= oldest->second.bytes;
        bases.erase(oldest);
    }
}

Result<LoadedBase> ModelHost::Shelf::load(const fs::path &folder) const
{
    try { // nobody may wait for a result that never comes
        return loader(folder);
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, "there is not enough memory for the model in " + folder.string(),
                    "out_of_memory");
    }
}

BaseResult ModelHost::Shelf::base(const fs::path &folder)
{
    std::promise<BaseResult> promise;
    std::uint64_t number = 0;
    {
        std::unique_lock lock(mutex);
        if (const auto it = bases.find(folder.string()); it != bases.end()) {
            it->second.lastUse = ++clock;
            auto waiting = it->second.result;
            lock.unlock();
            return waiting.get();
        }
        number = ++clock;
        bases[folder.string()] = {promise.get_future().share(), 0, number, number};
    }
    auto loaded = load(folder);
    BaseResult result = loaded ? BaseResult(std::make_shared<const LoadedBase>(std::move(*loaded)))
                               : BaseResult(tl::unexpected(loaded.error()));
    {
        const std::lock_guard lock(mutex);
        const auto it = bases.find(folder.string());
        if (it != bases.end() && it->second.number == number) {
            if (result) {
                it->second.bytes = std::max<std::int64_t>((*result)->bytes, 1);
                makeRoom(it->first);
            } else {
                bases.erase(it); // the next one tries again
            }
        }
    }
    promise.set_value(result);
    return result;
}

ModelResult ModelHost::Shelf::model(const ModelSource &source)
{
    std::promise<ModelResult> promise;
    std::uint64_t number = 0;
    {
        std::unique_lock lock(mutex);
        if (const auto it = models.find(source.id); it != models.end() && it->second.source == source) {
            if (const auto under = bases.find(source.baseFolder.string()); under != bases.end())
                under->second.lastUse = ++clock;
            auto waiting = it->second.result;
            lock.unlock();
            return waiting.get();
        }
        number = ++clock;
        models[source.id] = {source, promise.get_future().share(), number};
    }
    const auto under = base(source.baseFolder);
    ModelResult result = under ? loadModel(source, **under) : ModelResult(tl::unexpected(under.error()));
    if (!result) {
        const std::lock_guard lock(mutex);
        const auto it = models.find(source.id);
        if (it != models.end() && it->second.number == number)
            models.erase(it);
    }
    promise.set_value(result);
    return result;
}

Result<LoadedBase> loadBaseForGeneration(const fs::path &baseFolder, DecodePrecision precision)
{
    auto base = readBaseModel(baseFolder);
    if (!base)
        return tl::unexpected(base.error());
    auto format = PromptFormat::load(baseFolder, (*base)->config);
    if (!format)
        return tl::unexpected(format.error());
    auto weights = takeDecodeWeights(**base, precision);
    if (!weights)
        return tl::unexpected(weights.error());
    LoadedBase loaded;
    loaded.base = *base;
    loaded.weights = *weights;
    loaded.format = std::make_shared<const PromptFormat>(std::move(*format));
    loaded.bytes = (*weights)->bytes;
    return loaded;
}

ModelHost::ModelHost(std::int64_t memoryLimit, BaseLoader loader)
    : m_shelf(std::make_unique<Shelf>())
{
    m_shelf->limit = memoryLimit > 0 ? memoryLimit : defaultLimit();
    m_shelf->loader = loader ? std::move(loader) : [](const fs::path &folder) {
        return loadBaseForGeneration(folder, DecodePrecision::Auto);
    };
}

ModelHost::~ModelHost() = default;

Result<std::shared_ptr<const LoadedModel>> ModelHost::get(const ModelSource &source)
{
    return m_shelf->model(source);
}

void ModelHost::forget(std::string_view id)
{
    const std::lock_guard lock(m_shelf->mutex);
    if (const auto it = m_shelf->models.find(id); it != m_shelf->models.end())
        m_shelf->models.erase(it);
}

std::int64_t ModelHost::loadedBytes() const
{
    const std::lock_guard lock(m_shelf->mutex);
    std::int64_t sum = 0;
    for (const auto &[folder, slot] : m_shelf->bases)
        sum += slot.bytes;
    return sum;
}

} // namespace onsa::engine
