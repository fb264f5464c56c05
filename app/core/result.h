// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, in a form that a person can be told and a program can act on.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace onsa {

enum class ErrorKind {
    InvalidInput,
    NotFound,
    Conflict,
    Unauthorized,
    RateLimited,
    Timeout,
    Network,
    Cancelled,
    Io,
    DiskFull,
    Corrupt,
    Unsupported,
    OutOfMemory,
    Internal
};

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string message; // one English sentence: what failed, on what; never a secret
    std::string code; // machine word, e.g. "invalid_api_key"; may be empty
    std::string param; // the field or place at fault, e.g. "messages[2].role" or "line 1204"; may be empty

    bool operator==(const Error &) const = default;
};

template <class T = void> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string code = {}, std::string param = {})
{
    return tl::unexpected(Error{kind, std::move(message), std::move(code), std::move(param)});
}

} // namespace onsa
