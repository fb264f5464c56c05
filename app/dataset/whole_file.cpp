// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/whole_file.h"

#include "dataset/io_error.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa {

namespace fs = std::filesystem;

Result<std::unique_ptr<WholeFile>> WholeFile::create(const fs::path &target)
{
    std::error_code error;
    if (fs::is_directory(target, error))
        return tl::unexpected(ioError(EISDIR, "save", target));
    if (fs::exists(target, error) && !fs::is_regular_file(target, error))
        return fail(ErrorKind::Unsupported, "Cannot save " + target.string() + ": it is not an ordinary file.",
                    "not_a_file", target.string());
    std::unique_ptr<WholeFile> file(new WholeFile);
    file->m_target = fs::weakly_canonical(fs::absolute(target, error), error); // a link stays a link
    if (error)
        return tl::unexpected(ioError(error.value(), "save", target));
    std::random_device random;
    const std::string stem = "." + file->m_target.filename().string().substr(0, 180) + ".onsa-";
    do {
        file->m_path = file->m_target.parent_path() / (stem + std::to_string(random()));
        file->m_fd = ::open(file->m_path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (file->m_fd < 0 && errno == EEXIST);
    if (file->m_fd < 0)
        return tl::unexpected(ioError(errno, "write in the folder", file->m_target.parent_path()));
    struct stat old = {};
    if (::stat(file->m_target.c_str(), &old) == 0)
        ::fchmod(file->m_fd, old.st_mode & 07777U);
    return file;
}

WholeFile::~WholeFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_inPlace && !m_path.empty())
        ::unlink(m_path.c_str());
}

Result<> WholeFile::flush()
{
    for (std::string_view bytes = m_buffer; !bytes.empty();) {
        const auto count = ::write(m_fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(ioError(errno, "write", m_target));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    m_buffer.clear();
    return {};
}

Result<> WholeFile::write(std::string_view bytes)
{
    constexpr std::size_t blockBytes = 1U << 20U;
    m_buffer.append(bytes);
    return m_buffer.size() < blockBytes ? Result<>() : flush();
}

Result<> WholeFile::commit()
{
    if (const auto done = flush(); !done)
        return done;
    // A library may have written by name into a file of its own.
    const int written = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool safe = written >= 0 && ::fsync(written) == 0;
    const int code = errno;
    if (written >= 0)
        ::close(written);
    if (!safe)
        return tl::unexpected(ioError(code, "write", m_target));
    if (::rename(m_path.c_str(), m_target.c_str()) != 0)
        return tl::unexpected(ioError(errno, "save", m_target));
    m_inPlace = true;
    const int folder = ::open(m_target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool flushed = folder >= 0 && ::fsync(folder) == 0;
    const int folderCode = errno;
    if (folder >= 0)
        ::close(folder);
    if (!flushed && folderCode != EINVAL) // some network folders cannot flush a folder
        return tl::unexpected(ioError(folderCode, "save", m_target));
    return {};
}

} // namespace onsa
