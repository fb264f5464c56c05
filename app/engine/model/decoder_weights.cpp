// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/decoder_weights.h"

#include <atomic>

namespace onsa::engine {

namespace {

constexpr int packRows = 64; // rows of a weight that one task packs

const WeightMatrix &matrixOf(const LayerWeights &layer, LinearLayer which)
{
    const WeightMatrix *const matrices[] = {&layer.q,    &layer.k,  &layer.v,   &layer.o,
                                            &layer.gate, &layer.up, &layer.down};
    return *matrices[static_cast<std::size_t>(which)];
}

template <class T> bool makeGroup(Gemm &gemm, const GroupShape &shape, PackedGroup<T> &group)
{
    group.forward = gemm.makePacked<T>(shape.inputStride(), shape.outputs);
    group.backward = gemm.makePacked<T>(shape.outputStride(), shape.inputs);
    group.down = gemm.makePacked<T>(shape.inputs, shape.low);
    group.up = gemm.makePacked<T>(shape.outputs, shape.low);
    return group.forward && group.backward && group.down && group.up;
}

template <class T> void packMatrix(Pool &pool, const WeightMatrix &matrix, int offset, PackedGroup<T> &group)
{
    pool.runRows(matrix.rows, packRows, [&](int begin, int end, int) {
        std::vector<float> row(static_cast<std::size_t>(matrix.cols));
        for (int r = begin; r < end; ++r) {
            matrix.rowAsFloat(r, row.data());
            group.forward->fill(0, matrix.cols, offset + r, 1,
                                [&](int k, int) { return fromFloat<T>(row[static_cast<std::size_t>(k)]); });
            group.backward->fill(offset + r, 1, 0, matrix.cols,
                                 [&](int, int n) { return fromFloat<T>(row[static_cast<std::size_t>(n)]); });
        }
    });
}

template <class T> bool packLogits(Gemm &gemm, const WeightMatrix &output, DecoderWeights<T> &weights)
{
    weights.logits = gemm.makePacked<T>(output.cols, output.rows);
    bool complete = weights.logits != nullptr;
    for (int first = 0; first < output.rows && complete; first += DecoderWeights<T>::slice) {
        weights.logitsBackward.push_back(
            gemm.makePacked<T>(std::min(DecoderWeights<T>::slice, output.rows - first), output.cols));
        complete = weights.logitsBackward.back() != nullptr;
    }
    if (!complete)
        return false;
    gemm.pool().runRows(output.rows, packRows, [&](int begin, int end, int) {
        std::vector<float> row(static_cast<std::size_t>(output.cols));
        for (int r = begin; r < end; ++r) {
            output.rowAsFloat(r, row.data());
            weights.logits->fill(0, output.cols, r, 1,
                                 [&](int k, int) { return fromFloat<T>(row[static_cast<std::size_t>(k)]); });
            weights.logitsBackward[static_cast<std::size_t>(r / DecoderWeights<T>::slice)]->fill(
                r % DecoderWeights<T>::slice, 1, 0, output.cols,
                [&](int, int n) { return fromFloat<T>(row[static_cast<std::size_t>(n)]); });
        }
    });
    return true;
}

// The adapter of one part of a group goes to four places; the rest of them stays zero.
template <class T>
void placeAdapter(const GroupShape &shape, std::size_t part, int rank, float scale, const LoraPair &pair,
                  const LinearShape &linear, PackedGroup<T> &group)
{
    const int first = static_cast<int>(part) * rank;
    const int offset = shape.partOffsets[part];
    const auto a = [&](int r, int input) {
        return fromFloat<T>(pair.a[static_cast<std::size_t>(r) * static_cast<std::size_t>(linear.inputs)
                                   + static_cast<std::size_t>(input)]);
    };
    const auto b = [&](int output, int r) {
        return fromFloat<T>(
            scale
            * pair.b[static_cast<std::size_t>(output) * static_cast<std::size_t>(rank) + static_cast<std::size_t>(r)]);
    };
    group.down->fill(0, linear.inputs, first, rank, [&](int k, int n) { return a(n, k); });
    group.backward->fill(shape.outputsPadded + first, rank, 0, linear.inputs, [&](int k, int n) { return a(k, n); });
    group.up->fill(offset, linear.outputs, first, rank, [&](int k, int n) { return b(k, n); });
    group.forward->fill(shape.inputsPadded + first, rank, offset, linear.outputs,
                        [&](int k, int n) { return b(n, k); });
}

} // namespace

GroupShape groupShape(const ModelConfig &config, GroupIndex index, int rank)
{
    static const std::vector<LinearLayer> parts[groupCount] = {{LinearLayer::Q, LinearLayer::K, LinearLayer::V},
                                                               {LinearLayer::O},
                                                               {LinearLayer::Gate, LinearLayer::Up},
                                                               {LinearLayer::Down}};
    GroupShape shape;
    shape.parts = parts[index];
    for (const LinearLayer layer : shape.parts) {
        const LinearShape linear = shapeOf(config, layer);
        shape.partOffsets.push_back(shape.outputs);
        shape.outputs += linear.outputs;
        shape.inputs = linear.inputs;
    }
    shape.inputsPadded = roundUp(shape.inputs, 64);
    shape.outputsPadded = roundUp(shape.outputs, 64);
    shape.low = roundUp(rank * static_cast<int>(shape.parts.size()), 16);
    return shape;
}

template <class T> Result<DecoderWeights<T>> DecoderWeights<T>::create(Gemm &gemm, BaseModel &model, int rank)
{
    const auto noMemory = [] {
        return fail(ErrorKind::OutOfMemory, "There is not enough memory to prepare the model for training.",
                    "out_of_memory");
    };
    DecoderWeights weights;
    weights.config = model.config;
    weights.rank = rank;
    for (int i = 0; i < groupCount; ++i)
        weights.shapes[static_cast<std::size_t>(i)] = groupShape(model.config, static_cast<GroupIndex>(i), rank);
    weights.embedding = model.embedding;
    weights.finalNorm = model.finalNorm;
    if (!packLogits(gemm, model.output, weights))
        return noMemory();
    model.output = {};
    for (LayerWeights &layer : model.layers) {
        auto &groups = weights.groups.emplace_back();
        for (std::size_t i = 0; i < groupCount; ++i) {
            const GroupShape &shape = weights.shapes[i];
            if (!makeGroup(gemm, shape, groups[i]))
                return noMemory();
            for (std::size_t part = 0; part < shape.parts.size(); ++part)
                packMatrix(gemm.pool(), matrixOf(layer, shape.parts[part]), shape.partOffsets[part], groups[i]);
        }
        layer.q = layer.k = layer.v = layer.o = layer.gate = layer.up = layer.down = {};
        weights.small.push_back(std::move(layer));
    }
    return weights;
}

template <class T> void DecoderWeights<T>::useAdapter(Gemm &gemm, const Adapter &adapter)
{
    const float scale = static_cast<float>(adapter.options.scale());
    const int count = static_cast<int>(groups.size()) * static_cast<int>(allLinearLayers.size());
    gemm.pool().run(count, [&](int task, int) {
        const int layer = task / static_cast<int>(allLinearLayers.size());
        const LinearLayer which = allLinearLayers[static_cast<std::size_t>(task) % allLinearLayers.size()];
        for (std::size_t i = 0; i < groupCount; ++i) {
            for (std::size_t part = 0; part < shapes[i].parts.size(); ++part) {
                if (shapes[i].parts[part] == which)
                    placeAdapter(shapes[i], part, rank, scale, adapter.at(layer, which), shapeOf(config, which),
                                 groups[static_cast<std::size_t>(layer)][i]);
            }
        }
    });
}

template <class T> std::int64_t decoderWeightBytes(const ModelConfig &config, int rank)
{
    std::int64_t layer = 0;
    for (int i = 0; i < groupCount; ++i) {
        const GroupShape shape = groupShape(config, static_cast<GroupIndex>(i), rank);
        layer += Gemm::packedBytes<T>(shape.inputStride(), shape.outputs)
            + Gemm::packedBytes<T>(shape.outputStride(), shape.inputs) + Gemm::packedBytes<T>(shape.inputs, shape.low)
            + Gemm::packedBytes<T>(shape.outputs, shape.low);
    }
    return layer * config.layers + 2 * Gemm::packedBytes<T>(config.hidden, config.vocabulary);
}

template struct DecoderWeights<float>;
template struct DecoderWeights<BFloat16>;
template std::int64_t decoderWeightBytes<float>(const ModelConfig &, int);
template std::int64_t decoderWeightBytes<BFloat16>(const ModelConfig &, int);

} // namespace onsa::engine
