// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_index.h"

#include "dataset/parallel.h"

#include <cstring>
#include <mutex>
#include <optional>
#include <xxhash.h>

namespace onsa {

namespace {

// Appends the start of every row that begins behind a \n of this block.
void findStarts(std::span<const char> bytes, std::vector<std::uint32_t> &starts)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    while (at < end) {
        const auto *newline = static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        if (newline == nullptr)
            return;
        at = newline + 1;
        starts.push_back(static_cast<std::uint32_t>(at - bytes.data()));
    }
}

Error tooLong(const RowSource &source, std::size_t row)
{
    return {ErrorKind::Unsupported,
            "Line " + std::to_string(row + 1) + " of " + source.path().string()
                + " is longer than 64 MB. Split it, or check that the file has one example a line.",
            "row_too_long", "line " + std::to_string(row + 1)};
}

} // namespace

Result<std::shared_ptr<const RowIndex>> RowIndex::build(const RowSource &source, const std::stop_token &stop)
{
    auto index = std::make_shared<RowIndex>();
    index->m_fileBytes = source.size();
    const auto blocks = static_cast<std::size_t>((source.size() + blockBytes - 1) / blockBytes);
    index->m_blocks.resize(blocks);
    std::vector<std::uint64_t> hashes(blocks);

    std::mutex errorLock;
    std::optional<Error> error;
    parallelFor<std::vector<char>>(blocks, stop, [&](std::size_t b, std::vector<char> &buffer) {
        const std::int64_t offset = static_cast<std::int64_t>(b) * blockBytes;
        const auto length = static_cast<std::size_t>(std::min(blockBytes, source.size() - offset));
        buffer.resize(static_cast<std::size_t>(blockBytes));
        const std::span<char> bytes(buffer.data(), length);
        if (const auto done = source.readNow(offset, bytes); !done) {
            const std::scoped_lock lock(errorLock);
            error = done.error();
            return;
        }
        hashes[b] = XXH3_64bits(bytes.data(), bytes.size());
        auto &starts = index->m_blocks[b].starts;
        starts.reserve(length / 256);
        if (b == 0 && source.size() > (source.hasBom() ? 3 : 0))
            starts.push_back(source.hasBom() ? 3 : 0);
        findStarts(bytes, starts);
        if (!starts.empty() && offset + starts.back() == source.size())
            starts.pop_back();
        starts.shrink_to_fit();
    });
    if (error)
        return tl::unexpected(*error);
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "Opening " + source.path().string() + " was stopped.");

    source.rememberBlocks(std::move(hashes));
    std::int64_t lastStart = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
        auto &block = index->m_blocks[b];
        const std::int64_t offset = static_cast<std::int64_t>(b) * blockBytes;
        block.firstRow = index->m_rows;
        // Within a block no row reaches the limit, so only its first and last start matter.
        if (!block.starts.empty() && offset + block.starts.front() - lastStart > maxRowBytes)
            return tl::unexpected(tooLong(source, index->m_rows - 1));
        if (!block.starts.empty())
            lastStart = offset + block.starts.back();
        index->m_rows += block.starts.size();
    }
    if (source.size() - lastStart > maxRowBytes)
        return tl::unexpected(tooLong(source, index->m_rows - 1));
    if (index->m_rows > maxRows)
        return fail(ErrorKind::Unsupported,
                    source.path().string() + " has more than 2,000,000,000 lines. Split it into several files.",
                    "too_many_rows", source.path().string());

    if (index->m_rows > 0) {
        const std::int64_t end = index->end(0);
        char tail[2] = {};
        if (end >= 2) {
            if (const auto done = source.read(end - 2, tail); !done)
                return tl::unexpected(done.error());
        }
        index->m_crlf = tail[0] == '\r' && tail[1] == '\n';
    }
    return index;
}

std::int64_t RowIndex::start(std::size_t row) const
{
    if (row >= m_rows)
        return m_fileBytes;
    auto above = std::upper_bound(m_blocks.begin(), m_blocks.end(), row,
                                  [](std::size_t r, const Block &block) { return r < block.firstRow; });
    // Blocks without a start share their first row with the next one; the last of them holds it.
    const auto block = above - 1;
    return (block - m_blocks.begin()) * blockBytes + block->starts[row - block->firstRow];
}

void RowIndex::copyStarts(std::size_t first, std::size_t count, std::vector<std::int64_t> &starts) const
{
    starts.clear();
    starts.reserve(count + 1);
    auto block = std::upper_bound(m_blocks.begin(), m_blocks.end(), first,
                                  [](std::size_t r, const Block &b) { return r < b.firstRow; });
    for (block = block == m_blocks.begin() ? block : block - 1; block != m_blocks.end(); ++block) {
        const std::int64_t offset = (block - m_blocks.begin()) * blockBytes;
        for (std::size_t i = first + starts.size() - block->firstRow; i < block->starts.size(); ++i) {
            starts.push_back(offset + block->starts[i]);
            if (starts.size() > count)
                return;
        }
    }
    starts.resize(count + 1, m_fileBytes);
}

std::string_view withoutLineEnd(std::string_view row)
{
    if (row.ends_with('\n')) {
        row.remove_suffix(1);
        if (row.ends_with('\r'))
            row.remove_suffix(1);
    }
    return row;
}

} // namespace onsa
