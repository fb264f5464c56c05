// SPDX-License-Identifier: GPL-3.0-or-later
// The band keys of all rows, one band at a time: in memory, or for many rows in a temporary file.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <vector>

namespace onsa {

class BandStore
{
public:
    static Result<BandStore> create(std::size_t rows, std::size_t bands);

    // Keys of rows [first, first + keys.size()) in one band. From any thread.
    Result<> write(std::size_t band, std::size_t first, std::span<const std::uint32_t> keys);
    Result<std::vector<std::uint32_t>> read(std::size_t band) const; // of all rows; 0 where nothing was written

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    std::size_t m_rows = 0;
    std::vector<std::uint32_t> m_memory;
    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace onsa
