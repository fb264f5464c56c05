// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of tuned models and of usable checkpoints. Base models are not here: they are what lies on the disk. Part of
// Store.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace onsa::engine {

struct Connection;

struct TunedModel {
    std::string id; // ft:…
    std::int64_t createdAt = 0;
    std::string ownedBy;
    std::string base; // name of the base model
    std::filesystem::path baseFolder;
    std::filesystem::path adapterFolder; // relative to the data folder, so that this may move
    std::string jobId; // empty = made by the command line
};

class ModelStore
{
public:
    explicit ModelStore(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<> insert(const TunedModel &model);
    Result<TunedModel> find(const std::string &id); // NotFound with code model_not_found and param "model"
    Result<std::vector<TunedModel>> list(); // oldest first
    Result<std::vector<TunedModel>> ofJob(const std::string &jobId);
    Result<> remove(const std::string &id); // NotFound

private:
    Connection &m_connection;
};

} // namespace onsa::engine
