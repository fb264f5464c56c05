// SPDX-License-Identifier: GPL-3.0-or-later
// Which models there are by name, and answers from them; what the routes and `onsa-engine ask` share.
#pragma once

#include "core/result.h"
#include "engine/data_folder.h"
#include "engine/generation/generator.h"
#include "engine/model_catalog.h"
#include "engine/model_host.h"
#include "engine/store.h"

#include <functional>
#include <memory>
#include <string>

namespace onsa::engine {

using GenerateFunction = std::function<Result<GenerateOutcome>(const LoadedModel &, const GenerateRequest &,
                                                               const PieceFunction &, std::stop_token)>;

class Answering
{
public:
    Answering(Store &store, const DataFolder &data, ModelHost &host, GenerateFunction generate);

    // A tuned model's id, a base model's name or folder. NotFound with code model_not_found and param "model".
    Result<ModelSource> find(const std::string &name);
    Result<std::shared_ptr<const LoadedModel>> load(const std::string &name);
    void forget(const std::string &name); // it was deleted
    Result<BaseModelEntry> findBase(const std::string &name) const;
    std::vector<BaseModelEntry> bases() const;

    Result<GenerateOutcome> generate(const LoadedModel &model, const GenerateRequest &request,
                                     const PieceFunction &onPiece, std::stop_token stop) const;

private:
    Store &m_store;
    const DataFolder m_data;
    ModelHost &m_host;
    GenerateFunction m_generate;
};

} // namespace onsa::engine
