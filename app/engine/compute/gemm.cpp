// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/gemm.h"

#include "engine/compute/matmul_library.h"

#include <algorithm>

namespace onsa::engine {

namespace {

int blockRowsFor(int m)
{
    return m <= 64 ? m : m < 512 ? 64 : 128;
}

// The own loop for one block.
template <class T, class U>
void ownProduct(CpuLevel level, Matrix<const T> a, const T *b, std::ptrdiff_t strideB, Matrix<U> c)
{
    const Ops<T> &ops = opsFor<T>(level);
    if constexpr (std::is_same_v<U, T>)
        ops.product(c.rows, c.cols, a.cols, a.data, a.stride, b, strideB, c.data, c.stride);
    else
        ops.productToFloat(c.rows, c.cols, a.cols, a.data, a.stride, b, strideB, c.data, c.stride);
}

template <class T> Matrix<T> part(Matrix<T> matrix, int firstRow, int rows, int firstColumn, int columns)
{
    return {matrix.data + firstRow * matrix.stride + firstColumn, rows, columns, matrix.stride};
}

} // namespace

Gemm::Gemm(Pool &pool, CpuLevel level)
    : m_pool(pool)
    , m_level(level)
    , m_library(MatmulLibrary::create(level))
{
}

Gemm::~Gemm() = default;

template <class T> std::int64_t Gemm::packedBytes(int k, int n)
{
    return std::int64_t(roundUp(k, 32)) * roundUp(n, 64) * std::int64_t(sizeof(T));
}

template <class T> std::unique_ptr<PackedMatrix<T>> Gemm::makePacked(int k, int n) const
{
    return PackedMatrix<T>::make(m_library.get(), k, n);
}

template <class T, class U> void Gemm::multiply(Matrix<const T> a, const PackedMatrix<T> &b, Matrix<U> c)
{
    const int height = blockRowsFor(a.rows);
    const int down = (a.rows + height - 1) / height;
    const int across = static_cast<int>(b.m_blocks.size());
    if (m_library)
        m_library->forgetMany();
    // For a whole block and for the last one, in each direction.
    const MatmulLibrary::Primitive *made[2][2] = {};
    for (int i = 0; i < 2; ++i) {
        const int rows = i == 0 ? std::min(height, a.rows) : a.rows - (down - 1) * height;
        for (int j = 0; j < 2; ++j) {
            const auto &block = j == 0 ? b.m_blocks.front() : b.m_blocks.back();
            if (block.layout < 0)
                continue;
            made[i][j] = m_library->primitiveFor<T, U>(rows, block.columns, a.cols, block.layout, m_pool.threads());
        }
    }
    m_pool.run(down * across, [&](int task, int worker) {
        const int i = task % down;
        const int j = task / down;
        const auto &block = b.m_blocks[static_cast<std::size_t>(j)];
        const int rows = std::min(height, a.rows - i * height);
        const Matrix<const T> from = part(a, i * height, rows, 0, a.cols);
        const Matrix<U> to = part(c, i * height, rows, block.firstColumn, block.columns);
        const auto *primitive = made[i == down - 1 ? 1 : 0][j == across - 1 ? 1 : 0];
        if (primitive && m_library->product(*primitive, from, block.values.data(), Matrix<const T>{}, to, worker))
            return;
        if (block.layout < 0) {
            ownProduct(m_level, from, block.values.data(), block.columns, to);
            return;
        }
        Buffer<T> plain(static_cast<std::size_t>(a.cols) * static_cast<std::size_t>(block.columns));
        for (int k = 0; k < a.cols; ++k) {
            for (int n = 0; n < block.columns; ++n)
                plain[static_cast<std::size_t>(k) * static_cast<std::size_t>(block.columns)
                      + static_cast<std::size_t>(n)] =
                    block.values[static_cast<std::size_t>((*block.rowOffsets)[static_cast<std::size_t>(k)]
                                                          + (*block.columnOffsets)[static_cast<std::size_t>(n)])];
        }
        ownProduct<T, U>(m_level, from, plain.data(), block.columns, to);
    });
}

template <class T, class U> void Gemm::multiply(Matrix<const T> a, Matrix<const T> b, Matrix<U> c)
{
    const int height = blockRowsFor(a.rows);
    const int width = blockColumns(b.cols);
    const int down = (a.rows + height - 1) / height;
    const int across = (b.cols + width - 1) / width;
    if (m_library)
        m_library->forgetMany();
    const MatmulLibrary::Primitive *made[2][2] = {};
    for (int i = 0; i < 2 && m_library; ++i) {
        const int rows = i == 0 ? std::min(height, a.rows) : a.rows - (down - 1) * height;
        for (int j = 0; j < 2; ++j) {
            const int columns = j == 0 ? std::min(width, b.cols) : b.cols - (across - 1) * width;
            made[i][j] = m_library->primitiveFor<T, U>(rows, columns, a.cols, -1, m_pool.threads());
        }
    }
    m_pool.run(down * across, [&](int task, int worker) {
        const int i = task % down;
        const int j = task / down;
        const int rows = std::min(height, a.rows - i * height);
        const int columns = std::min(width, b.cols - j * width);
        const Matrix<const T> from = part(a, i * height, rows, 0, a.cols);
        const Matrix<U> to = part(c, i * height, rows, j * width, columns);
        const T *right = b.data + j * width;
        const auto *primitive = made[i == down - 1 ? 1 : 0][j == across - 1 ? 1 : 0];
        if (!primitive
            || !m_library->product(*primitive, from, static_cast<const T *>(nullptr),
                                   Matrix<const T>{right, b.rows, columns, b.stride}, to, worker))
            ownProduct(m_level, from, right, b.stride, to);
    });
}

template std::unique_ptr<PackedMatrix<float>> Gemm::makePacked<float>(int, int) const;
template std::unique_ptr<PackedMatrix<BFloat16>> Gemm::makePacked<BFloat16>(int, int) const;
template std::int64_t Gemm::packedBytes<float>(int, int);
template std::int64_t Gemm::packedBytes<BFloat16>(int, int);
template void Gemm::multiply(Matrix<const float>, const PackedMatrix<float> &, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, const PackedMatrix<BFloat16> &, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, const PackedMatrix<BFloat16> &, Matrix<BFloat16>);
template void Gemm::multiply(Matrix<const float>, Matrix<const float>, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, Matrix<const BFloat16>, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, Matrix<const BFloat16>, Matrix<BFloat16>);

} // namespace onsa::engine
