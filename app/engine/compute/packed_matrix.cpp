// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/packed_matrix.h"

#include "engine/compute/matmul_library.h"

namespace onsa::engine {

namespace {

std::shared_ptr<const std::vector<std::ptrdiff_t>> stepsOf(int count, int step)
{
    std::vector<std::ptrdiff_t> offsets(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < offsets.size(); ++i)
        offsets[i] = static_cast<std::ptrdiff_t>(i) * step;
    return std::make_shared<const std::vector<std::ptrdiff_t>>(std::move(offsets));
}

} // namespace

int blockColumns(int n)
{
    if (n <= 128)
        return n;
    return std::clamp(roundUp((n + 3) / 4, 64), 64, n > 16384 ? 1024 : 512);
}

template <class T> std::size_t PackedMatrix<T>::bytes() const
{
    std::size_t sum = 0;
    for (const Block &block : m_blocks)
        sum += block.values.size() * sizeof(T);
    return sum;
}

template <class T> std::unique_ptr<PackedMatrix<T>> PackedMatrix<T>::make(MatmulLibrary *library, int k, int n)
{
    auto packed = std::make_unique<PackedMatrix<T>>();
    packed->m_rows = k;
    packed->m_columns = n;
    const int width = blockColumns(n);
    for (int first = 0; first < n; first += width) {
        Block block;
        block.firstColumn = first;
        block.columns = std::min(width, n - first);
        block.layout = library ? library->layoutFor<T>(k, block.columns) : -1;
        std::size_t count = static_cast<std::size_t>(k) * static_cast<std::size_t>(block.columns);
        if (block.layout >= 0) {
            const MatmulLibrary::Layout &layout = library->layout(block.layout);
            block.rowOffsets = layout.rows;
            block.columnOffsets = layout.columns;
            count = layout.desc.get_size() / sizeof(T);
        } else {
            block.rowOffsets = stepsOf(k, block.columns);
            block.columnOffsets = stepsOf(block.columns, 1);
        }
        if (!block.values.reserve(count))
            return nullptr;
        packed->m_blocks.push_back(std::move(block));
    }
    return packed;
}

template class PackedMatrix<float>;
template class PackedMatrix<BFloat16>;

} // namespace onsa::engine
