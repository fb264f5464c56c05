// SPDX-License-Identifier: GPL-3.0-or-later
// The alphabet of byte-level tokenizers: every byte is written as one visible character ("Ġ" is a space).
// Source: bytes_to_unicode of openai/gpt-2, encoder.py.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onsa {

// The bytes a vocabulary entry stands for; nothing when it is not written in the alphabet.
std::optional<std::string> bytesOfSymbols(std::string_view token);

} // namespace onsa
