// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence with which many answers begin or end (T20): "Thank you for your question."
#pragma once

#include "core/checks/fixes.h"
#include "core/checks/sentences.h"

#include <functional>

namespace onsa {

// More than 5 % of the rows, and at least 20.
constexpr std::size_t boilerplateRows = 20, boilerplateParts = 20;

// Every answer of the row: the completion, what the assistant says, both answers of a preference.
void forEachAnswer(const Example &example,
                   const std::function<void(const std::string &field, const std::string &text)> &visit);
// The row without these sentences at the start and the end of its answers; nothing when it has none.
std::optional<FixedRow> withoutBoilerplate(std::string_view line, const SentenceForms &forms);

} // namespace onsa
