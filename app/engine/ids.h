// SPDX-License-Identifier: GPL-3.0-or-later
// Names and times of the API's objects.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onsa::engine {

std::string randomWord(int length); // letters and digits from the system's random source
std::string newId(std::string_view prefix); // "file-" -> "file-" and 24 letters and digits
std::int64_t unixNow(); // seconds
std::string hostedBy(); // organisation of everything made here: "org-local"

// ft:<base>:<org>:<suffix>:<8 chars>; whatever is not a letter, digit, '.', '_' or '-' becomes one '-'.
std::string tunedModelName(std::string_view base, std::string_view suffix);

} // namespace onsa::engine
