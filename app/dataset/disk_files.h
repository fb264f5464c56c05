// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with whole files and folders on a Disk.
#pragma once

#include "core/result.h"
#include "dataset/disk.h"

#include <string_view>

namespace onsa {

// An open file that is closed with its owner.
class OpenFile
{
public:
    OpenFile() = default;
    OpenFile(Disk &disk, int fd)
        : m_disk(&disk)
        , m_fd(fd)
    {
    }
    OpenFile(OpenFile &&other) noexcept
        : m_disk(other.m_disk)
        , m_fd(std::exchange(other.m_fd, -1))
    {
    }
    OpenFile &operator=(OpenFile &&other) noexcept
    {
        std::swap(m_disk, other.m_disk);
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~OpenFile() { close(); }
    void close()
    {
        if (m_fd >= 0)
            m_disk->close(std::exchange(m_fd, -1));
    }
    int fd() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

private:
    Disk *m_disk = nullptr;
    int m_fd = -1;
};

// `verb` as ioError() wants it.
Result<OpenFile> openFile(Disk &disk, const Disk::Path &path, int flags, std::string_view verb, mode_t mode = 0600);
// All bytes at `offset`; `path` is for the message.
Result<> writeAll(Disk &disk, const OpenFile &file, std::string_view bytes, std::int64_t offset, std::string_view verb,
                  const Disk::Path &path);
Result<std::string> readWhole(Disk &disk, const Disk::Path &path);
// A small file, complete or not there, flushed.
Result<> writeWhole(Disk &disk, const Disk::Path &path, std::string_view bytes);

bool exists(Disk &disk, const Disk::Path &path);
// With the folders above it; what is being written is nobody else's business (0700).
Result<> makeFolders(Disk &disk, const Disk::Path &folder);
void removeTree(Disk &disk, const Disk::Path &path);
// The names in the folder are on the disk. Filesystems that cannot flush a folder are believed.
Result<> flushFolder(Disk &disk, const Disk::Path &folder, std::string_view verb, const Disk::Path &about);

// Absolute, links followed, also when the last part is not there yet (a link to nothing leads there).
Result<Disk::Path> withoutLinks(Disk &disk, const Disk::Path &path);

} // namespace onsa
