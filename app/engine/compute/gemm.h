// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix products on all cores, by oneDNN. Each product is cut into blocks whose size depends on its shape alone, and
// each block is computed by one thread: the result does not depend on how many threads there are.
#pragma once

#include "engine/compute/cpu_features.h"
#include "engine/compute/matrix.h"
#include "engine/compute/ops.h"
#include "engine/compute/pool.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace onsa::engine {

// A (k, n) matrix in the order in which the product reads it fastest. Zero until it is filled.
template <class T> class PackedMatrix
{
public:
    int rows() const { return m_rows; } // k
    int columns() const { return m_columns; } // n
    std::size_t bytes() const;

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

// Not for several threads at once: the pool runs one loop at a time.
class Gemm
{
public:
    Gemm(Pool &pool, CpuLevel level);
    ~Gemm();

    // Null when there is no memory.
    template <class T> std::unique_ptr<PackedMatrix<T>> makePacked(int k, int n) const;
    // Bytes that makePacked will take.
    template <class T> static std::int64_t packedBytes(int k, int n);

    // c (m, n) = a (m, k) · b (k, n). Best with m a multiple of 32: a primitive is made and kept for each shape.
    template <class T, class U> void multiply(Matrix<const T> a, const PackedMatrix<T> &b, Matrix<U> c);
    template <class T, class U> void multiply(Matrix<const T> a, Matrix<const T> b, Matrix<U> c);

    bool usesLibrary() const { return m_library != nullptr; }
    Pool &pool() const { return m_pool; }
    CpuLevel level() const { return m_level; }

private:
    struct Library;
    Pool &m_pool;
    CpuLevel m_level;
    std::unique_ptr<Library> m_library; // null: the own loops
};

} // namespace onsa::engine
