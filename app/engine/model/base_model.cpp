// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/base_model.h"

#include "engine/model/base_model_loader.h"
#include "engine/model/lora.h"
#include "engine/model/memory.h"
#include "engine/model/safetensors.h"

#include <cmath>
#include <cstring>

namespace onsa::engine {

namespace {

// Reads one model; the first error stays and makes every later read a no-op.
class Reader
{
public:
    Reader(const TensorStore &store)
        : m_store(store)
    {
    }

    WeightMatrix matrix(const std::string &name, LinearShape shape)
    {
        if (!m_status)
            return {};
        auto result = m_store.matrix(name, shape.outputs, shape.inputs);
        if (result)
            return std::move(*result);
        m_status = tl::unexpected(result.error());
        return {};
    }
    std::vector<float> vector(const std::string &name, int size)
    {
        if (!m_status)
            return {};
        auto result = m_store.floats(name, {size});
        if (result)
            return std::move(*result);
        m_status = tl::unexpected(result.error());
        return {};
    }
    const Result<> &status() const { return m_status; }

private:
    const TensorStore &m_store;
    Result<> m_status;
};

LayerWeights readLayer(Reader &reader, const ModelConfig &config, int index)
{
    const std::string prefix = "model.layers." + std::to_string(index) + ".";
    const std::string attention = prefix + "self_attn.";
    const std::string feedForward = prefix + "mlp.";
    const auto shape = [&](LinearLayer layer) { return shapeOf(config, layer); };

    LayerWeights layer;
    layer.q = reader.matrix(attention + "q_proj.weight", shape(LinearLayer::Q));
    layer.k = reader.matrix(attention + "k_proj.weight", shape(LinearLayer::K));
    layer.v = reader.matrix(attention + "v_proj.weight", shape(LinearLayer::V));
    layer.o = reader.matrix(attention + "o_proj.weight", shape(LinearLayer::O));
    layer.gate = reader.matrix(feedForward + "gate_proj.weight", shape(LinearLayer::Gate));
    layer.up = reader.matrix(feedForward + "up_proj.weight", shape(LinearLayer::Up));
    layer.down = reader.matrix(feedForward + "down_proj.weight", shape(LinearLayer::Down));
    layer.attentionNorm = reader.vector(prefix + "input_layernorm.weight", config.hidden);
    layer.feedForwardNorm = reader.vector(prefix + "post_attention_layernorm.weight", config.hidden);
    if (config.attentionBias) {
        layer.qBias = reader.vector(attention + "q_proj.bias", shape(LinearLayer::Q).outputs);
        layer.kBias = reader.vector(attention + "k_proj.bias", shape(LinearLayer::K).outputs);
        layer.vBias = reader.vector(attention + "v_proj.bias", shape(LinearLayer::V).outputs);
    }
    if (config.qkNorm) {
        layer.qNorm = reader.vector(attention + "q_norm.weight", config.headSize);
        layer.kNorm = reader.vector(attention + "k_norm.weight", config.headSize);
    }
    return layer;
}

std::int64_t countParameters(const BaseModel &model)
{
    const auto size = [](const WeightMatrix &m) { return std::int64_t(m.rows) * m.cols; };
    std::int64_t count = size(model.embedding) + std::ssize(model.finalNorm);
    if (!model.config.tiedEmbeddings)
        count += size(model.output);
    for (const LayerWeights &layer : model.layers) {
        for (const WeightMatrix *m : {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down})
            count += size(*m);
        for (const auto *v : {&layer.qBias, &layer.kBias, &layer.vBias, &layer.attentionNorm, &layer.feedForwardNorm,
                              &layer.qNorm, &layer.kNorm})
            count += std::ssize(*v);
    }
    return count;
}

std::uint64_t mixBits(std::uint64_t x) // splitmix64
{
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
}

// Uniform values of standard deviation 0.02, as a fresh model has, in bf16.
WeightMatrix randomMatrix(int rows, int cols, std::uint64_t seed)
{
    const std::size_t count = static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
    auto data = alignedBytes(count * 2);
    if (!data)
        return {};
    auto *out = reinterpret_cast<std::uint16_t *>(data.get());
    for (std::size_t i = 0; i < count; ++i) {
        const double unit = static_cast<double>(mixBits(seed + i) >> 11U) * 0x1p-53;
        const float value = static_cast<float>((unit - 0.5) * 0.02 * 3.4641016);
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        out[i] = static_cast<std::uint16_t>(bits >> 16U);
    }
    return {rows, cols, DataType::BF16, std::move(data)};
}

ModelConfig benchmarkConfig(std::string_view shapeName)
{
    ModelConfig config;
    config.tiedEmbeddings = true;
    config.headSize = 64;
    if (shapeName == "smollm2-135m") {
        config.vocabulary = 49152;
        config.hidden = 576;
        config.intermediate = 1536;
        config.layers = 30;
        config.heads = 9;
        config.kvHeads = 3;
        config.context = 8192;
        config.rope.theta = 100000;
    } else if (shapeName == "qwen-0.5b") {
        config.architecture = Architecture::Qwen2;
        config.attentionBias = true;
        config.normEpsilon = 1e-6;
        config.vocabulary = 151936;
        config.hidden = 896;
        config.intermediate = 4864;
        config.layers = 24;
        config.heads = 14;
        config.kvHeads = 2;
        config.context = 32768;
        config.rope.theta = 1e6;
    }
    return config;
}

} // namespace

void WeightMatrix::rowAsFloat(int row, float *out) const
{
    const std::size_t width = static_cast<std::size_t>(cols);
    const std::byte *from = data.get() + static_cast<std::size_t>(row) * width * bytesOf(type);
    if (type == DataType::F32) {
        std::memcpy(out, from, width * sizeof(float));
        return;
    }
    const auto *half = reinterpret_cast<const std::uint16_t *>(from);
    if (type == DataType::BF16) {
        for (std::size_t i = 0; i < width; ++i)
            out[i] = bf16ToFloat(half[i]);
        return;
    }
    for (std::size_t i = 0; i < width; ++i)
        out[i] = halfToFloat(half[i]);
}

void WeightMatrix::asFloat(float *out) const
{
    for (int row = 0; row < rows; ++row)
        rowAsFloat(row, out + static_cast<std::size_t>(row) * static_cast<std::size_t>(cols));
}

std::size_t WeightMatrix::bytes() const
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols) * bytesOf(type);
}

Result<std::shared_ptr<BaseModel>> readBaseModel(const std::filesystem::path &folder)
{
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        return fail(ErrorKind::NotFound, "There is no folder " + folder.string() + ".", "model_not_found");
    const auto config = loadModelConfig(folder / "config.json");
    if (!config)
        return tl::unexpected(config.error());
    const auto store = TensorStore::openFolder(folder);
    if (!store)
        return tl::unexpected(store.error());

    std::int64_t need = 0;
    for (const auto &[name, tensor] : store->tensors())
        need += tensor.bytes;
    if (const auto enough = checkMemory(need, "The model in " + folder.string()); !enough)
        return tl::unexpected(enough.error());

    auto model = std::make_shared<BaseModel>();
    model->config = *config;
    Reader reader(*store);
    const LinearShape table{config->vocabulary, config->hidden};
    model->embedding = reader.matrix("model.embed_tokens.weight", table);
    model->output = config->tiedEmbeddings ? model->embedding : reader.matrix("lm_head.weight", table);
    model->finalNorm = reader.vector("model.norm.weight", config->hidden);
    for (int i = 0; i < config->layers && reader.status(); ++i)
        model->layers.push_back(readLayer(reader, *config, i));
    if (!reader.status())
        return tl::unexpected(reader.status().error());
    model->parameters = countParameters(*model);
    return model;
}

Result<std::shared_ptr<const BaseModel>> loadBaseModel(const std::filesystem::path &folder)
{
    auto model = readBaseModel(folder);
    if (!model)
        return tl::unexpected(model.error());
    return std::shared_ptr<const BaseModel>(std::move(*model));
}

Result<std::shared_ptr<BaseModel>> makeRandomModel(const ModelConfig &config, std::uint64_t seed)
{
    auto model = std::make_shared<BaseModel>();
    model->config = config;
    const auto fresh = [&](LinearShape shape) {
        seed = mixBits(seed);
        return randomMatrix(shape.outputs, shape.inputs, seed);
    };
    model->embedding = fresh({config.vocabulary, config.hidden});
    model->output = config.tiedEmbeddings ? model->embedding : fresh({config.vocabulary, config.hidden});
    model->finalNorm.assign(static_cast<std::size_t>(config.hidden), 1.0F);
    bool complete = model->embedding.data && model->output.data;
    for (int i = 0; i < config.layers && complete; ++i) {
        LayerWeights layer;
        WeightMatrix *const targets[] = {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down};
        for (const LinearLayer which : allLinearLayers) {
            WeightMatrix &target = *targets[static_cast<std::size_t>(which)];
            target = fresh(shapeOf(config, which));
            complete = complete && target.data;
        }
        layer.attentionNorm = layer.feedForwardNorm = model->finalNorm;
        if (config.attentionBias) {
            layer.qBias.assign(static_cast<std::size_t>(layer.q.rows), 0.0F);
            layer.kBias.assign(static_cast<std::size_t>(layer.k.rows), 0.0F);
            layer.vBias.assign(static_cast<std::size_t>(layer.v.rows), 0.0F);
        }
        if (config.qkNorm)
            layer.qNorm.assign(static_cast<std::size_t>(config.headSize), 1.0F), layer.kNorm = layer.qNorm;
        model->layers.push_back(std::move(layer));
    }
    if (!complete)
        return fail(ErrorKind::OutOfMemory, "There is not enough memory for a random model.", "out_of_memory");
    model->parameters = countParameters(*model);
    return model;
}

Result<std::shared_ptr<BaseModel>> makeRandomModel(std::string_view shapeName, std::uint64_t seed)
{
    const ModelConfig config = benchmarkConfig(shapeName);
    if (config.vocabulary == 0)
        return fail(ErrorKind::NotFound,
                    "There is no shape \"" + std::string(shapeName) + "\" (known: smollm2-135m, qwen-0.5b).");
    return makeRandomModel(config, seed);
}

Result<std::shared_ptr<const BaseModel>> randomModel(std::string_view shapeName, std::uint64_t seed)
{
    auto model = makeRandomModel(shapeName, seed);
    if (!model)
        return tl::unexpected(model.error());
    return std::shared_ptr<const BaseModel>(std::move(*model));
}

} // namespace onsa::engine
