// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_source.h"

#include "dataset/io_error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa {

FileIdentity FileIdentity::of(const struct stat &info)
{
    return {info.st_dev, info.st_ino, info.st_size,
            std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

std::optional<FileIdentity> identityAt(const std::filesystem::path &path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0)
        return std::nullopt;
    return FileIdentity::of(info);
}

Result<std::shared_ptr<const RowSource>> RowSource::open(const std::filesystem::path &path)
{
    std::shared_ptr<RowSource> source(new RowSource);
    source->m_path = path;
    // Not blocking, because opening a pipe would wait for its writer.
    source->m_fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (source->m_fd < 0)
        return tl::unexpected(ioError(errno, "open", path));

    struct stat info = {};
    if (::fstat(source->m_fd, &info) != 0)
        return tl::unexpected(ioError(errno, "open", path));
    if (S_ISDIR(info.st_mode))
        return tl::unexpected(ioError(EISDIR, "open", path));
    if (!S_ISREG(info.st_mode))
        return fail(ErrorKind::Unsupported, "Cannot open " + path.string() + ": it is not an ordinary file.",
                    "not_a_file", path.string());
    source->m_identity = FileIdentity::of(info);
    source->m_mode = info.st_mode & 07777U;

    char head[3] = {};
    if (source->size() >= 3) {
        if (const auto done = source->read(0, head); !done)
            return tl::unexpected(done.error());
        source->m_bom = std::memcmp(head, "\xEF\xBB\xBF", 3) == 0;
    }
    return source;
}

std::shared_ptr<const RowSource> RowSource::empty()
{
    return std::shared_ptr<const RowSource>(new RowSource);
}

RowSource::~RowSource()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool RowSource::isUnchanged() const
{
    struct stat info = {};
    return m_fd < 0 || (::fstat(m_fd, &info) == 0 && FileIdentity::of(info) == m_identity);
}

Result<> RowSource::read(std::int64_t offset, std::span<char> buffer) const
{
    std::size_t done = 0;
    while (done < buffer.size()) {
        const auto count =
            ::pread(m_fd, buffer.data() + done, buffer.size() - done, offset + static_cast<std::int64_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(ioError(errno, "read", m_path));
        if (count == 0)
            return fail(ErrorKind::Corrupt,
                        "Cannot read " + m_path.string()
                            + ": another program has made it shorter. Save your work under another name.",
                        "changed_on_disk", m_path.string());
        done += static_cast<std::size_t>(count);
    }
    return {};
}

} // namespace onsa
