// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/temporary_file.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace onsa {

namespace {

template <class Call, class Byte>
bool transfer(Call call, std::FILE *file, Byte *bytes, std::size_t size, std::size_t offset)
{
    while (size > 0) {
        const ssize_t done = call(fileno(file), bytes, size, static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        size -= static_cast<std::size_t>(done);
        offset += static_cast<std::size_t>(done);
    }
    return true;
}

} // namespace

std::FILE *temporaryFile(std::size_t bytes)
{
    std::FILE *file = std::tmpfile();
    if (file == nullptr || ftruncate(fileno(file), static_cast<off_t>(bytes)) == 0)
        return file;
    const int reason = errno;
    std::fclose(file);
    errno = reason;
    return nullptr;
}

bool writeAt(std::FILE *file, const void *bytes, std::size_t size, std::size_t offset)
{
    return transfer(pwrite, file, static_cast<const char *>(bytes), size, offset);
}

bool readAt(std::FILE *file, void *bytes, std::size_t size, std::size_t offset)
{
    return transfer(pread, file, static_cast<char *>(bytes), size, offset);
}

tl::unexpected<Error> temporaryFileFault(const char *what)
{
    return fail(errno == ENOSPC ? ErrorKind::DiskFull : ErrorKind::Io,
                std::string("The temporary file of the search for similar rows could not be ") + what + ": "
                    + std::strerror(errno) + ".",
                errno == ENOSPC ? "disk_full" : "");
}

} // namespace onsa
