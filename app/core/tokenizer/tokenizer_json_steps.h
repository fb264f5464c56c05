// SPDX-License-Identifier: GPL-3.0-or-later
// The "normalizer", "pre_tokenizer" and "decoder" of a tokenizer.json. What is not known there is refused by name:
// a tokenizer that is nearly right trains a model wrongly, and nobody sees it.
#pragma once

#include "core/result.h"
#include "core/tokenizer/tokenizer_json.h"

namespace simdjson::dom {
class object;
}

namespace onsa {

// Fills parts.nfc and parts.preTokenizer.
Result<> readTokenizerSteps(const simdjson::dom::object &root, TokenizerParts &parts);

} // namespace onsa
