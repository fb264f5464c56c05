// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix products on all cores, by oneDNN. Each product is cut into blocks whose size depends on its shape alone, and
// each block is computed by one thread: the result does not depend on how many threads there are.
#pragma once

#include "engine/compute/cpu_features.h"
#include "engine/compute/matrix.h"
#include "engine/compute/ops.h"
#include "engine/compute/packed_matrix.h"
#include "engine/compute/pool.h"

#include <cstdint>
#include <memory>

namespace onsa::engine {

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
    Pool &m_pool;
    CpuLevel m_level;
    std::unique_ptr<MatmulLibrary> m_library; // null: the own loops
};

} // namespace onsa::engine
