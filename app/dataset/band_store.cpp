// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/band_store.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace onsa {

namespace {

constexpr std::size_t memoryBytes = 16U << 20U;

tl::unexpected<Error> fileFault(const char *what)
{
    return fail(errno == ENOSPC ? ErrorKind::DiskFull : ErrorKind::Io,
                std::string("The temporary file of the search for similar rows could not be ") + what + ": "
                    + std::strerror(errno) + ".",
                errno == ENOSPC ? "disk_full" : "");
}

// All of it, whatever the system takes at once.
template <class Call, class Byte> bool transfer(Call call, int file, Byte *bytes, std::size_t size, std::size_t offset)
{
    while (size > 0) {
        const ssize_t done = call(file, bytes, size, static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        size -= static_cast<std::size_t>(done);
        offset += static_cast<std::size_t>(done);
    }
    return true;
}

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
    store.m_file.reset(std::tmpfile());
    if (!store.m_file)
        return fileFault("made");
    if (ftruncate(fileno(store.m_file.get()), static_cast<off_t>(bytes)) != 0)
        return fileFault("made");
    return store;
}

Result<> BandStore::write(std::size_t band, std::size_t first, std::span<const std::uint32_t> keys)
{
    const std::size_t at = band * m_rows + first;
    if (!m_file) {
        std::copy(keys.begin(), keys.end(), m_memory.begin() + static_cast<std::ptrdiff_t>(at));
        return {};
    }
    const auto *bytes = reinterpret_cast<const char *>(keys.data());
    if (!transfer(pwrite, fileno(m_file.get()), bytes, keys.size_bytes(), at * sizeof(std::uint32_t)))
        return fileFault("written");
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
    if (!transfer(pread, fileno(m_file.get()), reinterpret_cast<char *>(keys.data()),
                  keys.size() * sizeof(std::uint32_t), at * sizeof(std::uint32_t)))
        return fileFault("read");
    return keys;
}

} // namespace onsa
