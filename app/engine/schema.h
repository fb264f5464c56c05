// SPDX-License-Identifier: GPL-3.0-or-later
// resources/schema.sql, compiled in.
#pragma once

#include <string>
#include <vector>

namespace onsa::engine {

std::vector<std::string> schemaSections(); // one script for each version, in order

} // namespace onsa::engine
