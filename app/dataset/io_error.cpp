// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/io_error.h"

#include <cerrno>
#include <system_error>

namespace onsa {

namespace {

ErrorKind kindOf(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return ErrorKind::DiskFull;
    case ENOENT:
        return ErrorKind::NotFound;
    case ENOMEM:
        return ErrorKind::OutOfMemory;
    default:
        return ErrorKind::Io;
    }
}

std::string_view nextStep(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return " Free some space or choose another place.";
    case EACCES:
    case EPERM:
    case EROFS:
        return " Choose a place where you may write, or ask for permission.";
    case ENOENT:
        return " Check that the file and its folder are still there.";
    case EISDIR:
        return " Choose a file name.";
    case ENAMETOOLONG:
        return " Choose a shorter name.";
    case EFBIG:
        return " The disk does not take files of this size; choose another place.";
    default:
        return "";
    }
}

std::string_view wordOf(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return "disk_full";
    case EACCES:
    case EPERM:
    case EROFS:
        return "no_permission";
    case EISDIR:
        return "is_folder";
    case ENOENT:
        return "not_found";
    default:
        return "io_error";
    }
}

} // namespace

Error ioError(int code, std::string_view verb, const std::filesystem::path &path)
{
    std::string message = "Cannot ";
    message.append(verb).append(" ").append(path.string()).append(": ");
    message.append(std::generic_category().message(code)).append(".").append(nextStep(code));
    return Error{kindOf(code), std::move(message), std::string(wordOf(code)), path.string()};
}

} // namespace onsa
