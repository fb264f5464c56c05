// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with one row, said the same way to the editor and to the trainer.
#pragma once

#include "core/example.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class Severity { Error, Warning, Info };

// Stable ids: invalid_json, invalid_utf8, not_an_object, missing_prompt, missing_completion, wrong_type, empty_prompt,
// empty_completion, missing_messages, unknown_role, missing_content, no_assistant_message, last_not_assistant,
// invalid_weight, duplicate_key, nul_character, special_token, surrounding_space, control_character,
// invisible_character, garbled_text, too_long, duplicate, contradiction, leakage, too_few_examples, file_bom,
// empty_line. The last six are about several rows or the file; checkLine says empty_line (a warning) of a line of
// white space, and parseExample puts the id of what it refuses into Error::code.
struct Issue {
    std::string id;
    Severity severity = Severity::Error;
    std::string field; // "prompt", "completion", "messages[2].content", "" = the row
    std::string message; // English, one sentence; the window translates by id

    bool operator==(const Issue &) const = default;
};

// All findings about one line (without its line end), worst first. Never throws, any bytes.
std::vector<Issue> checkLine(std::string_view line);
std::vector<Issue> checkExample(const Example &example);

// A row of more bytes than this is reported as too_long; training cuts a text at the model's context, long before.
constexpr std::size_t longRowBytes = 1U << 20U; // warning
constexpr std::size_t hugeRowBytes = 64U << 20U; // error

// Below this the service refuses a job, with invalid_n_examples.
constexpr int minimumExamples = 10;

} // namespace onsa
