// SPDX-License-Identifier: GPL-3.0-or-later
// A file without a name for what the comparison of all rows does not keep in memory.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdio>

namespace onsa {

// Of that many zero bytes; null with errno. It goes when it is closed.
std::FILE *temporaryFile(std::size_t bytes);
// All of it, whatever the system takes at once; false with errno. From any thread.
bool writeAt(std::FILE *file, const void *bytes, std::size_t size, std::size_t offset);
bool readAt(std::FILE *file, void *bytes, std::size_t size, std::size_t offset);
// What could not be done, from errno: "made", "written", "read".
tl::unexpected<Error> temporaryFileFault(const char *what);

} // namespace onsa
