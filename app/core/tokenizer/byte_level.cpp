// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/byte_level.h"

#include "core/utf8.h"

#include <array>

namespace onsa {

namespace {

constexpr bool isVisible(int byte)
{
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || (byte >= 0xAE && byte <= 0xFF);
}

// Visible bytes stand for themselves; the other 68 follow from U+0100 on, in order. Code point -> byte, or −1.
constexpr std::array<int, 0x100 + 68> makeAlphabet()
{
    std::array<int, 0x100 + 68> alphabet{};
    for (int &entry : alphabet)
        entry = -1;
    std::size_t next = 0x100;
    for (int byte = 0; byte < 0x100; ++byte)
        alphabet[isVisible(byte) ? static_cast<std::size_t>(byte) : next++] = byte;
    return alphabet;
}

constexpr auto alphabet = makeAlphabet();

} // namespace

std::optional<std::string> bytesOfSymbols(std::string_view token)
{
    std::string bytes;
    for (std::size_t at = 0; at < token.size();) {
        const CodePoint symbol = codePointAt(token, at);
        if (symbol.value >= alphabet.size() || alphabet[symbol.value] < 0)
            return std::nullopt;
        bytes += static_cast<char>(alphabet[symbol.value]);
        at += symbol.bytes;
    }
    return bytes;
}

} // namespace onsa
