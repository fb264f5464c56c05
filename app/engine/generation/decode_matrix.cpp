// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/decode_matrix.h"

#include "engine/compute/matrix.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <vector>

namespace onsa::engine {

namespace {

std::uint16_t bf16Of(float value)
{
    return fromFloat<BFloat16>(value).bits;
}

float floatOf(std::uint16_t bits)
{
    return toFloat(BFloat16{bits});
}

constexpr std::size_t hugePage = std::size_t{1} << 21U;

int paddedColsOf(MatrixFormat format, int cols)
{
    const int unit = format == MatrixFormat::F32 ? 1 : format == MatrixFormat::BF16 ? 2 : quantBlock;
    return (cols + unit - 1) / unit * unit;
}

// Where value (row r of the block, column k) stands, counted in values from the start of the block.
std::size_t bf16Place(int r, int k)
{
    return static_cast<std::size_t>(k / 2 * 2 * blockRows + r * 2 + k % 2);
}

std::size_t int8Place(int r, int k)
{
    return static_cast<std::size_t>(k / quantBlock * quantBlock * blockRows + k % quantBlock / 4 * 4 * blockRows + r * 4
                                    + k % 4);
}

// The scale is rounded up, so that no value is cut off by it.
std::uint16_t scaleFor(float largest)
{
    const float scale = largest / 127.0F;
    std::uint16_t bits = bf16Of(scale);
    if (floatOf(bits) < scale)
        ++bits;
    return bits;
}

void packInt8Row(const float *row, int paddedCols, int r, std::uint8_t *values, std::uint16_t *scales)
{
    for (int first = 0; first < paddedCols; first += quantBlock) {
        float largest = 0;
        for (int k = first; k < first + quantBlock; ++k)
            largest = std::max(largest, std::abs(row[k]));
        const std::uint16_t bits = scaleFor(largest);
        const float scale = floatOf(bits);
        scales[first / quantBlock * blockRows + r] = bits;
        for (int k = first; k < first + quantBlock; ++k) {
            const float steps = scale > 0 ? std::clamp(row[k] / scale, -127.0F, 127.0F) : 0.0F;
            values[int8Place(r, k)] = static_cast<std::uint8_t>(128 + std::lrint(steps));
        }
    }
}

void packBlock(const DecodeMatrix &m, int block, const RowSource &source, std::byte *values, std::uint16_t *scales)
{
    const auto cols = static_cast<std::size_t>(m.paddedCols);
    std::vector<float> row(cols);
    for (int r = 0; r < blockRows; ++r) {
        std::fill(row.begin(), row.end(), 0.0F);
        if (const int index = block * blockRows + r; index < m.rows)
            source(index, row.data());
        const std::size_t first = static_cast<std::size_t>(block) * blockRows * cols;
        if (m.format == MatrixFormat::F32) {
            auto *to = reinterpret_cast<float *>(values) + first;
            for (std::size_t k = 0; k < cols; ++k)
                to[k * blockRows + static_cast<std::size_t>(r)] = row[k];
        } else if (m.format == MatrixFormat::BF16) {
            auto *to = reinterpret_cast<std::uint16_t *>(values) + first;
            for (int k = 0; k < m.paddedCols; ++k)
                to[bf16Place(r, k)] = bf16Of(row[static_cast<std::size_t>(k)]);
        } else {
            packInt8Row(row.data(), m.paddedCols, r, reinterpret_cast<std::uint8_t *>(values) + first,
                        scales + first / quantBlock);
        }
    }
}

} // namespace

std::size_t DecodeMatrix::valueBytes() const
{
    const std::size_t width = format == MatrixFormat::F32 ? 4 : format == MatrixFormat::BF16 ? 2 : 1;
    return static_cast<std::size_t>(blocks()) * blockRows * static_cast<std::size_t>(paddedCols) * width;
}

std::size_t DecodeMatrix::scaleBytes() const
{
    if (format != MatrixFormat::Int8)
        return 0;
    return static_cast<std::size_t>(blocks()) * blockRows * static_cast<std::size_t>(paddedCols / quantBlock) * 2;
}

void DecodeMatrix::rowAsFloat(int row, float *out) const
{
    const int r = row % blockRows;
    const std::size_t first =
        static_cast<std::size_t>(row / blockRows) * blockRows * static_cast<std::size_t>(paddedCols);
    if (format == MatrixFormat::F32) {
        const auto *from = reinterpret_cast<const float *>(values.get()) + first;
        for (int k = 0; k < cols; ++k)
            out[k] = from[k * blockRows + r];
    } else if (format == MatrixFormat::BF16) {
        const auto *from = reinterpret_cast<const std::uint16_t *>(values.get()) + first;
        for (int k = 0; k < cols; ++k)
            out[k] = floatOf(from[bf16Place(r, k)]);
    } else {
        const auto *from = reinterpret_cast<const std::uint8_t *>(values.get()) + first;
        const std::uint16_t *scale = scales.get() + first / quantBlock;
        for (int k = 0; k < cols; ++k)
            out[k] = static_cast<float>(from[int8Place(r, k)] - 128) * floatOf(scale[k / quantBlock * blockRows + r]);
    }
}

Result<DecodeMatrix> packMatrix(MatrixFormat format, int rows, int cols, const RowSource &source,
                                const ForEach &forEach)
{
    DecodeMatrix m;
    m.format = format;
    m.rows = rows;
    m.cols = cols;
    m.paddedCols = paddedColsOf(format, cols);
    const auto values = allocateWeights(m.valueBytes());
    const auto scaleMemory = allocateWeights(m.scaleBytes());
    if (!values || !scaleMemory)
        return fail(ErrorKind::OutOfMemory, "there is not enough memory for the weights of this model",
                    "out_of_memory");
    auto *scales = reinterpret_cast<std::uint16_t *>(scaleMemory.get());
    forEach(m.blocks(), [&](int block) { packBlock(m, block, source, values.get(), scales); });
    m.values = values;
    m.scales = std::shared_ptr<const std::uint16_t>(scaleMemory, scales);
    return m;
}

std::shared_ptr<std::byte> allocateWeights(std::size_t bytes)
{
    const std::size_t unit = bytes >= hugePage ? hugePage : 64;
    const std::size_t size = std::max<std::size_t>((bytes + unit - 1) / unit, 1) * unit;
    void *memory = std::aligned_alloc(unit, size);
    if (memory == nullptr)
        return nullptr;
    if (unit == hugePage)
        ::madvise(memory, size, MADV_HUGEPAGE); // a wish; without it everything works the same
    std::memset(memory, 0, size);
    return {static_cast<std::byte *>(memory), [](std::byte *p) { std::free(p); }};
}

} // namespace onsa::engine
