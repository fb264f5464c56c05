// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/decode_weights.h"

#include "engine/model/memory.h"

#include <algorithm>
#include <initializer_list>

namespace onsa::engine {

namespace {

constexpr std::int64_t smallModel = 50'000'000; // parameters

// Rows of several matrices below each other.
RowSource stacked(std::vector<const WeightMatrix *> parts)
{
    return [parts = std::move(parts)](int row, float *out) {
        for (const WeightMatrix *part : parts) {
            if (row < part->rows)
                return part->rowAsFloat(row, out);
            row -= part->rows;
        }
    };
}

RowSource rowsOf(const std::vector<float> &matrix, int cols)
{
    return [&matrix, cols](int row, float *out) {
        std::copy_n(matrix.begin() + static_cast<std::ptrdiff_t>(row) * cols, cols, out);
    };
}

class Packer
{
public:
    Packer(MatrixFormat format, Pool &pool)
        : m_format(format)
        , m_forEach([&pool](int count, const std::function<void(int)> &body) {
            pool.run(count, [&](int task, int) { body(task); });
        })
    {
    }

    // Packs the rows of `parts`; after a failure all that follows does nothing.
    void pack(DecodeMatrix &to, std::vector<const WeightMatrix *> parts)
    {
        int rows = 0;
        for (const WeightMatrix *part : parts)
            rows += part->rows;
        const int cols = parts.front()->cols;
        pack(to, rows, cols, stacked(std::move(parts)));
    }

    void pack(DecodeMatrix &to, int rows, int cols, const RowSource &source)
    {
        if (m_error)
            return;
        auto packed = packMatrix(m_format, rows, cols, source, m_forEach);
        if (!packed) {
            m_error = packed.error();
            return;
        }
        m_bytes += static_cast<std::int64_t>(packed->bytes());
        to = std::move(*packed);
    }

    const std::optional<Error> &error() const { return m_error; }
    std::int64_t bytes() const { return m_bytes; }

private:
    MatrixFormat m_format;
    ForEach m_forEach;
    std::optional<Error> m_error;
    std::int64_t m_bytes = 0;
};

// Bytes of `parameters` values in this format, and as they were read.
std::int64_t bytesIn(MatrixFormat format, std::int64_t parameters)
{
    const std::int64_t bits = format == MatrixFormat::F32 ? 32 : format == MatrixFormat::BF16 ? 16 : 8;
    return parameters * bits / 8 + (format == MatrixFormat::Int8 ? parameters / 16 : 0);
}

// Memory that packing needs beside what is there: without `release` all of it, else the growth and the output matrix,
// which is packed before anything is let go.
Result<> checkRoom(const BaseModel &base, MatrixFormat format, bool release)
{
    const std::int64_t packed = bytesIn(format, base.parameters);
    const std::int64_t read = base.parameters * (base.output.type == DataType::F32 ? 4 : 2);
    const std::int64_t output =
        bytesIn(format, static_cast<std::int64_t>(base.output.rows) * std::int64_t{base.output.cols});
    return checkMemory(release ? std::max<std::int64_t>(packed - read, 0) + 2 * output : packed,
                       "Answering with this model");
}

// `layerDone` is called when nothing of that layer will be read any more.
template <class LayerDone>
Result<std::shared_ptr<const DecodeWeights>> pack(const BaseModel &base, DecodePrecision precision, LayerDone layerDone)
{
    auto weights = std::make_shared<DecodeWeights>();
    weights->config = base.config;
    weights->format = formatFor(base, precision);
    weights->finalNorm = base.finalNorm;
    weights->ropeFrequencies = ropeFrequencies(base.config);
    weights->layers.resize(base.layers.size());
    Packer packer(weights->format, weights->threads->pool);
    packer.pack(weights->output, {&base.output});
    if (base.embedding.data != base.output.data)
        packer.pack(weights->embedding, {&base.embedding});
    for (std::size_t i = 0; i < base.layers.size(); ++i) {
        const LayerWeights &from = base.layers[i];
        DecodeLayer &to = weights->layers[i];
        packer.pack(to.qkv, {&from.q, &from.k, &from.v});
        packer.pack(to.o, {&from.o});
        packer.pack(to.gateUp, {&from.gate, &from.up});
        packer.pack(to.down, {&from.down});
        for (const auto *bias : {&from.qBias, &from.kBias, &from.vBias})
            to.qkvBias.insert(to.qkvBias.end(), bias->begin(), bias->end());
        to.attentionNorm = from.attentionNorm;
        to.feedForwardNorm = from.feedForwardNorm;
        to.qNorm = from.qNorm;
        to.kNorm = from.kNorm;
        layerDone(i);
    }
    if (packer.error())
        return tl::unexpected(*packer.error());
    weights->bytes = packer.bytes();
    return weights;
}

} // namespace

std::int64_t DecodeWeights::bytesPerToken() const
{
    std::size_t sum = output.bytes();
    for (const DecodeLayer &layer : layers)
        sum += layer.qkv.bytes() + layer.o.bytes() + layer.gateUp.bytes() + layer.down.bytes();
    return static_cast<std::int64_t>(sum);
}

MatrixFormat formatFor(const BaseModel &base, DecodePrecision precision)
{
    if (precision == DecodePrecision::F32)
        return MatrixFormat::F32;
    if (precision == DecodePrecision::BF16)
        return MatrixFormat::BF16;
    if (precision == DecodePrecision::Int8 || base.parameters >= smallModel)
        return MatrixFormat::Int8;
    return base.output.type == DataType::BF16 ? MatrixFormat::BF16 : MatrixFormat::F32; // without any rounding
}

Result<std::shared_ptr<const DecodeWeights>> makeDecodeWeights(const BaseModel &base, DecodePrecision precision)
{
    if (auto room = checkRoom(base, formatFor(base, precision), false); !room)
        return tl::unexpected(room.error());
    return pack(base, precision, [](std::size_t) {});
}

Result<std::shared_ptr<const DecodeWeights>> takeDecodeWeights(BaseModel &base, DecodePrecision precision)
{
    if (auto room = checkRoom(base, formatFor(base, precision), true); !room)
        return tl::unexpected(room.error());
    auto weights = pack(base, precision, [&base](std::size_t layer) {
        LayerWeights &done = base.layers[layer];
        for (WeightMatrix *matrix : {&done.q, &done.k, &done.v, &done.o, &done.gate, &done.up, &done.down})
            matrix->data.reset();
    });
    base.embedding.data.reset();
    base.output.data.reset();
    return weights;
}

Result<std::shared_ptr<const DecodeAdapter>> makeDecodeAdapter(const Adapter &adapter, const ModelConfig &config)
{
    Pool alone(1); // adapters are small
    Packer packer(MatrixFormat::F32, alone);
    auto packed = std::make_shared<DecodeAdapter>();
    packed->rank = adapter.options.rank;
    packed->scale = static_cast<float>(adapter.options.scale());
    packed->layers.resize(adapter.layers.size());
    const int rank = packed->rank;

    for (std::size_t i = 0; i < adapter.layers.size(); ++i) {
        const auto layer = static_cast<int>(i);
        const auto group = [&](DecodeLoraGroup &to, std::initializer_list<LinearLayer> parts) {
            const int inputs = shapeOf(config, *parts.begin()).inputs;
            const RowSource rows = [&](int row, float *out) {
                const LoraPair &pair = adapter.at(layer, parts.begin()[row / rank]);
                rowsOf(pair.a, inputs)(row % rank, out);
            };
            packer.pack(to.a, rank * static_cast<int>(parts.size()), inputs, rows);
            for (const LinearLayer part : parts)
                packer.pack(to.b.emplace_back(), shapeOf(config, part).outputs, rank,
                            rowsOf(adapter.at(layer, part).b, rank));
        };
        DecodeAdapterLayer &to = packed->layers[i];
        group(to.qkv, {LinearLayer::Q, LinearLayer::K, LinearLayer::V});
        group(to.o, {LinearLayer::O});
        group(to.gateUp, {LinearLayer::Gate, LinearLayer::Up});
        group(to.down, {LinearLayer::Down});
    }
    if (packer.error())
        return tl::unexpected(*packer.error());
    return packed;
}

} // namespace onsa::engine
