// SPDX-License-Identifier: GPL-3.0-or-later
// Saving over a file whose folder may not be written: copies first, then the file, then the note goes. A crash in the
// middle leaves a half-written file and a note; opening the file finishes it from the copy.
#include "dataset/io_error.h"
#include "dataset/save_steps.h"

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <xxhash.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

// work/over: the path of the file and the XXH3 of its new bytes, which are in work/new-rows.
fs::path noteIn(const fs::path &work)
{
    return work / "over";
}
fs::path copyIn(const fs::path &work)
{
    return work / "new-rows";
}

struct Copied {
    std::int64_t size = 0;
    std::uint64_t hash = 0;
};

using Sink = std::function<Result<>(std::string_view bytes, std::int64_t offset)>;

Result<Copied> readAll(Disk &disk, int from, const fs::path &about, const Sink &sink)
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(hash.get());
    std::string block(static_cast<std::size_t>(blockBytes), '\0');
    Copied copied;
    while (true) {
        const ssize_t count = untilDone([&] { return disk.pread(from, block.data(), block.size(), copied.size); });
        if (count < 0)
            return tl::unexpected(ioError(errno, "read", about));
        if (count == 0)
            break;
        const std::string_view read(block.data(), static_cast<std::size_t>(count));
        XXH3_64bits_update(hash.get(), read.data(), read.size());
        if (sink) {
            if (const auto done = sink(read, copied.size); !done)
                return tl::unexpected(done.error());
        }
        copied.size += count;
    }
    copied.hash = XXH3_64bits_digest(hash.get());
    return copied;
}

Error otherBytes(const fs::path &path)
{
    return {ErrorKind::Io,
            "The disk has kept other bytes than were written to " + path.string() + ". Save to another place.",
            "short_file", path.string()};
}

// A whole copy with the time of the first, flushed and read back.
Result<> copyWhole(Disk &disk, int from, const fs::path &to)
{
    struct stat info = {};
    if (untilDone([&] { return disk.fstat(from, info); }) != 0)
        return tl::unexpected(ioError(errno, "keep", to));
    const fs::path part = to.string() + ".part";
    {
        const auto file = openFile(disk, part, O_RDWR | O_CREAT | O_TRUNC, "keep");
        if (!file)
            return tl::unexpected(file.error());
        const auto written = readAll(disk, from, to, [&](std::string_view bytes, std::int64_t at) {
            return writeAll(disk, *file, bytes, at, "keep", to);
        });
        if (!written)
            return tl::unexpected(written.error());
        if (untilDone([&] { return disk.setModified(file->fd(), FileIdentity::of(info).modified); }) != 0
            || untilDone([&] { return disk.fsync(file->fd()); }) != 0)
            return tl::unexpected(ioError(errno, "keep", to));
        const auto kept = readAll(disk, file->fd(), to, {});
        if (!kept)
            return tl::unexpected(kept.error());
        if (kept->size != written->size || kept->hash != written->hash)
            return tl::unexpected(otherBytes(to));
    }
    if (untilDone([&] { return disk.rename(part, to); }) != 0)
        return tl::unexpected(ioError(errno, "keep", to));
    return {};
}

bool isSameFile(Disk &disk, int a, int b)
{
    struct stat first = {}, second = {};
    return untilDone([&] { return disk.fstat(a, first); }) == 0 && untilDone([&] { return disk.fstat(b, second); }) == 0
        && first.st_ino == second.st_ino && first.st_dev == second.st_dev;
}

// From the copy into the file, whose name and owner stay.
Result<FileIdentity> writeOver(Disk &disk, const fs::path &copy, const fs::path &target, std::uint64_t wanted,
                               std::int64_t modified)
{
    const auto from = openFile(disk, copy, O_RDONLY, "read");
    if (!from)
        return tl::unexpected(from.error());
    const auto file = openFile(disk, target, O_RDWR, "save");
    if (!file)
        return tl::unexpected(file.error());
    struct stat info = {};
    if (untilDone([&] { return disk.fstat(from->fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "read", copy));
    if (info.st_size > 0 && untilDone([&] { return disk.reserve(file->fd(), 0, info.st_size); }) != 0
        && (errno == ENOSPC || errno == EDQUOT))
        return tl::unexpected(ioError(errno, "save", target)); // before its first byte is touched
    const auto written = readAll(disk, from->fd(), copy, [&](std::string_view bytes, std::int64_t at) {
        return writeAll(disk, *file, bytes, at, "save", target);
    });
    if (!written)
        return tl::unexpected(written.error());
    if (untilDone([&] { return disk.truncate(file->fd(), written->size); }) != 0
        || untilDone([&] { return disk.setModified(file->fd(), modified); }) != 0
        || untilDone([&] { return disk.fsync(file->fd()); }) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    const auto kept = readAll(disk, file->fd(), target, {});
    if (!kept)
        return tl::unexpected(kept.error());
    if (kept->size != written->size || kept->hash != wanted)
        return tl::unexpected(otherBytes(target));
    if (untilDone([&] { return disk.fstat(file->fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "save", target));
    return FileIdentity::of(info);
}

// The note must not outlive the copy that it speaks of.
void forget(Disk &disk, const fs::path &work)
{
    const bool gone = untilDone([&] { return disk.unlink(noteIn(work)); }) == 0 || errno == ENOENT
        || writeWhole(disk, noteIn(work), {}).has_value();
    if (gone && flushFolder(disk, work, "keep", work))
        untilDone([&] { return disk.unlink(copyIn(work)); });
}

// Whether every byte of the file is that of the new rows or of the old ones, as an interrupted write leaves it. Another
// program's version is not ours to write over.
Result<bool> isHalfWritten(Disk &disk, const fs::path &target, const fs::path &copy, const fs::path &previous)
{
    std::vector<OpenFile> files;
    std::vector<std::int64_t> sizes;
    for (const fs::path &path : {target, copy, previous}) {
        auto file = openFile(disk, path, O_RDONLY, "read");
        struct stat info = {};
        if (!file || untilDone([&] { return disk.fstat(file->fd(), info); }) != 0)
            return tl::unexpected(file ? ioError(errno, "read", path) : file.error());
        files.push_back(std::move(*file));
        sizes.push_back(info.st_size);
    }
    if (sizes[0] > std::max(sizes[1], sizes[2]))
        return false;
    std::vector<std::string> blocks(3);
    for (std::int64_t at = 0; at < sizes[0]; at += blockBytes) {
        for (std::size_t f = 0; f < files.size(); ++f) {
            const auto wanted = static_cast<std::size_t>(std::clamp<std::int64_t>(sizes[f] - at, 0, blockBytes));
            blocks[f].assign(static_cast<std::size_t>(blockBytes), '\0'); // what is not there yet reads as zeros
            for (std::size_t done = 0; done < wanted;) {
                const ssize_t count = untilDone([&] {
                    return disk.pread(files[f].fd(), blocks[f].data() + done, wanted - done,
                                      at + static_cast<std::int64_t>(done));
                });
                if (count <= 0)
                    return tl::unexpected(ioError(count < 0 ? errno : EIO, "read", target));
                done += static_cast<std::size_t>(count);
            }
        }
        const auto count = static_cast<std::size_t>(std::min(blockBytes, sizes[0] - at));
        for (std::size_t i = 0; i < count; ++i) {
            if (blocks[0][i] != blocks[1][i] && blocks[0][i] != blocks[2][i])
                return false;
        }
    }
    return true;
}

Error halfWritten(const fs::path &target, const fs::path &work, const Error &why)
{
    return {why.kind,
            "A save over " + target.string() + " was interrupted and cannot be finished now (" + why.message
                + ") All rows are in " + copyIn(work).string() + ", the old version is in "
                + (work / "previous").string() + ".",
            "half_written", target.string()};
}

// Whole microseconds: what the file says of its time afterwards is then what was said before.
std::int64_t timeNow()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count() * 1000;
}

} // namespace

Result<SavedFile> saveOverFile(const RowsSnapshot &rows, const SaveOrder &order, const fs::path &work)
{
    Disk &disk = rows.source().disk();
    const auto target = saveTarget(disk, order.target);
    if (!target)
        return tl::unexpected(target.error());
    const auto isExpected = [&] {
        const auto there = identityAt(*target, disk);
        return there && (!order.expected || *there == *order.expected);
    };
    if (!isExpected())
        return tl::unexpected(changedOnDisk(order.target));
    const auto size = sizeOf(rows);
    if (!size)
        return tl::unexpected(readError(rows, size.error()));
    const auto old = openFile(disk, *target, O_RDONLY, "save");
    if (!old)
        return tl::unexpected(old.error());
    struct stat info = {};
    if (untilDone([&] { return disk.fstat(old->fd(), info); }) != 0)
        return tl::unexpected(ioError(errno, "save", order.target));
    // The new rows, the old ones, and at most once those that the document began with.
    if (const auto room = checkRoom(disk, work, *size + 2 * info.st_size, order.target); !room)
        return tl::unexpected(room.error());

    std::uint64_t hash = 0;
    {
        const auto file = NewFile::create(disk, copyIn(work));
        if (!file)
            return tl::unexpected(file.error());
        const auto written = writeRows(rows, **file, *size, order);
        if (!written)
            return tl::unexpected(readError(rows, written.error()));
        if (const auto flushed = (*file)->flush(); !flushed)
            return tl::unexpected(flushed.error());
        if (const auto right = (*file)->verify(*written, rows.rowCount()); !right)
            return tl::unexpected(right.error());
        if (const auto done = (*file)->putInPlace(); !done)
            return tl::unexpected(done.error());
        hash = *written;
    }
    const fs::path base = order.keep ? order.keep->base : work / "base";
    const fs::path previous = order.keep ? order.keep->previous : work / "previous";
    const bool readsTarget = rows.source().fd() >= 0 && isSameFile(disk, rows.source().fd(), old->fd());
    if (readsTarget) {
        if (const auto kept = copyWhole(disk, old->fd(), base); !kept)
            return tl::unexpected(kept.error());
    } else if (rows.source().fd() >= 0 && !exists(disk, base)) {
        if (const auto kept = copyWhole(disk, rows.source().fd(), base); !kept)
            return tl::unexpected(kept.error());
    }
    untilDone([&] { return disk.unlink(previous); });
    if (const auto kept = copyWhole(disk, old->fd(), previous); !kept)
        return tl::unexpected(kept.error());
    if (const auto safe = flushFolder(disk, work, "keep", work); !safe)
        return tl::unexpected(safe.error());
    if (readsTarget) {
        if (const auto moved = rows.source().readFrom(base); !moved)
            return tl::unexpected(moved.error());
    }

    if (!isExpected())
        return tl::unexpected(changedOnDisk(order.target));
    FileIdentity planned = FileIdentity::of(info);
    planned.size = *size;
    planned.modified = timeNow();
    if (order.prepared) {
        if (const auto ready = order.prepared(planned); !ready)
            return tl::unexpected(ready.error());
    }
    const std::string note = std::to_string(hash) + ' ' + std::to_string(planned.modified) + ' ' + target->string();
    if (const auto noted = writeWhole(disk, noteIn(work), note); !noted)
        return tl::unexpected(noted.error());
    const auto written = writeOver(disk, copyIn(work), *target, hash, planned.modified);
    if (!written)
        return tl::unexpected(halfWritten(*target, work, written.error()));
    // A filesystem that rounds its times: the journal must know the file as it is.
    if (!(*written == planned) && order.prepared)
        std::ignore = order.prepared(*written);
    forget(disk, work);
    return SavedFile{*written, {}};
}

Result<> finishSaveOver(Disk &disk, const fs::path &work)
{
    if (!exists(disk, noteIn(work)))
        return {};
    const auto note = readWhole(disk, noteIn(work));
    if (!note)
        return tl::unexpected(note.error());
    const auto first = note->find(' ');
    const auto second = first == std::string::npos ? first : note->find(' ', first + 1);
    if (second == std::string::npos) { // never whole, so nothing was touched
        forget(disk, work);
        return {};
    }
    const fs::path target = note->substr(second + 1);
    const auto half = isHalfWritten(disk, target, copyIn(work), work / "previous");
    if (!half)
        return tl::unexpected(halfWritten(target, work, half.error()));
    if (!*half) {
        forget(disk, work);
        return {};
    }
    const auto written = writeOver(disk, copyIn(work), target, std::strtoull(note->c_str(), nullptr, 10),
                                   std::strtoll(note->c_str() + first + 1, nullptr, 10));
    if (!written)
        return tl::unexpected(halfWritten(target, work, written.error()));
    forget(disk, work);
    return {};
}

} // namespace onsa
