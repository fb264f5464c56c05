// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of a preference row that are more than a text, as splices of its bytes.
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace onsa {

// The better answer becomes the worse one and the other way round; every other byte stays.
// Errors: InvalidInput when the row has no two answers, or one of them twice.
Result<std::string> withAnswersSwapped(std::string_view line);

} // namespace onsa
