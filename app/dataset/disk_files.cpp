// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/disk_files.h"

#include "dataset/io_error.h"

#include <climits>
#include <deque>
#include <fcntl.h>
#include <sys/stat.h>

namespace onsa {

using Path = Disk::Path;

Result<OpenFile> openFile(Disk &disk, const Path &path, int flags, std::string_view verb, mode_t mode)
{
    const int fd = untilDone([&] { return disk.open(path, flags, mode); });
    if (fd < 0)
        return tl::unexpected(ioError(errno, verb, path));
    return OpenFile(disk, fd);
}

Result<> writeAll(Disk &disk, const OpenFile &file, std::string_view bytes, std::int64_t offset, std::string_view verb,
                  const Path &path)
{
    while (!bytes.empty()) {
        const ssize_t count = untilDone([&] { return disk.pwrite(file.fd(), bytes.data(), bytes.size(), offset); });
        if (count <= 0)
            return tl::unexpected(ioError(count < 0 ? errno : EIO, verb, path));
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += count;
    }
    return {};
}

Result<std::string> readWhole(Disk &disk, const Path &path)
{
    const auto file = openFile(disk, path, O_RDONLY | O_NONBLOCK, "read");
    if (!file)
        return tl::unexpected(file.error());
    struct stat info = {};
    if (disk.fstat(file->fd(), info) != 0)
        return tl::unexpected(ioError(errno, "read", path));
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t count = untilDone([&] {
            return disk.pread(file->fd(), bytes.data() + done, bytes.size() - done, static_cast<std::int64_t>(done));
        });
        if (count < 0)
            return tl::unexpected(ioError(errno, "read", path));
        if (count == 0)
            bytes.resize(done);
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

Result<> writeWhole(Disk &disk, const Path &path, std::string_view bytes)
{
    const Path temporary = path.string() + ".new";
    {
        const auto file = openFile(disk, temporary, O_WRONLY | O_CREAT | O_TRUNC, "write to");
        if (!file)
            return tl::unexpected(file.error());
        if (const auto done = writeAll(disk, *file, bytes, 0, "write to", path); !done)
            return done;
        if (untilDone([&] { return disk.fsync(file->fd()); }) != 0)
            return tl::unexpected(ioError(errno, "write to", path));
    }
    if (untilDone([&] { return disk.rename(temporary, path); }) != 0)
        return tl::unexpected(ioError(errno, "write to", path));
    return flushFolder(disk, path.parent_path(), "write to", path);
}

bool exists(Disk &disk, const Path &path)
{
    struct stat info = {};
    return untilDone([&] { return disk.lstat(path, info); }) == 0;
}

Result<> makeFolders(Disk &disk, const Path &folder)
{
    // A folder whose name is not on the disk is gone after a power cut, with all that was flushed in it.
    const auto flushName = [&] { return flushFolder(disk, folder.parent_path(), "make the folder", folder); };
    if (untilDone([&] { return disk.mkdir(folder, 0700); }) == 0)
        return flushName();
    if (errno == ENOENT && folder.has_parent_path() && folder.parent_path() != folder) {
        if (auto above = makeFolders(disk, folder.parent_path()); !above)
            return above;
        if (untilDone([&] { return disk.mkdir(folder, 0700); }) == 0)
            return flushName();
    }
    const int code = errno;
    struct stat info = {};
    if (code == EEXIST && untilDone([&] { return disk.stat(folder, info); }) == 0 && S_ISDIR(info.st_mode))
        return {};
    return tl::unexpected(ioError(code, "make the folder", folder));
}

void removeTree(Disk &disk, const Path &path)
{
    struct stat info = {};
    if (untilDone([&] { return disk.lstat(path, info); }) != 0)
        return;
    if (!S_ISDIR(info.st_mode)) {
        untilDone([&] { return disk.unlink(path); });
        return;
    }
    for (const std::string &name : disk.names(path).value_or(std::vector<std::string>()))
        removeTree(disk, path / name);
    untilDone([&] { return disk.rmdir(path); });
}

Result<> flushFolder(Disk &disk, const Path &folder, std::string_view verb, const Path &about)
{
    const int fd = untilDone([&] { return disk.open(folder, O_RDONLY | O_DIRECTORY, 0); });
    if (fd < 0) // a folder that may be written but not read
        return errno == EACCES ? Result<>() : Result<>(tl::unexpected(ioError(errno, verb, about)));
    const OpenFile open(disk, fd);
    if (untilDone([&] { return disk.fsync(fd); }) != 0 && errno != EINVAL)
        return tl::unexpected(ioError(errno, verb, about));
    return {};
}

Result<Path> withoutLinks(Disk &disk, const Path &path)
{
    std::error_code error;
    const Path absolute = std::filesystem::absolute(path, error);
    std::deque<Path> parts(absolute.begin(), absolute.end());
    Path done;
    for (int links = 0; !parts.empty();) {
        const Path part = parts.front();
        parts.pop_front();
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            done = done.parent_path();
            continue;
        }
        const Path next = done / part;
        struct stat info = {};
        if (untilDone([&] { return disk.lstat(next, info); }) != 0 || !S_ISLNK(info.st_mode)) {
            done = next; // what is not there cannot be a link
            continue;
        }
        char target[PATH_MAX];
        const ssize_t length = untilDone([&] { return disk.readlink(next, target, sizeof target); });
        if (length < 0 || ++links > 40)
            return tl::unexpected(ioError(length < 0 ? errno : ELOOP, "follow the link", path));
        const Path led(std::string(target, static_cast<std::size_t>(length)));
        parts.insert(parts.begin(), led.begin(), led.end());
        if (led.is_absolute())
            done.clear();
    }
    return done;
}

} // namespace onsa
