// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_save.h"

#include "dataset/io_error.h"
#include "dataset/new_file.h"
#include "dataset/save_steps.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <xxhash.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t maxCopy = std::int64_t{4} << 30; // a larger old version is kept only where it costs no copy

} // namespace

Error changedOnDisk(const fs::path &target)
{
    return {ErrorKind::Conflict,
            target.string()
                + " was changed by another program since it was opened. Save under another name, so that neither "
                  "version is lost.",
            "changed_on_disk", target.string()};
}

Result<fs::path> saveTarget(Disk &disk, const fs::path &target)
{
    const auto path = withoutLinks(disk, target);
    if (!path)
        return path;
    struct stat info = {};
    if (untilDone([&] { return disk.stat(*path, info); }) != 0)
        return path;
    if (S_ISDIR(info.st_mode))
        return tl::unexpected(ioError(EISDIR, "save", target));
    if (!S_ISREG(info.st_mode))
        return fail(ErrorKind::Unsupported, "Cannot save " + target.string() + ": it is not an ordinary file.",
                    "not_a_file", target.string());
    // Renaming over a file asks only for the folder; whoever protected the file did not mean that.
    if (untilDone([&] { return disk.access(*path, W_OK); }) != 0 && errno != ENOENT)
        return tl::unexpected(ioError(errno, "save", target));
    return path;
}

static std::string megabytes(double bytes)
{
    return std::to_string(static_cast<std::int64_t>(bytes / 1e6) + 1) + " MB";
}

Result<> checkRoom(Disk &disk, const fs::path &folder, std::int64_t need, const fs::path &target)
{
    struct statvfs info = {};
    if (untilDone([&] { return disk.statvfs(folder, info); }) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    const auto room = static_cast<double>(info.f_bavail) * static_cast<double>(info.f_frsize);
    const auto wanted = static_cast<double>(need + spareBytes(need));
    if (info.f_blocks == 0 || room >= wanted)
        return {};
    return fail(ErrorKind::DiskFull,
                "Cannot save " + target.string() + ": it needs " + megabytes(wanted) + ", and the disk has "
                    + megabytes(room) + " left. Free " + megabytes(wanted - room) + " or save to another place.",
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

Result<std::uint64_t> writeRows(const RowsSnapshot &rows, NewFile &file, std::int64_t size, const SaveOrder &order)
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(hash.get());
    std::string buffer;
    const auto flush = [&]() -> Result<> {
        XXH3_64bits_update(hash.get(), buffer.data(), buffer.size());
        if (auto written = file.append(buffer); !written)
            return written;
        buffer.clear();
        if (order.progress)
            order.progress(file.size(), size);
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
    if (!all)
        return tl::unexpected(all.error());
    if (const auto last = flush(); !last)
        return tl::unexpected(last.error());
    return XXH3_64bits_digest(hash.get());
}

Error readError(const RowsSnapshot &rows, const Error &error)
{
    if (error.code != "changed_on_disk")
        return error;
    return Error{ErrorKind::Conflict,
                 rows.source().path().string()
                     + " was changed in place by another program. Open it again: your unsaved edits are kept and will "
                       "be applied to it.",
                 "changed_in_place", rows.source().path().string()};
}

namespace {

// The file itself may be written, and only its folder may not.
Error folderError(Disk &disk, const fs::path &target, Error error)
{
    if (error.code == "no_permission" && exists(disk, target))
        error.code = "folder_protected";
    return error;
}

// Permissions, owner and attributes of the file that goes.
Result<> dress(NewFile &file, const OpenFile &old, Disk &disk, const fs::path &target, std::vector<SaveNote> &notes)
{
    struct stat info = {};
    if (old && untilDone([&] { return disk.fstat(old.fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    if (old && (info.st_uid != ::geteuid() || info.st_gid != ::getegid())
        && untilDone([&] { return disk.chown(file.fd(), info.st_uid, info.st_gid); }) != 0) {
        // Only root may give files away: the new file then belongs to who saved it, as with every editor.
        if (errno != EPERM)
            return tl::unexpected(ioError(errno, "save", target));
        notes.push_back(SaveNote::Owner);
    }
    // What a new file would get by default; there is no way to ask for the mask without setting it, so it is only
    // taken as 022, the common one. After the owner, because a change of owner takes the set-id bits away.
    if (untilDone([&] { return disk.chmod(file.fd(), old ? info.st_mode & 07777U : 0644); }) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    if (old && disk.copyAttributes(old.fd(), file.fd()) != 0)
        notes.push_back(SaveNote::Attributes);
    if (old && info.st_nlink > 1)
        notes.push_back(SaveNote::OtherNames);
    return {};
}

Result<> copyTo(Disk &disk, int from, const fs::path &to)
{
    struct stat info = {}, place = {};
    struct statvfs room = {};
    if (untilDone([&] { return disk.fstat(from, info); }) != 0 || info.st_size > maxCopy
        || untilDone([&] { return disk.statvfs(to.parent_path(), room); }) != 0
        || static_cast<double>(room.f_bavail) * static_cast<double>(room.f_frsize)
            < 2.0 * static_cast<double>(info.st_size + spareBytes(info.st_size)))
        return fail(ErrorKind::DiskFull, "no room for the old version");
    const fs::path part = to.string() + ".part";
    {
        const auto file = openFile(disk, part, O_WRONLY | O_CREAT | O_TRUNC, "keep");
        if (!file)
            return tl::unexpected(file.error());
        std::string block(static_cast<std::size_t>(blockBytes), '\0');
        for (std::int64_t at = 0; at < info.st_size;) {
            const ssize_t count = untilDone([&] { return disk.pread(from, block.data(), block.size(), at); });
            if (count <= 0)
                return tl::unexpected(ioError(count < 0 ? errno : EIO, "keep", to));
            const std::string_view read(block.data(), static_cast<std::size_t>(count));
            if (auto done = writeAll(disk, *file, read, at, "keep", to); !done)
                return done;
            at += count;
        }
        const FileIdentity identity = FileIdentity::of(info);
        if (untilDone([&] { return disk.setModified(file->fd(), identity.modified); }) != 0
            || untilDone([&] { return disk.fsync(file->fd()); }) != 0
            || untilDone([&] { return disk.fstat(file->fd(), place); }) != 0 || place.st_size != info.st_size)
            return tl::unexpected(ioError(errno, "keep", to));
    }
    if (untilDone([&] { return disk.rename(part, to); }) != 0)
        return tl::unexpected(ioError(errno, "keep", to));
    return {};
}

// A second name costs nothing; on another disk it has to be a copy.
Result<> keepAs(Disk &disk, int fd, const fs::path &place)
{
    if (untilDone([&] { return disk.linkOpen(fd, place); }) == 0 || errno == EEXIST)
        return {};
    return copyTo(disk, fd, place);
}

bool keepOld(const RowsSnapshot &rows, const OpenFile &old, Disk &disk, const KeepOld &keep)
{
    bool kept = true;
    if (rows.source().fd() >= 0 && !exists(disk, keep.base))
        kept = keepAs(disk, rows.source().fd(), keep.base).has_value();
    struct stat base = {}, now = {};
    const bool isBase = old && untilDone([&] { return disk.fstat(old.fd(), now); }) == 0
        && untilDone([&] { return disk.stat(keep.base, base); }) == 0 && base.st_ino == now.st_ino
        && base.st_dev == now.st_dev;
    if (old && !isBase) {
        untilDone([&] { return disk.unlink(keep.previous); });
        kept = keepAs(disk, old.fd(), keep.previous).has_value() && kept;
    }
    // The journal will say "saved" only after this.
    return flushFolder(disk, keep.base.parent_path(), "keep", keep.base).has_value() && kept;
}

} // namespace

Result<SavedFile> saveRows(const RowsSnapshot &rows, const SaveOrder &order)
{
    Disk &disk = rows.source().disk();
    const auto target = saveTarget(disk, order.target);
    if (!target)
        return tl::unexpected(target.error());
    const auto isExpected = [&] {
        const auto there = identityAt(*target, disk);
        return !order.expected || !there || *there == *order.expected;
    };
    if (!isExpected())
        return tl::unexpected(changedOnDisk(order.target));

    const auto size = sizeOf(rows);
    if (!size)
        return tl::unexpected(readError(rows, size.error()));
    if (const auto room = checkRoom(disk, target->parent_path(), *size, order.target); !room)
        return tl::unexpected(room.error());
    const auto file = NewFile::create(disk, *target);
    if (!file)
        return tl::unexpected(folderError(disk, *target, file.error()));
    if (const auto room = (*file)->reserve(*size); !room)
        return tl::unexpected(room.error());
    const auto hash = writeRows(rows, **file, *size, order);
    if (!hash)
        return tl::unexpected(readError(rows, hash.error()));

    SavedFile saved;
    const OpenFile old(disk, untilDone([&] { return disk.open(*target, O_RDONLY, 0); }));
    if (!old && errno != ENOENT && errno != EACCES)
        return tl::unexpected(ioError(errno, "save", order.target));
    if (const auto dressed = dress(**file, old, disk, order.target, saved.notes); !dressed)
        return tl::unexpected(dressed.error());
    if (const auto flushed = (*file)->flush(); !flushed)
        return tl::unexpected(flushed.error());
    if (const auto right = (*file)->verify(*hash, rows.rowCount()); !right)
        return tl::unexpected(right.error());
    struct stat info = {};
    if (untilDone([&] { return disk.fstat((*file)->fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "save", order.target));
    saved.identity = FileIdentity::of(info);

    // Again, because writing a large file takes its time.
    if (!isExpected())
        return tl::unexpected(changedOnDisk(order.target));
    if (order.keep && !keepOld(rows, old, disk, *order.keep))
        saved.notes.push_back(SaveNote::NoPrevious);
    if (order.prepared) {
        if (const auto ready = order.prepared(saved.identity); !ready)
            return tl::unexpected(ready.error());
    }
    if (const auto done = (*file)->putInPlace(); !done)
        return tl::unexpected(folderError(disk, *target, done.error()));
    if (const auto safe = flushFolder(disk, target->parent_path(), "make sure of the new name of", order.target); !safe)
        return tl::unexpected(safe.error());
    return saved;
}

} // namespace onsa
