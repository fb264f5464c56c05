// SPDX-License-Identifier: GPL-3.0-or-later
// Where every row of the file starts: 4 bytes a row, found block by block.
#pragma once

#include "core/result.h"
#include "dataset/row_source.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace onsa {

constexpr std::int64_t maxRowBytes = 64 << 20; // a longer line is no training example
constexpr std::size_t maxRows = 2'000'000'000; // item views count rows in an int

// Rows end at \n or at the end of the file; a blank line is a row too. Immutable, safe from any thread.
class RowIndex
{
public:
    static Result<std::shared_ptr<const RowIndex>> build(const RowSource &source, const std::stop_token &stop);

    std::size_t rowCount() const { return m_rows; }
    std::int64_t start(std::size_t row) const; // of the row, or the end of the file when row == rowCount()
    // The starts of `count` rows and the end of the last, count + 1 numbers.
    void copyStarts(std::size_t first, std::size_t count, std::vector<std::int64_t> &starts) const;
    std::int64_t end(std::size_t row) const { return start(row + 1); } // behind the line end
    bool isCrlf() const { return m_crlf; } // as the first line ends

private:
    struct Block {
        std::size_t firstRow = 0;
        std::vector<std::uint32_t> starts; // bytes from the start of the block; may be blockBytes
    };

    std::vector<Block> m_blocks;
    std::size_t m_rows = 0;
    std::int64_t m_fileBytes = 0;
    bool m_crlf = false;
};

// The row without "\n" or "\r\n".
std::string_view withoutLineEnd(std::string_view row);

} // namespace onsa
