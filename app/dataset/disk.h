// SPDX-License-Identifier: GPL-3.0-or-later
// Every call to the system that a document, its journal, a save or a recovery makes on a file: so that a test can let
// each of them fail, kill the program at it, or lose what was not flushed.
#pragma once

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

struct stat;
struct statvfs;

namespace onsa {

// Calls return as the system calls of the same name do: −1 and errno. From any thread.
class Disk
{
public:
    using Path = std::filesystem::path;

    static Disk &system();
    virtual ~Disk() = default;

    virtual int open(const Path &path, int flags, mode_t mode) = 0; // O_CLOEXEC is added
    virtual int close(int fd) = 0;
    virtual ssize_t pread(int fd, char *bytes, std::size_t count, std::int64_t offset) = 0;
    virtual ssize_t pwrite(int fd, const char *bytes, std::size_t count, std::int64_t offset) = 0;
    virtual int fsync(int fd) = 0; // of a file or of a folder
    virtual int fdatasync(int fd) = 0;
    virtual int truncate(int fd, std::int64_t size) = 0;
    virtual int reserve(int fd, std::int64_t offset, std::int64_t length) = 0; // fallocate(2), the size stays
    virtual int flock(int fd, int operation) = 0;

    virtual int stat(const Path &path, struct stat &info) = 0;
    virtual int lstat(const Path &path, struct stat &info) = 0;
    virtual int fstat(int fd, struct stat &info) = 0;
    virtual int access(const Path &path, int mode) = 0;
    virtual int statvfs(const Path &path, struct statvfs &info) = 0;
    virtual ssize_t readlink(const Path &path, char *bytes, std::size_t count) = 0;
    virtual std::optional<std::vector<std::string>> names(const Path &folder) = 0; // nothing: errno says why

    virtual int mkdir(const Path &path, mode_t mode) = 0;
    virtual int rename(const Path &from, const Path &to) = 0;
    virtual int linkOpen(int fd, const Path &to) = 0; // another name for an open file
    virtual int unlink(const Path &path) = 0;
    virtual int rmdir(const Path &path) = 0;
    virtual int touch(const Path &path) = 0; // modified now
    virtual int setModified(int fd, std::int64_t ns) = 0; // since 1970

    virtual int chmod(int fd, mode_t mode) = 0;
    virtual int chown(int fd, uid_t owner, gid_t group) = 0;
    virtual int copyAttributes(int from, int to) = 0; // extended ones, access lists among them
};

// Calls again what a signal interrupted.
template <class Call> auto untilDone(Call &&call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

} // namespace onsa
