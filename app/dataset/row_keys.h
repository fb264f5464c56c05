// SPDX-License-Identifier: GPL-3.0-or-later
// Two rows with the same key say the same.
#pragma once

#include "core/example.h"
#include "core/plain_rows.h"

#include <array>
#include <cstdint>
#include <string>

namespace onsa {

using RowKey = std::array<std::uint64_t, 2>; // 128 bits: equal keys are equal texts, for all practical purposes

struct ExampleKeys {
    RowKey prompt; // what is asked: the prompt, or all messages before the last assistant turn
    RowKey answer;
};

ExampleKeys keysOf(const Example &example);
ExampleKeys keysOf(const PairTexts &pair);
// The asked text itself. A chat of one user message equals the pair with that prompt.
std::string promptOf(const Example &example);

} // namespace onsa
