// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_index.h"

#include "dataset/parallel.h"

#include <chrono>
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

// Tells of the blocks that are done, from the first on without a gap.
class RowIndex::Progress
{
public:
    Progress(const SoFar &soFar, const std::vector<Block> &blocks)
        : m_soFar(soFar)
        , m_blocks(blocks)
        , m_done(blocks.size())
    {
    }

    void add(std::size_t block)
    {
        if (!m_soFar)
            return;
        const std::scoped_lock lock(m_lock);
        m_done[block] = true;
        while (m_known < m_done.size() && m_done[m_known] && !m_tooLong) {
            const Starts &starts = *m_blocks[m_known].starts;
            const std::int64_t offset = static_cast<std::int64_t>(m_known++) * blockBytes;
            // The building ends with an error; until then nobody reads such a row.
            m_tooLong = !starts.empty() && offset + starts.front() - m_lastStart > maxRowBytes;
            if (!starts.empty())
                m_lastStart = offset + starts.back();
        }
        const auto now = std::chrono::steady_clock::now();
        if (m_tooLong || m_known == m_told || m_known == m_done.size() || now - m_when < pause)
            return;
        if (auto rows = ofFirst(m_blocks, m_known)) {
            m_soFar(std::move(rows));
            m_told = m_known;
            m_when = now;
        }
    }

private:
    static constexpr auto pause = std::chrono::milliseconds(250); // a table takes some time to grow

    const SoFar &m_soFar;
    const std::vector<Block> &m_blocks; // those in m_done are written no more
    std::mutex m_lock;
    std::vector<bool> m_done;
    std::size_t m_known = 0, m_told = 0; // blocks
    std::int64_t m_lastStart = 0;
    bool m_tooLong = false;
    std::chrono::steady_clock::time_point m_when = std::chrono::steady_clock::now();
};

Result<RowIndex::Starts> RowIndex::startsIn(const RowSource &source, std::size_t block, std::vector<char> &buffer,
                                            std::uint64_t &hash)
{
    const std::int64_t offset = static_cast<std::int64_t>(block) * blockBytes;
    const auto length = static_cast<std::size_t>(std::min(blockBytes, source.size() - offset));
    buffer.resize(static_cast<std::size_t>(blockBytes));
    const std::span<char> bytes(buffer.data(), length);
    if (const auto done = source.readNow(offset, bytes); !done)
        return tl::unexpected(done.error());
    hash = XXH3_64bits(bytes.data(), bytes.size());
    Starts starts;
    starts.reserve(length / 256);
    if (block == 0 && source.size() > (source.hasBom() ? 3 : 0))
        starts.push_back(source.hasBom() ? 3 : 0);
    findStarts(bytes, starts);
    if (!starts.empty() && offset + starts.back() == source.size())
        starts.pop_back();
    starts.shrink_to_fit();
    return starts;
}

// Where the last row of them ends is not known yet.
std::shared_ptr<const RowIndex> RowIndex::ofFirst(const std::vector<Block> &blocks, std::size_t count)
{
    auto index = std::make_shared<RowIndex>();
    index->m_blocks.assign(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t b = 0; b < count; ++b) {
        auto &block = index->m_blocks[b];
        block.firstRow = index->m_rows;
        index->m_rows += block.starts->size();
        if (!block.starts->empty())
            index->m_fileBytes = static_cast<std::int64_t>(b) * blockBytes + block.starts->back();
    }
    if (index->m_rows < 2)
        return nullptr;
    --index->m_rows;
    return index;
}

std::shared_ptr<const RowIndex> RowIndex::head(const RowSource &source)
{
    if (source.size() == 0)
        return nullptr;
    std::vector<char> buffer;
    std::uint64_t hash = 0;
    auto starts = startsIn(source, 0, buffer, hash);
    return starts ? ofFirst({{0, std::make_shared<const Starts>(std::move(*starts))}}, 1) : nullptr;
}

Result<std::shared_ptr<const RowIndex>> RowIndex::build(const RowSource &source, const std::stop_token &stop,
                                                        const SoFar &soFar)
{
    auto index = std::make_shared<RowIndex>();
    index->m_fileBytes = source.size();
    const auto blocks = static_cast<std::size_t>((source.size() + blockBytes - 1) / blockBytes);
    index->m_blocks.resize(blocks);
    std::vector<std::uint64_t> hashes(blocks);

    std::mutex errorLock;
    std::optional<Error> error;
    Progress progress(soFar, index->m_blocks);
    parallelFor<std::vector<char>>(blocks, stop, [&](std::size_t b, std::vector<char> &buffer) {
        auto starts = startsIn(source, b, buffer, hashes[b]);
        if (!starts) {
            const std::scoped_lock lock(errorLock);
            error = starts.error();
            return;
        }
        index->m_blocks[b].starts = std::make_shared<const Starts>(std::move(*starts));
        progress.add(b);
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
        if (!block.starts->empty() && offset + block.starts->front() - lastStart > maxRowBytes)
            return tl::unexpected(tooLong(source, index->m_rows - 1));
        if (!block.starts->empty())
            lastStart = offset + block.starts->back();
        index->m_rows += block.starts->size();
    }
    if (source.size() - lastStart > maxRowBytes)
        return tl::unexpected(tooLong(source, index->m_rows - 1));
    if (index->m_rows > maxRows)
        return fail(ErrorKind::Unsupported,
                    source.path().string() + " has more than 100,000,000 lines. Split it into several files.",
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
    return (block - m_blocks.begin()) * blockBytes + (*block->starts)[row - block->firstRow];
}

void RowIndex::copyStarts(std::size_t first, std::size_t count, std::vector<std::int64_t> &starts) const
{
    starts.clear();
    starts.reserve(count + 1);
    auto block = std::upper_bound(m_blocks.begin(), m_blocks.end(), first,
                                  [](std::size_t r, const Block &b) { return r < b.firstRow; });
    for (block = block == m_blocks.begin() ? block : block - 1; block != m_blocks.end(); ++block) {
        const std::int64_t offset = (block - m_blocks.begin()) * blockBytes;
        for (std::size_t i = first + starts.size() - block->firstRow; i < block->starts->size(); ++i) {
            starts.push_back(offset + (*block->starts)[i]);
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
