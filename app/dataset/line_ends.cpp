// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/line_ends.h"

#include "dataset/parallel.h"
#include "dataset/row_source.h"

#include <atomic>
#include <cstring>
#include <mutex>

namespace onsa {

namespace {

std::size_t countPairs(const char *at, const char *end)
{
    std::size_t pairs = 0;
    while (at + 1 < end) {
        const auto *found = static_cast<const char *>(std::memchr(at, '\r', static_cast<std::size_t>(end - 1 - at)));
        if (found == nullptr)
            break;
        pairs += found[1] == '\n' ? 1U : 0U;
        at = found + 1;
    }
    return pairs;
}

} // namespace

Result<LineEnds> readLineEnds(const RowSource &source, std::size_t lines, const std::stop_token &stop)
{
    LineEnds ends;
    if (lines == 0)
        return ends;
    const auto blocks = static_cast<std::size_t>((source.size() + blockBytes - 1) / blockBytes);
    std::atomic<std::size_t> pairs = 0;
    std::atomic<bool> open = false;
    std::mutex lock;
    Result<> failed;
    parallelFor<std::vector<char>>(blocks, stop, [&](std::size_t block, std::vector<char> &buffer) {
        const std::int64_t offset = static_cast<std::int64_t>(block) * blockBytes;
        // And the first byte of the next block, for a pair that stands across.
        const auto length = static_cast<std::size_t>(std::min(blockBytes + 1, source.size() - offset));
        buffer.resize(length);
        if (auto done = source.readNow(offset, buffer); !done) {
            const std::scoped_lock guard(lock);
            failed = std::move(done);
            return;
        }
        pairs += countPairs(buffer.data(), buffer.data() + length);
        if (block + 1 == blocks)
            open = buffer.back() != '\n';
    });
    if (!failed)
        return tl::unexpected(failed.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "Looking at the line ends was stopped.", "cancelled");
    ends.open = open;
    ends.crlf = pairs;
    const std::size_t closed = lines - (ends.open ? 1U : 0U);
    ends.lf = closed > ends.crlf ? closed - ends.crlf : 0;
    return ends;
}

} // namespace onsa
