// SPDX-License-Identifier: GPL-3.0-or-later
// The rules about conversations (C1 to C10) and about pairs of answers (P1, P2, P3, P5).
#pragma once

#include "core/example_reader.h"

#include <vector>

namespace onsa {

void checkChat(const Example &example, const std::vector<MessageShape> &shapes, std::vector<Issue> &issues);
void checkPreference(const ExampleReading &reading, std::vector<Issue> &issues);

bool isKnownRole(std::string_view role);
// human -> user, gpt, bot, ai, model -> assistant, in any case; empty = no synonym.
std::string_view roleMeantBy(std::string_view role);

} // namespace onsa
