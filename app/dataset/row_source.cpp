// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_source.h"

#include "dataset/io_error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <xxhash.h>

namespace onsa {

namespace {

Error changedInPlace(const std::filesystem::path &path, const char *how)
{
    return {ErrorKind::Corrupt,
            "Cannot read " + path.string() + ": another program has " + how + ". Save your work under another name.",
            "changed_on_disk", path.string()};
}

} // namespace

FileIdentity FileIdentity::of(const struct stat &info)
{
    return {info.st_dev, info.st_ino, info.st_size,
            std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

std::optional<FileIdentity> identityAt(const std::filesystem::path &path, Disk &disk)
{
    struct stat info = {};
    if (untilDone([&] { return disk.stat(path, info); }) != 0)
        return std::nullopt;
    return FileIdentity::of(info);
}

Result<std::shared_ptr<const RowSource>> RowSource::open(const std::filesystem::path &path, Disk &disk)
{
    std::shared_ptr<RowSource> source(new RowSource);
    source->m_disk = &disk;
    source->m_path = path;
    // Not blocking, because opening a pipe would wait for its writer.
    auto file = openFile(disk, path, O_RDONLY | O_NONBLOCK, "open", 0);
    if (!file)
        return tl::unexpected(file.error());

    struct stat info = {};
    if (untilDone([&] { return disk.fstat(file->fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "open", path));
    if (S_ISDIR(info.st_mode))
        return tl::unexpected(ioError(EISDIR, "open", path));
    if (!S_ISREG(info.st_mode))
        return fail(ErrorKind::Unsupported, "Cannot open " + path.string() + ": it is not an ordinary file.",
                    "not_a_file", path.string());
    source->m_identity = FileIdentity::of(info);
    source->m_mode = info.st_mode & 07777U;
    source->m_handle = std::make_shared<const Handle>(Handle{std::move(*file), source->m_identity});

    char head[3] = {};
    if (source->size() >= 3) {
        if (const auto done = source->readNow(0, head); !done)
            return tl::unexpected(done.error());
        source->m_bom = std::memcmp(head, "\xEF\xBB\xBF", 3) == 0;
    }
    return source;
}

std::shared_ptr<const RowSource> RowSource::empty()
{
    std::shared_ptr<RowSource> source(new RowSource);
    source->m_disk = &Disk::system();
    source->m_handle = std::make_shared<const Handle>();
    return source;
}

std::shared_ptr<const RowSource::Handle> RowSource::handle() const
{
    const std::scoped_lock lock(m_lock);
    return m_handle;
}

Result<> RowSource::readFrom(const std::filesystem::path &copy) const
{
    auto file = openFile(*m_disk, copy, O_RDONLY, "read");
    if (!file)
        return tl::unexpected(file.error());
    struct stat info = {};
    if (untilDone([&] { return m_disk->fstat(file->fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "read", copy));
    auto handle = std::make_shared<const Handle>(Handle{std::move(*file), FileIdentity::of(info)});
    const std::scoped_lock lock(m_lock);
    m_handle.swap(handle);
    return {};
}

bool RowSource::isUnchanged() const
{
    return isSame(*handle());
}

bool RowSource::isSame(const Handle &handle) const
{
    struct stat info = {};
    return !handle.file
        || (untilDone([&] { return m_disk->fstat(handle.file.fd(), info); }) == 0
            && FileIdentity::of(info) == handle.identity);
}

void RowSource::rememberBlocks(std::vector<std::uint64_t> hashes) const
{
    m_blocks = std::move(hashes);
}

Result<> RowSource::read(std::int64_t offset, std::span<char> buffer) const
{
    const auto from = handle();
    if (auto done = readNow(*from, offset, buffer); !done)
        return done;
    // A look at the clock of the file costs a third of a microsecond.
    return isSame(*from) ? Result<>() : compareBlocks(*from, offset, static_cast<std::int64_t>(buffer.size()));
}

Result<> RowSource::readNow(std::int64_t offset, std::span<char> buffer) const
{
    return readNow(*handle(), offset, buffer);
}

Result<> RowSource::readNow(const Handle &from, std::int64_t offset, std::span<char> buffer) const
{
    std::size_t done = 0;
    while (done < buffer.size()) {
        const auto count = untilDone([&] {
            return m_disk->pread(from.file.fd(), buffer.data() + done, buffer.size() - done,
                                 offset + static_cast<std::int64_t>(done));
        });
        if (count < 0)
            return tl::unexpected(ioError(errno, "read", m_path));
        if (count == 0)
            return tl::unexpected(changedInPlace(m_path, "made it shorter"));
        done += static_cast<std::size_t>(count);
    }
    return {};
}

// The time says that somebody wrote; whether it was here, the bytes say.
Result<> RowSource::compareBlocks(const Handle &from, std::int64_t offset, std::int64_t length) const
{
    std::string block;
    for (std::int64_t b = offset / blockBytes; length > 0 && b <= (offset + length - 1) / blockBytes; ++b) {
        block.resize(static_cast<std::size_t>(std::min(blockBytes, size() - b * blockBytes)));
        if (auto done = readNow(from, b * blockBytes, block); !done)
            return done;
        const auto known = static_cast<std::size_t>(b);
        if (known >= m_blocks.size() || m_blocks[known] != XXH3_64bits(block.data(), block.size()))
            return tl::unexpected(changedInPlace(m_path, "written into it"));
    }
    return {};
}

} // namespace onsa
