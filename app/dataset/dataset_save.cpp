// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_save.h"

#include "dataset/io_error.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t spareBytes = 16 << 20; // left free for the journal and for other programs

// A file beside the target that vanishes unless it is put in its place.
class NewFile
{
public:
    static Result<std::unique_ptr<NewFile>> create(const fs::path &target)
    {
        std::unique_ptr<NewFile> file(new NewFile);
        std::random_device random;
        // Long names get a short stem, so that the name with its ending still fits.
        const std::string stem = "." + target.filename().string().substr(0, 180) + ".onsa-";
        do {
            file->m_path = target.parent_path() / (stem + std::to_string(random()));
            file->m_fd = ::open(file->m_path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        } while (file->m_fd < 0 && errno == EEXIST);
        if (file->m_fd < 0)
            return tl::unexpected(ioError(errno, "write in the folder", target.parent_path()));
        return file;
    }
    ~NewFile()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        if (!m_inPlace)
            ::unlink(m_path.c_str());
    }
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    int fd() const { return m_fd; }

    Result<> write(std::string_view bytes, const fs::path &target)
    {
        while (!bytes.empty()) {
            const auto count = ::write(m_fd, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                return tl::unexpected(ioError(errno, "save", target));
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return {};
    }

    Result<> putInPlace(const fs::path &target)
    {
        if (::rename(m_path.c_str(), target.c_str()) != 0)
            return tl::unexpected(ioError(errno, "save", target));
        m_inPlace = true;
        return {};
    }

private:
    NewFile() = default;

    fs::path m_path;
    int m_fd = -1;
    bool m_inPlace = false;
};

Error changedOnDisk(const fs::path &target)
{
    return {ErrorKind::Conflict,
            target.string()
                + " was changed by another program since it was opened. Save under another name, so that neither "
                  "version is lost.",
            "changed_on_disk", target.string()};
}

// The file behind symbolic links, also when it is not there yet.
Result<fs::path> resolve(const fs::path &target)
{
    std::error_code error;
    fs::path path = fs::absolute(target, error);
    for (int hops = 0; fs::is_symlink(fs::symlink_status(path, error)); ++hops) {
        if (hops == 40)
            return tl::unexpected(ioError(ELOOP, "save", target));
        const fs::path next = fs::read_symlink(path, error);
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    if (fs::is_directory(path, error))
        return tl::unexpected(ioError(EISDIR, "save", target));
    if (fs::exists(path, error) && !fs::is_regular_file(path, error))
        return fail(ErrorKind::Unsupported, "Cannot save " + target.string() + ": it is not an ordinary file.",
                    "not_a_file", target.string());
    return path;
}

Result<> checkRoom(const fs::path &folder, std::int64_t need, const fs::path &target)
{
    struct statvfs disk = {};
    if (::statvfs(folder.c_str(), &disk) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    const auto room = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
    if (disk.f_blocks == 0 || room >= static_cast<double>(need + spareBytes))
        return {};
    const auto missing = static_cast<std::int64_t>((static_cast<double>(need + spareBytes) - room) / 1e6) + 1;
    return fail(ErrorKind::DiskFull,
                "Cannot save " + target.string() + ": the disk lacks " + std::to_string(missing)
                    + " MB. Free some space or save to another place.",
                "disk_full", target.string());
}

Result<std::int64_t> sizeOf(const RowsSnapshot &rows)
{
    std::int64_t size = 0;
    const auto done = rows.forEachPiece([&size](const RowPiece &piece) -> Result<> {
        size += piece.length + static_cast<std::int64_t>(piece.text.size());
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return size;
}

Result<> writeRows(const RowsSnapshot &rows, NewFile &file, std::int64_t size, const SaveOrder &order)
{
    std::string buffer;
    std::int64_t done = 0;
    const auto flush = [&]() -> Result<> {
        if (auto written = file.write(buffer, order.target); !written)
            return written;
        done += static_cast<std::int64_t>(buffer.size());
        buffer.clear();
        if (order.progress)
            order.progress(done, size);
        return {};
    };
    const auto all = rows.forEachPiece([&](const RowPiece &piece) -> Result<> {
        buffer.append(piece.text);
        for (std::int64_t at = 0; at < piece.length;) {
            const std::int64_t part = std::min(piece.length - at, blockBytes);
            const std::size_t used = buffer.size();
            buffer.resize(used + static_cast<std::size_t>(part));
            if (auto read = rows.source().read(piece.offset + at, std::span(buffer).subspan(used)); !read)
                return read;
            at += part;
            if (static_cast<std::int64_t>(buffer.size()) >= blockBytes) {
                if (auto written = flush(); !written)
                    return written;
            }
        }
        return static_cast<std::int64_t>(buffer.size()) >= blockBytes ? flush() : Result<>();
    });
    return all ? flush() : all;
}

// The size as the disk has it, and the permissions of the file that goes.
Result<FileIdentity> finish(NewFile &file, std::int64_t size, const fs::path &target)
{
    struct stat old = {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    // What a new file would get by default; there is no way to ask for the mask without setting it, so it is only
    // taken as 022, the common one.
    if (::fchmod(file.fd(), exists ? old.st_mode & 07777U : 0644) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    if (exists && (old.st_uid != ::geteuid() || old.st_gid != ::getegid())
        && ::fchown(file.fd(), old.st_uid, old.st_gid) != 0) {
        // Only root may give files away: the new file then belongs to who saved it, as with every editor.
        if (errno != EPERM)
            return tl::unexpected(ioError(errno, "save", target));
    }
    if (::fsync(file.fd()) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    struct stat info = {};
    if (::fstat(file.fd(), &info) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    if (info.st_size != size)
        return fail(ErrorKind::Io,
                    "Cannot save " + target.string()
                        + ": the disk has kept another number of bytes than were written. Save to another place.",
                    "short_file", target.string());
    return FileIdentity::of(info);
}

} // namespace

Result<FileIdentity> saveRows(const RowsSnapshot &rows, const SaveOrder &order)
{
    const auto target = resolve(order.target);
    if (!target)
        return tl::unexpected(target.error());
    const auto isExpected = [&] {
        const auto there = identityAt(*target);
        return !order.expected || !there || *there == *order.expected;
    };
    if (!rows.source().isUnchanged())
        return tl::unexpected(Error{ErrorKind::Conflict,
                                    rows.source().path().string()
                                        + " was changed in place by another program. Open it again: your unsaved "
                                          "edits are kept and will be applied to it.",
                                    "changed_in_place", rows.source().path().string()});
    if (!isExpected())
        return tl::unexpected(changedOnDisk(order.target));

    const auto size = sizeOf(rows);
    if (!size)
        return tl::unexpected(size.error());
    if (const auto room = checkRoom(target->parent_path(), *size, order.target); !room)
        return tl::unexpected(room.error());
    const auto file = NewFile::create(*target);
    if (!file)
        return tl::unexpected(file.error());
    if (const auto written = writeRows(rows, **file, *size, order); !written)
        return tl::unexpected(written.error());
    const auto identity = finish(**file, *size, *target);
    if (!identity)
        return identity;

    // Again, because writing a large file takes its time.
    if (!rows.source().isUnchanged() || !isExpected())
        return tl::unexpected(changedOnDisk(order.target));
    if (order.prepared) {
        if (const auto ready = order.prepared(*identity); !ready)
            return tl::unexpected(ready.error());
    }
    if (const auto done = (*file)->putInPlace(*target); !done)
        return tl::unexpected(done.error());

    const int folder = ::open(target->parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int failed = folder >= 0 && ::fsync(folder) != 0 && errno != EINVAL ? errno : 0;
    if (folder >= 0)
        ::close(folder);
    if (failed != 0)
        return tl::unexpected(ioError(failed, "make sure of the new name of", order.target));
    return identity;
}

} // namespace onsa
