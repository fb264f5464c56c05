// SPDX-License-Identifier: GPL-3.0-or-later
// A file is there whole or not at all, also after a power cut: temporary file, fsync, rename, fsync of the folder.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace onsa::engine {

// Errors: DiskFull, Io; both name the file.
Result<> writeFileAtomically(const std::filesystem::path &file, std::string_view bytes);
Result<> syncFolder(const std::filesystem::path &folder);
Result<> makeFolder(const std::filesystem::path &folder); // with its parents
// Errors: NotFound, Io, Corrupt when it is larger than `maxBytes`.
Result<std::string> readWholeFile(const std::filesystem::path &file, std::size_t maxBytes);

} // namespace onsa::engine
