// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/checkpoint.h"

#include "engine/model/atomic_file.h"
#include "engine/model/safetensors.h"

#include <charconv>
#include <cstdio>

namespace onsa::engine {

namespace {

constexpr const char *stateName = "state.safetensors";
constexpr int keptEpochs = 3;
constexpr int matricesPerLayer = 14;

template <class Layers> auto &matrixAt(Layers &layers, std::size_t index)
{
    auto &pair = layers[index / matricesPerLayer][index % matricesPerLayer / 2];
    return index % 2 == 0 ? pair.a : pair.b;
}

std::string exactly(double value) // the shortest text that reads back as the same double
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

template <class Number> bool read(const std::map<std::string, std::string> &from, const char *name, Number &value)
{
    const auto found = from.find(name);
    if (found == from.end())
        return false;
    const std::string &text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

Result<> saveState(const std::filesystem::path &workFolder, const RunState &state, const Adapter &adapter,
                   Optimizer &optimizer)
{
    std::vector<NamedTensor> tensors;
    const std::size_t count = adapter.layers.size() * matricesPerLayer;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        const auto add = [&](const std::string &kind, const std::vector<float> &values) {
            tensors.push_back({kind + "." + number, {std::ssize(values)}, values});
        };
        add("value", matrixAt(adapter.layers, i));
        add("mean", matrixAt(optimizer.means(), i));
        add("square", matrixAt(optimizer.squares(), i));
    }
    const std::map<std::string, std::string> facts = {{"fingerprint", state.fingerprint},
                                                      {"step", std::to_string(state.step)},
                                                      {"trained_tokens", std::to_string(state.trainedTokens)},
                                                      {"optimizer_steps", std::to_string(optimizer.steps())},
                                                      {"epoch_loss", exactly(state.epochLoss.loss)},
                                                      {"epoch_weight", exactly(state.epochLoss.weight)},
                                                      {"epoch_counted", std::to_string(state.epochLoss.counted)},
                                                      {"epoch_correct", std::to_string(state.epochLoss.correct)}};
    if (const auto made = makeFolder(workFolder); !made)
        return made;
    return writeFileAtomically(workFolder / stateName, safetensorsBytes(tensors, facts));
}

Result<std::optional<RunState>> loadState(const std::filesystem::path &workFolder, const std::string &fingerprint,
                                          Adapter &adapter, Optimizer &optimizer)
{
    const auto store = TensorStore::openFile(workFolder / stateName);
    if (!store && store.error().kind == ErrorKind::NotFound)
        return std::nullopt;
    if (!store)
        return tl::unexpected(store.error());
    const auto &facts = store->metadata();
    RunState state;
    std::int64_t optimizerSteps = 0;
    const auto stored = facts.find("fingerprint");
    if (stored == facts.end() || !read(facts, "step", state.step) || !read(facts, "trained_tokens", state.trainedTokens)
        || !read(facts, "optimizer_steps", optimizerSteps) || !read(facts, "epoch_loss", state.epochLoss.loss)
        || !read(facts, "epoch_weight", state.epochLoss.weight)
        || !read(facts, "epoch_counted", state.epochLoss.counted)
        || !read(facts, "epoch_correct", state.epochLoss.correct) || state.step < 0)
        return fail(ErrorKind::Corrupt, (workFolder / stateName).string() + " is damaged.");
    if (stored->second != fingerprint)
        return std::nullopt;
    state.fingerprint = fingerprint;

    const std::size_t count = adapter.layers.size() * matricesPerLayer;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        const std::pair<const char *, std::vector<float> *> targets[] = {{"value", &matrixAt(adapter.layers, i)},
                                                                         {"mean", &matrixAt(optimizer.means(), i)},
                                                                         {"square", &matrixAt(optimizer.squares(), i)}};
        for (const auto &[kind, target] : targets) {
            auto values = store->floats(std::string(kind) + "." + number, {std::ssize(*target)});
            if (!values)
                return tl::unexpected(values.error());
            *target = std::move(*values);
        }
    }
    optimizer.setSteps(optimizerSteps);
    return state;
}

std::filesystem::path epochFolder(const std::filesystem::path &workFolder, int epoch)
{
    return workFolder / ("epoch-" + std::to_string(epoch));
}

Result<> saveEpoch(const std::filesystem::path &workFolder, int epoch, const Adapter &adapter)
{
    if (const auto made = makeFolder(workFolder); !made)
        return made;
    if (const auto saved = saveAdapter(adapter, epochFolder(workFolder, epoch)); !saved)
        return saved;
    std::error_code ignored; // an old one that stays is no harm
    for (int old = epoch - keptEpochs; old > 0 && std::filesystem::exists(epochFolder(workFolder, old), ignored); --old)
        std::filesystem::remove_all(epochFolder(workFolder, old), ignored);
    return {};
}

} // namespace onsa::engine
