// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of the opened file by positioned reads; never mapped, so that a truncation elsewhere is an error, not a
// signal. The handle stays open: POSIX keeps the replaced file readable through it, so undo works after a save.
#pragma once

#include "core/result.h"
#include "dataset/disk_files.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

struct stat;

namespace onsa {

// Whether a file is still the one we know. The device number is kept out of the comparison: it changes over a restart.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0; // bytes
    std::int64_t modified = 0; // ns since 1970

    bool operator==(const FileIdentity &other) const
    {
        return inode == other.inode && size == other.size && modified == other.modified;
    }
    static FileIdentity of(const struct stat &info);
};

// The identity of what is at the path now; nothing when there is no file.
std::optional<FileIdentity> identityAt(const std::filesystem::path &path, Disk &disk = Disk::system());

constexpr std::int64_t blockBytes = 4 << 20; // reads of this size run at memory speed

// Safe from any thread.
class RowSource
{
public:
    static Result<std::shared_ptr<const RowSource>> open(const std::filesystem::path &path,
                                                         Disk &disk = Disk::system());
    static std::shared_ptr<const RowSource> empty(); // of an untitled document
    RowSource(const RowSource &) = delete;
    RowSource &operator=(const RowSource &) = delete;

    const std::filesystem::path &path() const { return m_path; }
    const FileIdentity &identity() const { return m_identity; }
    std::int64_t size() const { return m_identity.size; }
    unsigned mode() const { return m_mode; } // permission bits
    bool hasBom() const { return m_bom; }
    // False when another program wrote into the file since it was opened, or only touched it.
    bool isUnchanged() const;
    // XXH3 of every block, from the one who read them all. Once, before others read.
    void rememberBlocks(std::vector<std::uint64_t> hashes) const;
    Disk &disk() const { return *m_disk; }
    int fd() const { return handle()->file.fd(); } // -1: untitled
    // From now on the bytes come from another file that holds the same ones: the old one is about to be written over.
    // Who reads just now reads on in the old one.
    Result<> readFrom(const std::filesystem::path &copy) const;

    // All of `buffer` as the file was when it was opened, or an error: Corrupt when another program has written there
    // or made the file shorter.
    Result<> read(std::int64_t offset, std::span<char> buffer) const;
    // As it is now; only too short is an error.
    Result<> readNow(std::int64_t offset, std::span<char> buffer) const;

private:
    struct Handle {
        OpenFile file;
        FileIdentity identity; // of that file
    };
    RowSource() = default;
    std::shared_ptr<const Handle> handle() const;
    bool isSame(const Handle &handle) const;
    Result<> readNow(const Handle &from, std::int64_t offset, std::span<char> buffer) const;
    Result<> compareBlocks(const Handle &from, std::int64_t offset, std::int64_t length) const;

    Disk *m_disk = nullptr;
    std::filesystem::path m_path;
    mutable std::mutex m_lock;
    mutable std::shared_ptr<const Handle> m_handle; // guarded
    FileIdentity m_identity; // as it was opened
    unsigned m_mode = 0;
    bool m_bom = false;
    mutable std::vector<std::uint64_t> m_blocks;
};

} // namespace onsa
