// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data_folder.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace onsa::engine {

namespace fs = std::filesystem;

Descriptor::Descriptor(Descriptor &&other) noexcept
    : m_number(std::exchange(other.m_number, -1))
{
}

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    std::swap(m_number, other.m_number);
    return *this;
}

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        ::close(m_number);
}

Error fileError(int number, std::string_view what, const fs::path &path)
{
    const bool full = number == ENOSPC || number == EDQUOT;
    const std::string reason = full ? "the disk is full" : std::strerror(number);
    return {full ? ErrorKind::DiskFull : ErrorKind::Io,
            std::string(what) + " " + path.string() + ": " + reason + ".",
            full ? "disk_full" : "io_error",
            {}};
}

Result<DataFolder> DataFolder::open(const fs::path &root)
{
    std::error_code code;
    const auto whole = fs::absolute(root, code);
    for (const auto &folder : {whole, whole / "files", whole / "jobs", whole / "tuned", whole / "models"}) {
        fs::create_directories(folder, code);
        if (code)
            return tl::unexpected(fileError(code.value(), "Could not make the folder", folder));
    }
    fs::permissions(whole, fs::perms::owner_all, code); // training data is nobody else's business
    return DataFolder(whole);
}

fs::path DataFolder::adapterOf(std::string_view modelName)
{
    const auto colon = modelName.rfind(':');
    return fs::path("tuned") / modelName.substr(colon == std::string_view::npos ? 0 : colon + 1);
}

Result<Descriptor> DataFolder::lockForServing() const
{
    const auto place = m_root / "engine.lock";
    Descriptor file(::open(place.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return tl::unexpected(fileError(errno, "Could not open", place));
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        std::array<char, 32> holder{};
        const auto length = ::pread(file.number(), holder.data(), holder.size() - 1, 0);
        const std::string who = length > 0
            ? " (process " + std::string(holder.data(), std::strcspn(holder.data(), "\n")) + ")"
            : std::string();
        return fail(ErrorKind::Conflict,
                    "Another onsa-engine" + who + " already serves " + m_root.string()
                        + ". Stop it, or choose another folder with --data.",
                    "data_folder_locked");
    }
    const auto mine = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file.number(), 0) != 0
        || ::pwrite(file.number(), mine.data(), mine.size(), 0) != static_cast<ssize_t>(mine.size()))
        return tl::unexpected(fileError(errno, "Could not write", place));
    return file;
}

void DataFolder::removeUnfinished() const
{
    std::error_code code;
    for (const auto &entry : fs::directory_iterator(m_root / "files", code)) {
        if (entry.path().extension() == ".part")
            fs::remove(entry.path(), code);
    }
}

fs::path defaultDataFolder()
{
    const char *data = std::getenv("XDG_DATA_HOME"); // only an absolute path counts (XDG base directories, 0.8)
    if (data != nullptr && data[0] == '/')
        return fs::path(data) / "onsa" / "engine";
    const char *home = std::getenv("HOME");
    if (home == nullptr || home[0] == '\0') {
        const passwd *user = ::getpwuid(::getuid());
        home = user != nullptr ? user->pw_dir : "/";
    }
    return fs::path(home) / ".local" / "share" / "onsa" / "engine";
}

NewFile::NewFile(fs::path place, fs::path unfinished, Descriptor descriptor)
    : m_place(std::move(place))
    , m_unfinished(std::move(unfinished))
    , m_descriptor(std::move(descriptor))
{
}

Result<NewFile> NewFile::create(const fs::path &place)
{
    auto unfinished = place;
    unfinished += ".part";
    Descriptor file(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return tl::unexpected(fileError(errno, "Could not write", unfinished));
    return NewFile(place, std::move(unfinished), std::move(file));
}

NewFile::~NewFile()
{
    if (m_descriptor.isOpen())
        ::unlink(m_unfinished.c_str());
}

Result<> NewFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(m_descriptor.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return tl::unexpected(fileError(errno, "Could not write", m_place));
        m_bytes += written;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<> NewFile::sync()
{
    if (::fsync(m_descriptor.number()) != 0)
        return tl::unexpected(fileError(errno, "Could not write", m_place));
    return {};
}

Result<> NewFile::commit()
{
    if (auto done = sync(); !done)
        return done;
    if (::rename(m_unfinished.c_str(), m_place.c_str()) != 0)
        return tl::unexpected(fileError(errno, "Could not rename to", m_place));
    m_descriptor = Descriptor();
    const Descriptor folder(::open(m_place.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(folder.number()) != 0)
        return tl::unexpected(fileError(errno, "Could not sync the folder of", m_place));
    return {};
}

} // namespace onsa::engine
