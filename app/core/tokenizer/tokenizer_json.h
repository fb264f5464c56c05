// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a byte-level BPE tokenizer, and reading them from the text of a tokenizer.json.
#pragma once

#include "core/result.h"
#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/bpe.h"
#include "core/tokenizer/pre_tokenizer.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace onsa {

struct TokenizerParts {
    bool nfc = false; // the normalizer
    PreTokenizer preTokenizer;
    Bpe bpe;
    AddedTokens added; // found in the text as it is
    AddedTokens addedNormalized; // found after normalizing
    std::vector<std::string> bytes; // id -> what it decodes to
    std::vector<bool> special; // id -> steers the model
    std::unordered_map<std::string, int> ids; // token text -> id
};

// The highest id a file may use; the largest vocabulary known has 256 Ki entries.
constexpr int maxTokenId = 1 << 22;

Result<TokenizerParts> readTokenizerJson(std::string_view json);

// NFC of valid UTF-8.
std::string normalizeNfc(std::string_view text);

} // namespace onsa
