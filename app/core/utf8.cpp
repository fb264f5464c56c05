// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/utf8.h"

#include <simdjson.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace onsa {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct SecondByte {
    unsigned char low = 0x80, high = 0xBF; // what may follow the lead byte
    std::size_t length = 0; // of the whole sequence; 0 = no lead byte
};

// Table 3-7 of the Unicode standard, "Well-Formed UTF-8 Byte Sequences".
SecondByte sequenceOf(unsigned char lead)
{
    if (lead < 0x80)
        return {0, 0, 1};
    if (lead >= 0xC2 && lead <= 0xDF)
        return {0x80, 0xBF, 2};
    if (lead >= 0xE0 && lead <= 0xEF)
        return {static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80),
                static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF), 3};
    if (lead >= 0xF0 && lead <= 0xF4)
        return {static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80),
                static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF), 4};
    return {};
}

// How many bytes at `at` belong together, and whether they are a whole character.
std::pair<std::size_t, bool> sequenceAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const SecondByte rule = sequenceOf(byte(at));
    if (rule.length == 0)
        return {1, false};
    for (std::size_t i = 1; i < rule.length; ++i) {
        const unsigned char low = i == 1 ? rule.low : 0x80;
        const unsigned char high = i == 1 ? rule.high : 0xBF;
        if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high)
            return {i, false};
    }
    return {rule.length, true};
}

} // namespace

bool isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text.data(), text.size());
}

std::optional<std::size_t> firstBadByte(std::string_view text)
{
    if (isUtf8(text))
        return std::nullopt;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto [length, whole] = sequenceAt(text, at);
        if (!whole)
            return at;
        at += length;
    }
    return std::nullopt;
}

std::string repairUtf8(std::string_view text)
{
    if (isUtf8(text))
        return std::string(text);
    std::string out;
    out.reserve(text.size() + 8);
    for (std::size_t at = 0; at < text.size();) {
        const auto [length, whole] = sequenceAt(text, at);
        if (whole)
            out.append(text.substr(at, length));
        else
            appendUtf8(out, replacement);
        at += length;
    }
    return out;
}

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80)
        return {first, 1};
    utf8proc_int32_t value = 0;
    const auto left = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size() - at, 4));
    const utf8proc_ssize_t bytes =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t *>(text.data() + at), left, &value);
    if (bytes <= 0)
        return {replacement, 1};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(bytes)};
}

std::size_t previousCodePoint(std::string_view text, std::size_t at)
{
    --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        --at;
    return at;
}

std::size_t countCodePoints(std::string_view text)
{
    // Eight bytes at a time: those of the form 10xxxxxx go on a character.
    std::size_t inside = 0, at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + at, 8);
        const std::uint64_t marks = (eight >> 7U) & ~(eight >> 6U) & 0x0101010101010101ULL;
        inside += (marks * 0x0101010101010101ULL) >> 56U;
    }
    for (; at < text.size(); ++at)
        inside += (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U ? 1U : 0U;
    return text.size() - inside;
}

void appendUtf8(std::string &out, char32_t value)
{
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(value), bytes);
    out.append(reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(std::max<utf8proc_ssize_t>(length, 0)));
}

bool isWhiteSpace(char32_t value)
{
    return (value >= 0x09 && value <= 0x0D) || value == 0x20 || value == 0x85 || value == 0xA0 || value == 0x1680
        || (value >= 0x2000 && value <= 0x200A) || value == 0x2028 || value == 0x2029 || value == 0x202F
        || value == 0x205F || value == 0x3000;
}

} // namespace onsa
