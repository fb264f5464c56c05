// SPDX-License-Identifier: GPL-3.0-or-later
// Fixes of a row's structure: its JSON, its members, its messages.
#pragma once

#include "core/checks/fixes.h"

namespace onsa {

// Nothing when the fix is not one of these, or does not apply.
std::optional<FixedRow> fixStructure(std::string_view line, Fix fix);

} // namespace onsa
