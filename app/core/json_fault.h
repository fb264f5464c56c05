// SPDX-License-Identifier: GPL-3.0-or-later
// Why a line is not JSON, in one sentence for a person who never wrote JSON.
#pragma once

#include "core/example_check.h"

#include <cstddef>
#include <string_view>

namespace onsa {

// `code` is the simdjson::error_code that the parser gave for `line`; not SUCCESS.
Issue explainFault(std::string_view line, int code);
// Brackets inside each other, outside of texts.
std::size_t depthOf(std::string_view line);

} // namespace onsa
