// SPDX-License-Identifier: GPL-3.0-or-later
// Changes to the turns of a chat row that are more than a text: role, one more, one less. Other members are kept, in
// their order.
#pragma once

#include "core/result.h"

#include <string>

namespace onsa::ui {

Result<std::string> withRole(const std::string &line, int turn, const std::string &role);
Result<std::string> withTurnAdded(const std::string &line, const std::string &role); // at the end, empty
Result<std::string> withoutTurn(const std::string &line, int turn);

} // namespace onsa::ui
