// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-level BPE from a Hugging Face tokenizer.json (GPT-2, Llama 3, Qwen2 pre-tokenizers; NFC normalizer; added
// tokens).
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class SpecialTokens {
    Parse, // "<|im_end|>" in the text becomes the one token
    AsText // it is text like any other; for what a user typed
};

// Immutable after loading; any thread may use it.
class Tokenizer
{
public:
    // Errors: Io, Corrupt (not a tokenizer.json), Unsupported (names the part that is not known).
    static Result<Tokenizer> load(const std::filesystem::path &tokenizerJson);
    static Result<Tokenizer> parse(std::string_view json);

    Tokenizer(Tokenizer &&) noexcept;
    Tokenizer &operator=(Tokenizer &&) noexcept;
    ~Tokenizer();

    // Text that is not UTF-8 is repaired first, with U+FFFD.
    std::vector<int> encode(std::string_view text, SpecialTokens special = SpecialTokens::Parse) const;
    // Bytes that are not UTF-8 become U+FFFD; special tokens are left out unless asked for.
    std::string decode(std::span<const int> ids, bool withSpecial = true) const;
    // The bytes of one token, which need not be UTF-8 alone. Out of range: empty.
    std::string bytesOf(int id) const;

    int size() const; // highest id + 1
    std::optional<int> idOf(std::string_view token) const; // exact token text as in the vocabulary or added tokens
    bool isSpecial(int id) const;

private:
    struct Data;
    explicit Tokenizer(std::unique_ptr<const Data> data);
    std::unique_ptr<const Data> m_data;
};

} // namespace onsa
