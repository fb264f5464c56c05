// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/disk.h"

#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace onsa {

namespace {

class SystemDisk final : public Disk
{
public:
    int open(const Path &path, int flags, mode_t mode) override
    {
        return ::open(path.c_str(), flags | O_CLOEXEC, mode);
    }
    int close(int fd) override { return ::close(fd); }
    ssize_t pread(int fd, char *bytes, std::size_t count, std::int64_t offset) override
    {
        return ::pread(fd, bytes, count, offset);
    }
    ssize_t pwrite(int fd, const char *bytes, std::size_t count, std::int64_t offset) override
    {
        return ::pwrite(fd, bytes, count, offset);
    }
    int fsync(int fd) override { return ::fsync(fd); }
    int fdatasync(int fd) override { return ::fdatasync(fd); }
    int truncate(int fd, std::int64_t size) override { return ::ftruncate(fd, size); }
    int reserve(int fd, std::int64_t offset, std::int64_t length) override
    {
        return ::fallocate(fd, FALLOC_FL_KEEP_SIZE, offset, length);
    }
    int flock(int fd, int operation) override { return ::flock(fd, operation); }

    int stat(const Path &path, struct stat &info) override { return ::stat(path.c_str(), &info); }
    int lstat(const Path &path, struct stat &info) override { return ::lstat(path.c_str(), &info); }
    int fstat(int fd, struct stat &info) override { return ::fstat(fd, &info); }
    int access(const Path &path, int mode) override { return ::access(path.c_str(), mode); }
    int statvfs(const Path &path, struct statvfs &info) override { return ::statvfs(path.c_str(), &info); }
    ssize_t readlink(const Path &path, char *bytes, std::size_t count) override
    {
        return ::readlink(path.c_str(), bytes, count);
    }
    std::optional<std::vector<std::string>> names(const Path &folder) override
    {
        DIR *open = ::opendir(folder.c_str());
        if (open == nullptr)
            return std::nullopt;
        std::vector<std::string> found;
        while (const dirent *entry = ::readdir(open)) {
            const std::string name = entry->d_name;
            if (name != "." && name != "..")
                found.push_back(name);
        }
        ::closedir(open);
        return found;
    }

    int mkdir(const Path &path, mode_t mode) override { return ::mkdir(path.c_str(), mode); }
    int rename(const Path &from, const Path &to) override { return ::rename(from.c_str(), to.c_str()); }
    int linkOpen(int fd, const Path &to) override
    {
        const std::string from = "/proc/self/fd/" + std::to_string(fd);
        return ::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), AT_SYMLINK_FOLLOW);
    }
    int unlink(const Path &path) override { return ::unlink(path.c_str()); }
    int rmdir(const Path &path) override { return ::rmdir(path.c_str()); }
    int touch(const Path &path) override { return ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0); }
    int setModified(int fd, std::int64_t ns) override
    {
        const timespec times[2] = {{0, UTIME_OMIT}, {ns / 1'000'000'000, ns % 1'000'000'000}};
        return ::futimens(fd, times);
    }

    int chmod(int fd, mode_t mode) override { return ::fchmod(fd, mode); }
    int chown(int fd, uid_t owner, gid_t group) override { return ::fchown(fd, owner, group); }
    int copyAttributes(int from, int to) override
    {
        const ssize_t needed = ::flistxattr(from, nullptr, 0);
        if (needed < 0)
            return errno == ENOTSUP ? 0 : -1;
        std::string names(static_cast<std::size_t>(needed), '\0');
        const ssize_t length = ::flistxattr(from, names.data(), names.size());
        if (length < 0)
            return -1;
        int result = 0;
        for (std::size_t at = 0; at < static_cast<std::size_t>(length);) {
            const char *name = names.data() + at;
            at += std::char_traits<char>::length(name) + 1;
            std::string value(65536, '\0'); // the kernel's limit
            const ssize_t size = ::fgetxattr(from, name, value.data(), value.size());
            if (size < 0 || ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(size), 0) != 0)
                result = -1; // the others may still go over
        }
        return result;
    }
};

} // namespace

Disk &Disk::system()
{
    static SystemDisk disk;
    return disk;
}

} // namespace onsa
