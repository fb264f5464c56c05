// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix that many products read, cut into blocks of columns and laid out for them once.
#pragma once

#include "engine/compute/matrix.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace onsa::engine {

class MatmulLibrary;

// Columns of one block of a product: enough blocks to share among cores, each wide enough to be efficient.
int blockColumns(int n);

// A (k, n) matrix in the order in which the product reads it fastest. Zero until it is filled.
template <class T> class PackedMatrix
{
public:
    int rows() const { return m_rows; } // k
    int columns() const { return m_columns; } // n
    std::size_t bytes() const;

    // As the library likes it, or row-major without one. Null when there is no memory.
    static std::unique_ptr<PackedMatrix> make(MatmulLibrary *library, int k, int n);

    // Sets (firstRow…, firstColumn…) to value(row, column) counted from there; any thread, different parts at a time.
    template <class Value> void fill(int firstRow, int rowCount, int firstColumn, int columnCount, Value value)
    {
        for (Block &block : m_blocks) {
            const int begin = std::max(firstColumn, block.firstColumn);
            const int end = std::min(firstColumn + columnCount, block.firstColumn + block.columns);
            for (int row = 0; row < rowCount && begin < end; ++row) {
                T *base = block.values.data() + (*block.rowOffsets)[std::size_t(firstRow + row)];
                const std::ptrdiff_t *offsets = block.columnOffsets->data();
                for (int column = begin; column < end; ++column)
                    base[offsets[column - block.firstColumn]] = value(row, column - firstColumn);
            }
        }
    }

private:
    friend class Gemm;
    using Offsets = std::shared_ptr<const std::vector<std::ptrdiff_t>>;
    struct Block {
        int firstColumn = 0, columns = 0;
        int layout = -1; // of the library; -1 = row-major
        Buffer<T> values;
        Offsets rowOffsets, columnOffsets; // value (k, n) is at their sum
    };

    int m_rows = 0, m_columns = 0;
    std::vector<Block> m_blocks;
};

} // namespace onsa::engine
