// SPDX-License-Identifier: GPL-3.0-or-later
// Where every row of the file starts: 4 bytes a row, found block by block.
#pragma once

#include "core/result.h"
#include "dataset/row_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace onsa {

constexpr std::int64_t maxRowBytes = 64 << 20; // a longer line is no training example
constexpr std::size_t maxRows = 100'000'000; // views count the pixels of all rows in an int
constexpr std::size_t maxRowIds = 2'000'000'000; // of the rows that there ever were

// Rows end at \n or at the end of the file; a blank line is a row too. Immutable, safe from any thread.
class RowIndex
{
public:
    // Some rows from the start of the file on, those whose end is known.
    using SoFar = std::function<void(std::shared_ptr<const RowIndex> rows)>;
    // `soFar` hears a few times a second of more rows; in the threads that build, one call at a time.
    static Result<std::shared_ptr<const RowIndex>> build(const RowSource &source, const std::stop_token &stop,
                                                         const SoFar &soFar = {});
    // The rows that end within the first block; null when there is none, or when it cannot be read.
    static std::shared_ptr<const RowIndex> head(const RowSource &source);

    std::size_t rowCount() const { return m_rows; }
    std::int64_t start(std::size_t row) const; // of the row, or the end of the file when row == rowCount()
    // The starts of `count` rows and the end of the last, count + 1 numbers.
    void copyStarts(std::size_t first, std::size_t count, std::vector<std::int64_t> &starts) const;
    std::int64_t end(std::size_t row) const { return start(row + 1); } // behind the line end
    std::int64_t bytes() const { return m_fileBytes; } // up to which it knows the file
    bool isCrlf() const { return m_crlf; } // as the first line ends

private:
    using Starts = std::vector<std::uint32_t>; // bytes from the start of the block; may be blockBytes
    struct Block {
        std::size_t firstRow = 0;
        std::shared_ptr<const Starts> starts; // shared with the indexes that knew less
    };
    class Progress;
    static Result<Starts> startsIn(const RowSource &source, std::size_t block, std::vector<char> &buffer,
                                   std::uint64_t &hash);
    static std::shared_ptr<const RowIndex> ofFirst(const std::vector<Block> &blocks, std::size_t count);

    std::vector<Block> m_blocks;
    std::size_t m_rows = 0;
    std::int64_t m_fileBytes = 0;
    bool m_crlf = false;
};

// The row without "\n" or "\r\n".
std::string_view withoutLineEnd(std::string_view row);

} // namespace onsa
