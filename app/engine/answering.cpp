// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/answering.h"

namespace onsa::engine {

Answering::Answering(Store &store, const DataFolder &data, ModelHost &host, GenerateFunction generate)
    : m_store(store)
    , m_data(data)
    , m_host(host)
    , m_generate(std::move(generate))
{
}

Result<ModelSource> Answering::find(const std::string &name)
{
    const auto tuned = m_store.models().find(name);
    if (tuned) {
        // The starter may have moved with the program; its name is what counts.
        const auto base = findBaseModel(m_data.root(), tuned->base);
        return ModelSource{name, base ? base->folder : tuned->baseFolder, m_data.root() / tuned->adapterFolder};
    }
    if (tuned.error().kind != ErrorKind::NotFound)
        return tl::unexpected(tuned.error());
    const auto base = findBase(name);
    if (!base)
        return tl::unexpected(base.error());
    return ModelSource{name, base->folder, {}};
}

Result<std::shared_ptr<const LoadedModel>> Answering::load(const std::string &name)
{
    const auto source = find(name);
    if (!source)
        return tl::unexpected(source.error());
    return m_host.get(*source);
}

void Answering::forget(const std::string &name)
{
    m_host.forget(name);
}

Result<BaseModelEntry> Answering::findBase(const std::string &name) const
{
    return findBaseModel(m_data.root(), name);
}

std::vector<BaseModelEntry> Answering::bases() const
{
    return listBaseModels(m_data.root());
}

Result<GenerateOutcome> Answering::generate(const LoadedModel &model, const GenerateRequest &request,
                                            const PieceFunction &onPiece, std::stop_token stop) const
{
    return m_generate(model, request, onPiece, std::move(stop));
}

} // namespace onsa::engine
