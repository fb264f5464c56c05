// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a JSONL file, and in which line. A byte order mark, CRLF, blank lines and a last line without an
// end are accepted.
#pragma once

#include "core/result.h"

#include <filesystem>

namespace onsa::engine {

// For an upload: UTF-8, and each line JSON. InvalidInput with code invalid_file and param "line N", or Io.
Result<> checkJsonl(const std::filesystem::path &file);
// For a job: each line an example. Returns how many there are. InvalidInput with param "line N".
Result<int> countExamples(const std::filesystem::path &file);

} // namespace onsa::engine
