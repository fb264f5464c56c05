// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/work_folder.h"

#include "dataset/io_error.h"

#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t keptSeconds = 30 * 24 * 3600;

std::vector<std::string> namesIn(Disk &disk, const fs::path &folder)
{
    return disk.names(folder).value_or(std::vector<std::string>());
}

// Seconds since it was last written; nothing when it is not there.
std::optional<std::int64_t> modifiedAt(Disk &disk, const fs::path &file)
{
    struct stat info = {};
    if (untilDone([&] { return disk.stat(file, info); }) != 0)
        return std::nullopt;
    return info.st_mtim.tv_sec;
}

// A clock that was set back makes nothing old.
bool isOld(Disk &disk, const fs::path &file)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto modified = modifiedAt(disk, file);
    return modified && std::chrono::duration_cast<std::chrono::seconds>(now).count() - *modified > keptSeconds;
}

// A folder of somebody else, as anybody can make one in the temporary folder, is no place for what is being written.
Result<> makeOwn(Disk &disk, const fs::path &root)
{
    if (auto made = makeFolders(disk, root); !made)
        return made;
    struct stat info = {};
    if (untilDone([&] { return disk.stat(root, info); }) != 0)
        return tl::unexpected(ioError(errno, "make the folder", root));
    if (info.st_uid != ::geteuid())
        return tl::unexpected(ioError(EACCES, "make the folder", root));
    return {};
}

std::vector<fs::path> foldersFor(Disk &disk, const fs::path &root, const fs::path &path)
{
    std::vector<std::pair<std::int64_t, fs::path>> found;
    for (const std::string &name : namesIn(disk, root)) {
        const auto its = readWhole(disk, root / name / "path");
        if (its && fs::path(*its) == path)
            found.emplace_back(modifiedAt(disk, root / name / "lock").value_or(0), root / name);
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> folders;
    for (auto &[time, folder] : found)
        folders.push_back(std::move(folder));
    return folders;
}

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(Disk &disk, const fs::path &file, int operation)
{
    auto opened = openFile(disk, file, O_RDWR | O_CREAT, "lock");
    if (!opened)
        return tl::unexpected(opened.error());
    auto lock = std::make_unique<FileLock>();
    lock->m_file = std::move(*opened);
    if (untilDone([&] { return disk.flock(lock->m_file.fd(), operation); }) != 0) {
        if (errno == EWOULDBLOCK)
            return std::unique_ptr<FileLock>();
        if (errno != ENOLCK && errno != EOPNOTSUPP && errno != ENOSYS)
            return tl::unexpected(ioError(errno, "lock", file));
    }
    return lock;
}

Result<std::unique_ptr<FileLock>> FileLock::wait(Disk &disk, const fs::path &file)
{
    return take(disk, file, LOCK_EX);
}

Result<std::unique_ptr<FileLock>> FileLock::attempt(Disk &disk, const fs::path &file)
{
    return take(disk, file, LOCK_EX | LOCK_NB);
}

WorkFolder::WorkFolder(WorkPlaces places, fs::path folder, std::unique_ptr<FileLock> lock)
    : m_places(std::move(places))
    , m_folder(std::move(folder))
    , m_lock(std::move(lock))
{
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::create(const WorkPlaces &places, const fs::path &path)
{
    Result<> first;
    for (const fs::path &root : places.roots) {
        const fs::path folder = root / QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        Result<> done = makeOwn(*places.disk, root);
        if (done)
            done = makeFolders(*places.disk, folder);
        if (done) {
            auto lock = FileLock::attempt(*places.disk, folder / "lock");
            if (lock) {
                std::unique_ptr<WorkFolder> work(new WorkFolder(places, folder, std::move(*lock)));
                done = work->setPath(path);
                if (done)
                    done = flushFolder(*places.disk, root, "keep unsaved edits in", root);
                if (done)
                    return work;
            } else {
                done = tl::unexpected(lock.error());
            }
            removeTree(*places.disk, folder);
        }
        if (first)
            first = done;
    }
    return tl::unexpected(first.error());
}

std::vector<fs::path> WorkFolder::find(const WorkPlaces &places, const fs::path &path)
{
    std::vector<fs::path> found;
    for (const fs::path &root : places.roots) {
        const auto here = foldersFor(*places.disk, root, path);
        found.insert(found.end(), here.begin(), here.end());
    }
    return found;
}

std::vector<fs::path> WorkFolder::findDiscarded(const WorkPlaces &places, const fs::path &path)
{
    std::vector<fs::path> found;
    for (const fs::path &root : places.roots) {
        for (const fs::path &folder : foldersFor(*places.disk, root / "trash", path)) {
            if (exists(*places.disk, folder / "discarded"))
                found.push_back(folder);
        }
    }
    return found;
}

Result<> WorkFolder::bringBack(const WorkPlaces &places, const fs::path &discarded)
{
    Disk &disk = *places.disk;
    const fs::path target = discarded.parent_path().parent_path() / discarded.filename();
    untilDone([&] { return disk.unlink(discarded / "discarded"); });
    untilDone([&] { return disk.unlink(discarded / "closed"); });
    untilDone([&] { return disk.touch(discarded / "lock"); }); // the newest is opened
    if (untilDone([&] { return disk.rename(discarded, target); }) != 0)
        return tl::unexpected(ioError(errno, "bring back", discarded));
    return flushFolder(disk, target.parent_path(), "bring back", target);
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::take(const WorkPlaces &places, const fs::path &folder)
{
    auto lock = FileLock::attempt(*places.disk, folder / "lock");
    if (!lock)
        return tl::unexpected(lock.error());
    if (!*lock)
        return std::unique_ptr<WorkFolder>();
    return std::unique_ptr<WorkFolder>(new WorkFolder(places, folder, std::move(*lock)));
}

bool WorkFolder::isOpenElsewhere(const WorkPlaces &places, const fs::path &path, const WorkFolder *except)
{
    const auto folders = find(places, path);
    return std::any_of(folders.begin(), folders.end(), [&](const fs::path &folder) {
        if (except != nullptr && except->folder() == folder)
            return false;
        const auto taken = take(places, folder);
        return taken && !*taken;
    });
}

Result<std::unique_ptr<FileLock>> WorkFolder::lockRoot(const WorkPlaces &places)
{
    Result<> first;
    for (const fs::path &root : places.roots) {
        Result<> made = makeOwn(*places.disk, root);
        if (made) {
            auto lock = FileLock::wait(*places.disk, root / "lock");
            if (lock)
                return lock;
            made = tl::unexpected(lock.error());
        }
        if (first)
            first = made;
    }
    return tl::unexpected(first.error());
}

void WorkFolder::removeOld(const WorkPlaces &places)
{
    for (const fs::path &root : places.roots) {
        for (const std::string &name : namesIn(*places.disk, root / "trash")) {
            if (!isOld(*places.disk, root / "trash" / name / "lock"))
                continue;
            for (const fs::path &other : places.roots) { // segments of its journal that were kept there
                if (other != root)
                    removeTree(*places.disk, other / name);
            }
            removeTree(*places.disk, root / "trash" / name);
        }
        for (const std::string &name : namesIn(*places.disk, root)) {
            const bool nobodys =
                !exists(*places.disk, root / name / "path") && isOld(*places.disk, root / name / "lock");
            if (!nobodys && !isOld(*places.disk, root / name / "closed"))
                continue;
            if (const auto taken = take(places, root / name); taken && *taken)
                (*taken)->remove();
        }
    }
}

std::vector<fs::path> WorkFolder::journalFolders() const
{
    std::vector<fs::path> folders{m_folder};
    for (const fs::path &root : m_places.roots) {
        if (root != m_folder.parent_path())
            folders.push_back(root / m_folder.filename());
    }
    return folders;
}

Result<> WorkFolder::setPath(const fs::path &path)
{
    return writeWhole(*m_places.disk, m_folder / "path", path.string());
}

void WorkFolder::setClosed(bool closed)
{
    if (closed)
        std::ignore = writeWhole(*m_places.disk, m_folder / "closed", {});
    else
        untilDone([&] { return m_places.disk->unlink(m_folder / "closed"); });
}

// The path goes first: half a journal must not be found by anybody.
void WorkFolder::remove()
{
    untilDone([&] { return m_places.disk->unlink(m_folder / "path"); });
    for (const fs::path &folder : journalFolders())
        removeTree(*m_places.disk, folder);
}

Result<fs::path> WorkFolder::moveTo(const char *place)
{
    Disk &disk = *m_places.disk;
    const fs::path parent = m_folder.parent_path() / place;
    if (const auto made = makeFolders(disk, parent); !made)
        return tl::unexpected(made.error());
    // Its age in the trash counts from now.
    untilDone([&] { return disk.touch(m_folder / "lock"); });
    const fs::path target = parent / m_folder.filename();
    if (untilDone([&] { return disk.rename(m_folder, target); }) != 0)
        return tl::unexpected(ioError(errno, "move to " + target.string(), m_folder));
    m_folder = target;
    return target;
}

} // namespace onsa
