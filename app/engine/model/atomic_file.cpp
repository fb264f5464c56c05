// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/atomic_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa::engine {

namespace {

tl::unexpected<Error> failed(const char *what, const std::filesystem::path &file, int number)
{
    if (number == ENOSPC || number == EDQUOT)
        return fail(ErrorKind::DiskFull, "The disk is full: could not write " + file.string() + ". Free some space, then try again.", "disk_full");
    return fail(ErrorKind::Io,
                std::string("Could not ") + what + " " + file.string() + ": " + std::strerror(number) + ".");
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor, bytes.data(), std::min<std::size_t>(bytes.size(), 1U << 30U));
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
}

} // namespace

Result<> writeFileAtomically(const std::filesystem::path &file, std::string_view bytes)
{
    std::filesystem::path temporary = file;
    temporary += ".part";
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return failed("write", file, errno);
    const bool written = writeAll(descriptor, bytes) && ::fsync(descriptor) == 0;
    const int number = errno;
    const bool closed = ::close(descriptor) == 0;
    if (!written || !closed) {
        ::unlink(temporary.c_str());
        return failed("write", file, written ? errno : number);
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0) {
        const int renameError = errno;
        ::unlink(temporary.c_str());
        return failed("replace", file, renameError);
    }
    return syncFolder(file.parent_path());
}

Result<> syncFolder(const std::filesystem::path &folder)
{
    const std::filesystem::path named = folder.empty() ? "." : folder;
    const int descriptor = ::open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return failed("open", named, errno);
    const int status = ::fsync(descriptor);
    const int number = errno;
    ::close(descriptor);
    // Some file systems cannot sync a folder and say EINVAL; there is nothing more to do then.
    if (status != 0 && number != EINVAL)
        return failed("sync", named, number);
    return {};
}

Result<> makeFolder(const std::filesystem::path &folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failed("create", folder, error.value());
    return {};
}

Result<std::string> readWholeFile(const std::filesystem::path &file, std::size_t maxBytes)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT)
            return fail(ErrorKind::NotFound, "There is no " + file.string() + ".");
        return failed("open", file, errno);
    }
    std::string bytes;
    int number = 0;
    for (;;) {
        char block[1 << 16];
        const ssize_t got = ::read(descriptor, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            number = errno;
        if (got <= 0 || bytes.size() + static_cast<std::size_t>(got) > maxBytes) {
            if (got > 0)
                number = EFBIG;
            break;
        }
        bytes.append(block, static_cast<std::size_t>(got));
    }
    ::close(descriptor);
    if (number == EFBIG)
        return fail(ErrorKind::Corrupt, file.string() + " is too large to be what its name says.");
    if (number != 0)
        return failed("read", file, number);
    return bytes;
}

} // namespace onsa::engine
