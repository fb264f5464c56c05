// SPDX-License-Identifier: GPL-3.0-or-later
// The models that can be asked: bases are loaded once and shared by their adapters, and the ones that nobody used for
// the longest time go when memory is short. Any thread may call; a slow load only delays those who want that model.
#pragma once

#include "core/result.h"
#include "engine/generation/generator.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace onsa::engine {

struct ModelSource {
    std::string id; // as clients name it; the key of the cache
    std::filesystem::path baseFolder;
    std::optional<std::filesystem::path> adapterFolder; // nothing = the base itself

    bool operator==(const ModelSource &) const = default;
};

// What adapters of one base share. `base` holds the shape and the sizes only: once the weights are in the layout for
// generation, the matrices as they were read are let go.
struct LoadedBase {
    std::shared_ptr<const BaseModel> base;
    std::shared_ptr<const DecodeWeights> weights;
    std::shared_ptr<const PromptFormat> format;
    std::int64_t bytes = 0; // memory it holds
};
using BaseLoader = std::function<Result<LoadedBase>(const std::filesystem::path &baseFolder)>;
Result<LoadedBase> loadBaseForGeneration(const std::filesystem::path &baseFolder, DecodePrecision precision);

class ModelHost
{
public:
    // Loaded bases together may hold `memoryLimit` bytes (0 = half of this computer's memory); the last one used stays.
    explicit ModelHost(std::int64_t memoryLimit = 0, BaseLoader loader = {});
    ~ModelHost();
    ModelHost(const ModelHost &) = delete;
    ModelHost &operator=(const ModelHost &) = delete;

    // Loads on first use; calls for the same model at the same time load it once. Errors are those of the files, and
    // are not kept: the next call tries again.
    Result<std::shared_ptr<const LoadedModel>> get(const ModelSource &source);
    // The model was deleted or trained anew. Requests that run now finish with what they have.
    void forget(std::string_view id);
    // Memory of the loaded bases, in bytes.
    std::int64_t loadedBytes() const;

private:
    struct Shelf;
    std::unique_ptr<Shelf> m_shelf;
};

} // namespace onsa::engine
