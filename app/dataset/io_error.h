// SPDX-License-Identifier: GPL-3.0-or-later
// A failed system call as a sentence that names the file and the next step.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string_view>

namespace onsa {

// `verb` completes "cannot … /some/path", e.g. "open". `code` is errno.
Error ioError(int code, std::string_view verb, const std::filesystem::path &path);

} // namespace onsa
