// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/new_file.h"

#include "dataset/io_error.h"
#include "dataset/row_source.h"

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <random>
#include <sys/stat.h>
#include <xxhash.h>

namespace onsa {

namespace {

constexpr std::size_t maxStem = 180; // bytes of the name, so that it fits with its ending

Error cannotSave(const std::filesystem::path &target)
{
    return ioError(errno, "save", target);
}

std::string stemFor(const std::filesystem::path &target)
{
    std::string name = target.filename().string();
    if (name.size() > maxStem) {
        name.resize(maxStem);
        while (!name.empty() && (name.back() & 0x80) != 0) // no half of a character
            name.pop_back();
    }
    return "." + name + ".onsa-";
}

} // namespace

Result<std::unique_ptr<NewFile>> NewFile::create(Disk &disk, const std::filesystem::path &target)
{
    const auto folder = target.parent_path();
    const std::string stem = stemFor(target);
    // Nobody else saves here: the window that has the document open holds its lock.
    if (target.filename().string().size() <= maxStem) {
        for (const std::string &name : disk.names(folder).value_or(std::vector<std::string>())) {
            if (name.starts_with(stem) && name.find_first_not_of("0123456789", stem.size()) == std::string::npos)
                untilDone([&] { return disk.unlink(folder / name); });
        }
    }
    std::unique_ptr<NewFile> file(new NewFile(disk, target));
    std::random_device random;
    std::filesystem::path path;
    int fd = -1;
    do {
        path = folder / (stem + std::to_string(random()));
        fd = untilDone([&] { return disk.open(path, O_RDWR | O_CREAT | O_EXCL, 0600); });
    } while (fd < 0 && errno == EEXIST);
    if (fd < 0)
        return tl::unexpected(ioError(errno, "write in the folder", folder));
    file->m_file = OpenFile(disk, fd);
    file->m_path = path;
    return file;
}

NewFile::~NewFile()
{
    m_file.close();
    if (!m_inPlace && !m_path.empty())
        untilDone([&] { return m_disk.unlink(m_path); });
}

// Not every filesystem can; then the write says it.
Result<> NewFile::reserve(std::int64_t bytes)
{
    if (bytes > 0 && untilDone([&] { return m_disk.reserve(fd(), 0, bytes); }) != 0
        && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG || errno == EIO))
        return tl::unexpected(cannotSave(m_target));
    return {};
}

Result<> NewFile::append(std::string_view bytes)
{
    if (auto done = writeAll(m_disk, m_file, bytes, m_size, "save", m_target); !done)
        return done;
    m_size += static_cast<std::int64_t>(bytes.size());
    return {};
}

Result<> NewFile::flush()
{
    // After a failed flush the kernel forgets what it could not write: this file is dead, a retry makes a new one.
    if (untilDone([&] { return m_disk.fsync(fd()); }) != 0)
        return tl::unexpected(cannotSave(m_target));
    return {};
}

Result<> NewFile::verify(std::uint64_t xxh3, std::size_t rows)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF"; // alone it is no row
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(hash.get());
    std::string block(static_cast<std::size_t>(std::min(m_size, blockBytes)), '\0');
    std::size_t lines = 0;
    bool onlyMark = false;
    char last = '\n';
    struct stat info = {};
    bool right = untilDone([&] { return m_disk.fstat(fd(), info); }) == 0 && info.st_size == m_size;
    for (std::int64_t at = 0; right && at < m_size;) {
        const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(m_size - at, blockBytes));
        const ssize_t count = untilDone([&] { return m_disk.pread(fd(), block.data(), wanted, at); });
        if (count < 0)
            return tl::unexpected(cannotSave(m_target));
        right = count > 0;
        const std::string_view read(block.data(), static_cast<std::size_t>(count));
        XXH3_64bits_update(hash.get(), read.data(), read.size());
        onlyMark = read == mark && m_size == 3;
        lines += static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'));
        last = read.empty() ? last : read.back();
        at += count;
    }
    if (right && XXH3_64bits_digest(hash.get()) == xxh3 && lines + (last == '\n' || onlyMark ? 0 : 1) == rows)
        return {};
    return fail(ErrorKind::Io,
                "Cannot save " + m_target.string()
                    + ": the disk has kept other bytes than were written. The old file is as it was; save to another "
                      "place.",
                "short_file", m_target.string());
}

Result<> NewFile::putInPlace()
{
    if (untilDone([&] { return m_disk.rename(m_path, m_target); }) != 0)
        return tl::unexpected(cannotSave(m_target));
    m_inPlace = true;
    return {};
}

} // namespace onsa
