// SPDX-License-Identifier: GPL-3.0-or-later
// The log-probabilities of an answer's tokens, in the two shapes of the API. A token may be part of a character:
// completions write such bytes as "bytes:\xe3\x81", chat has an array of them.
#pragma once

#include "core/api_types.h"
#include "core/json_fields.h"

#include <vector>

namespace onsa {

// null when there are none. A logprob that is not a number (the first token of an echoed prompt) is null in
// completions; minus infinity is -9999, as the API says.
OrderedJson completionLogprobs(const std::vector<TokenLogprob> &tokens);
OrderedJson chatLogprobs(const std::vector<TokenLogprob> &tokens);
std::vector<TokenLogprob> readCompletionLogprobs(const Json &json);
std::vector<TokenLogprob> readChatLogprobs(const Json &json);

} // namespace onsa
