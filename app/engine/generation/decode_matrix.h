// SPDX-License-Identifier: GPL-3.0-or-later
// A weight matrix in the order in which generation reads it: 16 outputs side by side, so that one vector instruction
// works on 16 answers at once and memory is read from front to back.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace onsa::engine {

enum class MatrixFormat {
    F32, // [block][col][16]
    BF16, // [block][col / 2][16][2]
    Int8 // [block][col / 32][8][16][4] as value + 128, and a bf16 scale for each 32 values: [block][col / 32][16]
};

constexpr int blockRows = 16;
constexpr int quantBlock = 32; // columns that share a scale

struct DecodeMatrix {
    MatrixFormat format = MatrixFormat::F32;
    int rows = 0, cols = 0;
    int paddedCols = 0; // filled with zeros: even for BF16, a multiple of quantBlock for Int8
    std::shared_ptr<const std::byte> values; // 64-byte aligned
    std::shared_ptr<const std::uint16_t> scales; // Int8 only

    int blocks() const { return (rows + blockRows - 1) / blockRows; }
    std::size_t valueBytes() const;
    std::size_t scaleBytes() const;
    std::size_t bytes() const { return valueBytes() + scaleBytes(); }
    // One row as it will be multiplied with, after rounding; `out` has `cols` values.
    void rowAsFloat(int row, float *out) const;
};

// Fills out[0 … cols) with row `row` of the original; called for each row once, from several threads.
using RowSource = std::function<void(int row, float *out)>;
// Runs body(0) … body(count - 1) in any order, perhaps at once.
using ForEach = std::function<void(int count, const std::function<void(int)> &body)>;
// Errors: OutOfMemory.
Result<DecodeMatrix> packMatrix(MatrixFormat format, int rows, int cols, const RowSource &source,
                                const ForEach &forEach);

// Zeroed memory for weights: huge pages from 2 MiB on (fewer address translations: up to 20 % faster reading).
std::shared_ptr<std::byte> allocateWeights(std::size_t bytes);

} // namespace onsa::engine
