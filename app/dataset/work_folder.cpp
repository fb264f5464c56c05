// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/work_folder.h"

#include "dataset/io_error.h"

#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

constexpr auto trashAge = std::chrono::hours(24 * 30);

std::optional<fs::path> pathIn(const fs::path &folder)
{
    std::ifstream in(folder / "path", std::ios::binary);
    if (!in)
        return std::nullopt;
    return fs::path(std::string(std::istreambuf_iterator<char>(in), {}));
}

Result<> makeFolder(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return tl::unexpected(ioError(error.value(), "make the folder", folder));
    fs::permissions(folder, fs::perms::owner_all, error); // what is being written is nobody else's business
    return {};
}

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::open(const fs::path &file, int operation)
{
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return tl::unexpected(ioError(errno, "lock", file));
    std::unique_ptr<FileLock> lock(new FileLock(fd));
    while (::flock(fd, operation) != 0) {
        if (errno == EWOULDBLOCK)
            return std::unique_ptr<FileLock>();
        if (errno != EINTR)
            return tl::unexpected(ioError(errno, "lock", file));
    }
    return lock;
}

Result<std::unique_ptr<FileLock>> FileLock::wait(const fs::path &file)
{
    return open(file, LOCK_EX);
}

Result<std::unique_ptr<FileLock>> FileLock::attempt(const fs::path &file)
{
    return open(file, LOCK_EX | LOCK_NB);
}

FileLock::~FileLock()
{
    ::close(m_fd);
}

WorkFolder::WorkFolder(fs::path folder, std::unique_ptr<FileLock> lock)
    : m_folder(std::move(folder))
    , m_lock(std::move(lock))
{
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::create(const fs::path &root, const fs::path &path)
{
    const fs::path folder = root / QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    if (const auto made = makeFolder(folder); !made)
        return tl::unexpected(made.error());
    auto lock = FileLock::attempt(folder / "lock");
    if (!lock)
        return tl::unexpected(lock.error());
    std::unique_ptr<WorkFolder> work(new WorkFolder(folder, std::move(*lock)));
    if (const auto set = work->setPath(path); !set)
        return tl::unexpected(set.error());
    return work;
}

std::vector<fs::path> WorkFolder::find(const fs::path &root, const fs::path &path)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(root, error)) {
        if (const auto its = pathIn(entry.path()); its && *its == path)
            found.emplace_back(fs::last_write_time(entry.path() / "path", error), entry.path());
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> folders;
    for (auto &[time, folder] : found)
        folders.push_back(std::move(folder));
    return folders;
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::take(const fs::path &folder)
{
    auto lock = FileLock::attempt(folder / "lock");
    if (!lock)
        return tl::unexpected(lock.error());
    if (!*lock)
        return std::unique_ptr<WorkFolder>();
    return std::unique_ptr<WorkFolder>(new WorkFolder(folder, std::move(*lock)));
}

bool WorkFolder::isOpenElsewhere(const fs::path &root, const fs::path &path, const WorkFolder *except)
{
    const auto folders = find(root, path);
    return std::any_of(folders.begin(), folders.end(), [except](const fs::path &folder) {
        if (except != nullptr && except->folder() == folder)
            return false;
        const auto taken = take(folder);
        return taken && !*taken;
    });
}

Result<std::unique_ptr<FileLock>> WorkFolder::lockRoot(const fs::path &root)
{
    if (const auto made = makeFolder(root); !made)
        return tl::unexpected(made.error());
    return FileLock::wait(root / "lock");
}

void WorkFolder::emptyOldTrash(const fs::path &root)
{
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(root / "trash", error)) {
        const auto thrownAway = fs::last_write_time(entry.path() / "lock", error);
        if (!error && fs::file_time_type::clock::now() - thrownAway > trashAge)
            fs::remove_all(entry.path(), error);
    }
}

Result<> WorkFolder::setPath(const fs::path &path)
{
    const fs::path temporary = m_folder / "path.new";
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out << path.string();
    out.close();
    std::error_code error;
    if (out)
        fs::rename(temporary, m_folder / "path", error);
    if (!out || error)
        return tl::unexpected(ioError(out ? error.value() : EIO, "write to", m_folder));
    return {};
}

void WorkFolder::remove()
{
    std::error_code error;
    fs::remove_all(m_folder, error);
}

Result<fs::path> WorkFolder::moveTo(const char *place)
{
    const fs::path parent = m_folder.parent_path() / place;
    if (const auto made = makeFolder(parent); !made)
        return tl::unexpected(made.error());
    std::error_code error;
    // Its age in the trash counts from now.
    fs::last_write_time(m_folder / "lock", fs::file_time_type::clock::now(), error);
    const fs::path target = parent / m_folder.filename();
    fs::rename(m_folder, target, error);
    if (error)
        return tl::unexpected(ioError(error.value(), "move to " + target.string(), m_folder));
    m_folder = target;
    return target;
}

} // namespace onsa
