// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/band_store.h"

#include "dataset/temporary_file.h"

#include <algorithm>

namespace onsa {

namespace {

constexpr std::size_t memoryBytes = 16U << 20U;

} // namespace

Result<BandStore> BandStore::create(std::size_t rows, std::size_t bands)
{
    BandStore store;
    store.m_rows = rows;
    const std::size_t bytes = rows * bands * sizeof(std::uint32_t);
    if (bytes <= memoryBytes) {
        store.m_memory.resize(rows * bands);
        return store;
    }
    store.m_file.reset(temporaryFile(bytes));
    if (!store.m_file)
        return temporaryFileFault("made");
    return store;
}

Result<> BandStore::write(std::size_t band, std::size_t first, std::span<const std::uint32_t> keys)
{
    const std::size_t at = band * m_rows + first;
    if (!m_file) {
        std::copy(keys.begin(), keys.end(), m_memory.begin() + static_cast<std::ptrdiff_t>(at));
        return {};
    }
    if (!writeAt(m_file.get(), keys.data(), keys.size_bytes(), at * sizeof(std::uint32_t)))
        return temporaryFileFault("written");
    return {};
}

Result<std::vector<std::uint32_t>> BandStore::read(std::size_t band) const
{
    const std::size_t at = band * m_rows;
    if (!m_file) {
        const auto first = m_memory.begin() + static_cast<std::ptrdiff_t>(at);
        return std::vector<std::uint32_t>(first, first + static_cast<std::ptrdiff_t>(m_rows));
    }
    std::vector<std::uint32_t> keys(m_rows);
    if (!readAt(m_file.get(), keys.data(), keys.size() * sizeof(std::uint32_t), at * sizeof(std::uint32_t)))
        return temporaryFileFault("read");
    return keys;
}

} // namespace onsa
