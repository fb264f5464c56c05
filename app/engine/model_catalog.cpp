// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_catalog.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace onsa::engine {

namespace fs = std::filesystem;

namespace {

// A folder that is somewhere above the program's own; deep build trees are rare.
constexpr int levelsAbove = 8;

bool isModelFolder(const fs::path &folder)
{
    std::error_code error;
    return fs::is_regular_file(folder / "config.json", error)
        && (fs::is_regular_file(folder / "model.safetensors", error)
            || fs::is_regular_file(folder / "model.safetensors.index.json", error));
}

// Of a folder that somebody takes for a model's.
tl::unexpected<Error> incomplete(const fs::path &folder)
{
    std::error_code error;
    const char *missing = fs::is_regular_file(folder / "config.json", error) ? "model.safetensors" : "config.json";
    return fail(ErrorKind::NotFound,
                "The folder " + folder.string() + " has no " + missing
                    + ", so it is not a whole model. Copy the model's folder again, with all of its files.",
                "model_not_found", "model");
}

std::int64_t weightBytes(const fs::path &folder)
{
    std::int64_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code sizeError;
        if (it->path().extension() == ".safetensors" && it->path().filename().string().starts_with("model")) {
            const auto size = it->file_size(sizeError);
            bytes += sizeError ? 0 : static_cast<std::int64_t>(size);
        }
    }
    return bytes;
}

// Every weight that the file must have for this shape; adapters and buffers do not count.
std::int64_t parametersOf(const ModelConfig &c)
{
    const std::int64_t hidden = c.hidden;
    const std::int64_t queries = std::int64_t{c.heads} * c.headSize;
    const std::int64_t keys = std::int64_t{c.kvHeads} * c.headSize;
    std::int64_t layer = 2 * hidden * queries + 2 * hidden * keys + 3 * hidden * c.intermediate + 2 * hidden;
    layer += c.attentionBias ? queries + 2 * keys : 0;
    layer += c.qkNorm ? 2 * std::int64_t{c.headSize} : 0;
    return layer * c.layers + hidden + hidden * c.vocabulary * (c.tiedEmbeddings ? 1 : 2);
}

Result<BaseModelEntry> entryOf(const fs::path &folder, std::string id)
{
    const auto config = loadModelConfig(folder / "config.json");
    if (!config)
        return tl::unexpected(config.error());
    return BaseModelEntry{std::move(id), folder, parametersOf(*config), weightBytes(folder), config->context};
}

std::vector<fs::path> foldersIn(const fs::path &folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code typeError;
        if (it->is_directory(typeError))
            found.push_back(it->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

// Folders of DIR/models by name; models of a publisher lie one level deeper and are called "publisher/name".
std::vector<std::pair<std::string, fs::path>> namedFolders(const fs::path &dataFolder)
{
    std::vector<std::pair<std::string, fs::path>> named;
    if (const auto starter = resourceFolder() / "starter" / starterModelId; isModelFolder(starter))
        named.emplace_back(starterModelId, starter);
    for (const auto &folder : foldersIn(dataFolder / "models")) {
        const std::string name = folder.filename().string();
        if (isModelFolder(folder)) {
            named.emplace_back(name, folder);
            continue;
        }
        for (const auto &inner : foldersIn(folder)) {
            if (isModelFolder(inner))
                named.emplace_back(name + "/" + inner.filename().string(), inner);
        }
    }
    return named;
}

} // namespace

fs::path resourceFolder()
{
    if (const char *named = std::getenv("ONSA_RESOURCES"); named != nullptr && *named != '\0')
        return named;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return "resources";
    if (const fs::path installed = program.parent_path().parent_path() / "share" / "onsa";
        fs::is_directory(installed / "starter", error))
        return installed;
    fs::path folder = program.parent_path();
    for (int level = 0; level < levelsAbove && folder.has_relative_path(); ++level, folder = folder.parent_path()) {
        if (fs::is_directory(folder / "resources" / "starter", error))
            return folder / "resources";
    }
    return program.parent_path().parent_path() / "share" / "onsa";
}

std::vector<BaseModelEntry> listBaseModels(const fs::path &dataFolder)
{
    std::vector<BaseModelEntry> entries;
    for (const auto &[name, folder] : namedFolders(dataFolder)) {
        const bool taken =
            std::any_of(entries.begin(), entries.end(), [&id = name](const BaseModelEntry &e) { return e.id == id; });
        if (auto entry = entryOf(folder, name); entry && !taken)
            entries.push_back(std::move(*entry)); // a folder that cannot be used says why when it is asked for by name
    }
    return entries;
}

Result<BaseModelEntry> findBaseModel(const fs::path &dataFolder, std::string_view nameOrFolder)
{
    for (const auto &[name, folder] : namedFolders(dataFolder)) {
        if (name == nameOrFolder)
            return entryOf(folder, name);
    }
    if (nameOrFolder.find('/') != std::string_view::npos && nameOrFolder.find('\0') == std::string_view::npos) {
        std::error_code error;
        const fs::path folder = fs::weakly_canonical(fs::path(nameOrFolder), error);
        if (!error && isModelFolder(folder)) {
            // "folder/" has an empty last name
            const auto id = folder.filename().empty() ? folder.parent_path().filename() : folder.filename();
            return entryOf(folder, id.string());
        }
        if (!error && fs::is_directory(folder, error))
            return incomplete(folder);
    }
    std::error_code error;
    for (const auto &folder : foldersIn(dataFolder / "models")) {
        if (folder.filename() == nameOrFolder && !fs::is_empty(folder, error) && !isModelFolder(folder))
            return incomplete(folder);
    }
    return fail(ErrorKind::NotFound, "The model '" + std::string(nameOrFolder) + "' does not exist on this computer.",
                "model_not_found", "model");
}

} // namespace onsa::engine
