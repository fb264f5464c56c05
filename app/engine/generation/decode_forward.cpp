// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/decode_forward.h"

#include "engine/generation/attention.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace onsa::engine {

namespace {

std::size_t product(int a, int b)
{
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

// Below this many multiply-adds a parallel loop costs more than it saves.
constexpr std::size_t worthSharing = 30'000;

} // namespace

DecodeForward::DecodeForward(const DecodeWeights &weights, const DecodeAdapter *adapter, const DecodeKernels &kernels)
    : m_weights(weights)
    , m_adapter(adapter)
    , m_kernels(kernels)
    , m_config(weights.config)
    , m_queryWidth(weights.config.heads * weights.config.headSize)
    , m_keyWidth(weights.config.kvHeads * weights.config.headSize)
    , m_cosines(product(maximumRows, weights.config.headSize / 2))
    , m_sines(m_cosines.size())
    , m_hidden(product(maximumRows, weights.config.hidden))
    , m_qkv(product(maximumRows, m_queryWidth + 2 * m_keyWidth))
    , m_lowRank(adapter != nullptr ? product(maximumRows, 3 * adapter->rank) : 0)
    , m_normed(inputsFor(weights.config.hidden))
    , m_attended(inputsFor(m_queryWidth))
    , m_gated(inputsFor(weights.config.intermediate))
    , m_gateUp(product(maximumRows, 2 * weights.config.intermediate))
{
}

DecodeForward::Inputs DecodeForward::inputsFor(int cols)
{
    Inputs inputs;
    inputs.stride = static_cast<std::size_t>((cols + quantBlock - 1) / quantBlock * quantBlock);
    inputs.values.resize(maximumRows * inputs.stride); // the padding stays zero
    inputs.quantised.resize(inputs.values.size());
    inputs.scales.resize(inputs.values.size() / quantBlock);
    inputs.corrections.resize(inputs.scales.size());
    return inputs;
}

InputRows DecodeForward::view(const Inputs &inputs, int rows) const
{
    return {rows,
            inputs.values.data(),
            inputs.stride,
            inputs.quantised.data(),
            inputs.stride,
            inputs.scales.data(),
            inputs.corrections.data()};
}

void DecodeForward::quantise(Inputs &inputs, int row) const
{
    if (m_weights.format != MatrixFormat::Int8)
        return;
    const std::size_t first = static_cast<std::size_t>(row) * inputs.stride;
    m_kernels.quantise(inputs.values.data() + first, static_cast<int>(inputs.stride / quantBlock),
                       inputs.quantised.data() + first, inputs.scales.data() + first / quantBlock,
                       inputs.corrections.data() + first / quantBlock);
}

template <class Body> void DecodeForward::forEachRow(int rows, Body &&body)
{
    if (rows < 4) {
        for (int row = 0; row < rows; ++row)
            body(row);
        return;
    }
    m_pool->run(rows, [&](int row, int) { body(row); });
}

Result<> DecodeForward::run(std::span<const DecodeRow> rows, const std::stop_token &stop)
{
    const std::unique_lock shared(m_weights.threads->taken, std::try_to_lock);
    m_pool = shared.owns_lock() ? &m_weights.threads->pool : &m_alone;
    const int count = static_cast<int>(rows.size());
    place(rows);
    for (std::size_t index = 0; index < m_weights.layers.size(); ++index) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, "the answer was stopped");
        layer(index, count);
    }
    return output(rows);
}

// Looks the tokens up, appends their rows to the sequences and computes their rotations.
void DecodeForward::place(std::span<const DecodeRow> rows)
{
    m_positions.clear();
    const auto half = static_cast<std::size_t>(m_config.headSize / 2);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        KvSequence &sequence = *rows[i].sequence;
        const int position = sequence.count();
        sequence.own.extend(1);
        m_positions.push_back({&sequence, position});
        m_weights.embeddingMatrix().rowAsFloat(rows[i].token,
                                               m_hidden.data() + i * static_cast<std::size_t>(m_config.hidden));
        for (std::size_t k = 0; k < half; ++k) {
            const float angle = static_cast<float>(position) * m_weights.ropeFrequencies[k];
            m_cosines[i * half + k] = std::cos(angle);
            m_sines[i * half + k] = std::sin(angle);
        }
    }
}

void DecodeForward::layer(std::size_t index, int rows)
{
    const DecodeLayer &w = m_weights.layers[index];
    const DecodeAdapterLayer *lora = m_adapter != nullptr ? &m_adapter->layers[index] : nullptr;
    const auto hidden = static_cast<std::size_t>(m_config.hidden);
    const auto intermediate = static_cast<std::size_t>(m_config.intermediate);
    const auto normed = [&](const std::vector<float> &norm) {
        forEachRow(rows, [&](int row) {
            const auto r = static_cast<std::size_t>(row);
            normalise(m_hidden.data() + r * hidden, norm, m_normed.values.data() + r * m_normed.stride);
            quantise(m_normed, row);
        });
    };

    normed(w.attentionNorm);
    linear(w.qkv, lora ? &lora->qkv : nullptr, m_normed, rows,
           {m_qkv.data(), static_cast<std::size_t>(m_queryWidth + 2 * m_keyWidth), false});
    forEachRow(rows, [&](int row) { rotateAndStore(index, row); });
    attend(index, rows);
    linear(w.o, lora ? &lora->o : nullptr, m_attended, rows, {m_hidden.data(), hidden, true});

    normed(w.feedForwardNorm);
    linear(w.gateUp, lora ? &lora->gateUp : nullptr, m_normed, rows, {m_gateUp.data(), 2 * intermediate, false});
    forEachRow(rows, [&](int row) {
        const auto r = static_cast<std::size_t>(row);
        float *gate = m_gateUp.data() + r * 2 * intermediate;
        m_kernels.gate(gate, gate + intermediate, m_config.intermediate);
        std::copy_n(gate, intermediate, m_gated.values.data() + r * m_gated.stride);
        quantise(m_gated, row);
    });
    linear(w.down, lora ? &lora->down : nullptr, m_gated, rows, {m_hidden.data(), hidden, true});
}

// Root mean square norm (Zhang and Sennrich 2019), as Transformers computes it.
void DecodeForward::normalise(const float *in, const std::vector<float> &weight, float *out) const
{
    const int n = static_cast<int>(weight.size());
    const float mean = m_kernels.dot(in, in, n) / static_cast<float>(n);
    const float factor = 1.0F / std::sqrt(mean + static_cast<float>(m_config.normEpsilon));
    for (int i = 0; i < n; ++i)
        out[i] = in[i] * factor * weight[static_cast<std::size_t>(i)];
}

void DecodeForward::rotateAndStore(std::size_t index, int row)
{
    const DecodeLayer &w = m_weights.layers[index];
    const auto r = static_cast<std::size_t>(row);
    const int size = m_config.headSize, half = size / 2;
    float *values = m_qkv.data() + r * static_cast<std::size_t>(m_queryWidth + 2 * m_keyWidth);
    for (std::size_t i = 0; i < w.qkvBias.size(); ++i)
        values[i] += w.qkvBias[i];

    const float *cosines = m_cosines.data() + r * static_cast<std::size_t>(half);
    const float *sines = m_sines.data() + r * static_cast<std::size_t>(half);
    for (int head = 0; head < m_config.heads + m_config.kvHeads; ++head) {
        float *at = values + static_cast<std::ptrdiff_t>(head) * size;
        if (m_config.qkNorm)
            normalise(at, head < m_config.heads ? w.qNorm : w.kNorm, at);
        for (int i = 0; i < half; ++i) {
            const float a = at[i], b = at[i + half];
            at[i] = a * cosines[i] - b * sines[i];
            at[i + half] = b * cosines[i] + a * sines[i];
        }
    }
    const Position &place = m_positions[r];
    KvRows &own = place.sequence->own;
    const std::size_t to = static_cast<std::size_t>(place.position - place.sequence->promptCount()) * own.width;
    std::copy_n(values + m_queryWidth, m_keyWidth, own.keys[index].data() + to);
    std::copy_n(values + m_queryWidth + m_keyWidth, m_keyWidth, own.values[index].data() + to);
}

void DecodeForward::attend(std::size_t index, int rows)
{
    const int size = m_config.headSize;
    const int sharing = m_config.heads / m_config.kvHeads; // query heads of one key head
    const auto head = [&](int task) {
        const int row = task / m_config.heads, which = task % m_config.heads;
        const auto r = static_cast<std::size_t>(row);
        const Position &place = m_positions[r];
        const KvSequence &sequence = *place.sequence;
        const std::size_t first = product(which / sharing, size);
        std::array<KvSegment, 2> segments;
        if (sequence.prompt)
            segments[0] = {sequence.prompt->keys[index].data() + first, sequence.prompt->values[index].data() + first,
                           sequence.prompt->count, sequence.prompt->width};
        segments[1] = {sequence.own.keys[index].data() + first, sequence.own.values[index].data() + first,
                       place.position + 1 - sequence.promptCount(), sequence.own.width};
        const float *query =
            m_qkv.data() + r * static_cast<std::size_t>(m_queryWidth + 2 * m_keyWidth) + product(which, size);
        attendHead(m_kernels, query, segments, size,
                   m_attended.values.data() + r * m_attended.stride + product(which, size));
    };
    const int tasks = rows * m_config.heads;
    const int longest = m_positions[static_cast<std::size_t>(rows - 1)].position + 1;
    if (product(tasks, longest) * static_cast<std::size_t>(size) < worthSharing) {
        for (int task = 0; task < tasks; ++task)
            head(task);
    } else {
        m_pool->run(tasks, [&](int task, int) { head(task); });
    }
    forEachRow(rows, [&](int row) { quantise(m_attended, row); });
}

void DecodeForward::linear(const DecodeMatrix &w, const DecodeLoraGroup *lora, const Inputs &in, int rows,
                           const OutputRows &out)
{
    const InputRows input = view(in, rows);
    std::array<Product, 3> products = {Product{&w, input, out}};
    if (lora == nullptr)
        return multiply({products.data(), 1});

    const auto rank = static_cast<std::size_t>(m_adapter->rank);
    const std::size_t width = rank * lora->b.size();
    products[1] = {&lora->a, input, {m_lowRank.data(), width, false}};
    multiply({products.data(), 2});
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows) * width; ++i)
        m_lowRank[i] *= m_adapter->scale;
    std::size_t column = 0;
    for (std::size_t part = 0; part < lora->b.size(); ++part) {
        InputRows low;
        low.rows = rows;
        low.values = m_lowRank.data() + part * rank;
        low.stride = width;
        products[part] = {&lora->b[part], low, {out.values + column, out.stride, true}};
        column += static_cast<std::size_t>(lora->b[part].rows);
    }
    multiply({products.data(), lora->b.size()});
}

void DecodeForward::multiply(std::span<const Product> products)
{
    // Pieces of 4 blocks at least, which the kernels take at once, and about 4 pieces a thread.
    const auto blocksOf = [this](const Product &p) {
        const int even = p.matrix->blocks() / (4 * m_pool->threads());
        return std::clamp((even + 3) / 4 * 4, 4, 64);
    };
    int tasks = 0;
    for (const Product &p : products)
        tasks += (p.matrix->blocks() + blocksOf(p) - 1) / blocksOf(p);
    m_pool->run(tasks, [&](int task, int) {
        for (const Product &p : products) {
            const int piece = blocksOf(p);
            const int pieces = (p.matrix->blocks() + piece - 1) / piece;
            if (task < pieces) {
                const int last = std::min(p.matrix->blocks(), (task + 1) * piece);
                return m_kernels.multiply(p.matrix->format)(*p.matrix, task * piece, last, p.in, p.out);
            }
            task -= pieces;
        }
    });
}

Result<> DecodeForward::output(std::span<const DecodeRow> rows)
{
    int wanted = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].wantsLogits)
            continue;
        const float *hidden = m_hidden.data() + i * static_cast<std::size_t>(m_config.hidden);
        if (!std::isfinite(m_kernels.dot(hidden, hidden, m_config.hidden)))
            return fail(ErrorKind::Corrupt,
                        "the model's numbers are not finite; its weights or its adapter are damaged", "bad_weights");
        normalise(hidden, m_weights.finalNorm,
                  m_normed.values.data() + static_cast<std::size_t>(wanted) * m_normed.stride);
        quantise(m_normed, wanted++);
    }
    if (wanted == 0)
        return {};
    const auto vocabulary = static_cast<std::size_t>(m_config.vocabulary);
    m_logits.resize(std::max(m_logits.size(), static_cast<std::size_t>(wanted) * vocabulary));
    linear(m_weights.output, nullptr, m_normed, wanted, {m_logits.data(), vocabulary, false});
    return {};
}

std::span<float> DecodeForward::logits(int index)
{
    const auto vocabulary = static_cast<std::size_t>(m_config.vocabulary);
    return {m_logits.data() + static_cast<std::size_t>(index) * vocabulary, vocabulary};
}

} // namespace onsa::engine
