// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/utf8_hold.h"

namespace onsa::engine {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Bytes of the character that `lead` begins; 0 when it begins none.
std::size_t lengthOf(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// Whether `next` may follow `held`: after some first bytes only a part of the continuation bytes makes a character
// (no overlong forms, no surrogates, nothing above U+10FFFF).
bool mayFollow(const std::string &held, unsigned char next)
{
    const auto lead = static_cast<unsigned char>(held[0]);
    if (held.size() > 1)
        return next >= 0x80 && next <= 0xBF;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return next >= least && next <= most;
}

} // namespace

void Utf8Hold::take(char byte, std::string &out)
{
    const auto value = static_cast<unsigned char>(byte);
    if (!m_held.empty() && !mayFollow(m_held, value)) {
        out += replacement;
        m_held.clear();
    }
    if (m_held.empty() && lengthOf(value) == 0) {
        out += replacement;
        return;
    }
    m_held += byte;
    if (m_held.size() < lengthOf(static_cast<unsigned char>(m_held[0])))
        return;
    out += m_held;
    m_held.clear();
}

std::string Utf8Hold::feed(std::string_view bytes)
{
    std::string out;
    for (const char byte : bytes)
        take(byte, out);
    return out;
}

std::string Utf8Hold::rest()
{
    std::string out;
    if (!m_held.empty())
        out = replacement;
    m_held.clear();
    return out;
}

} // namespace onsa::engine
