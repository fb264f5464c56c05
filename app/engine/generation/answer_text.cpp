// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/answer_text.h"

#include <algorithm>
#include <utility>

namespace onsa::engine {

namespace {

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

AnswerText::AnswerText(int index, std::vector<std::string> stops)
    : m_index(index)
    , m_stops(std::move(stops))
{
}

void AnswerText::add(int token, std::string_view bytes, std::optional<TokenLogprob> logprob)
{
    if (logprob) // a token that goes on with a character belongs to that character
        logprob->textOffset = m_codePoints - (!bytes.empty() && continues(bytes[0]) && m_codePoints > 0 ? 1 : 0);
    m_pending.push_back({token, m_bytes, m_bytes + bytes.size(), std::move(logprob)});
    m_bytes += bytes.size();
    m_codePoints += static_cast<int>(std::count_if(bytes.begin(), bytes.end(), [](char b) { return !continues(b); }));
    m_ready += m_characters.feed(m_stops.feed(bytes));
}

void AnswerText::move(GeneratedPiece &to, bool (*leaves)(const Pending &, std::size_t), std::size_t limit)
{
    while (!m_pending.empty() && leaves(m_pending.front(), limit)) {
        Pending &front = m_pending.front();
        to.tokens.push_back(front.token);
        if (front.logprob)
            to.logprobs.push_back(std::move(*front.logprob));
        m_pending.pop_front();
    }
}

GeneratedPiece AnswerText::next()
{
    GeneratedPiece piece;
    piece.index = m_index;
    piece.text = std::exchange(m_ready, {});
    move(
        piece, [](const Pending &p, std::size_t limit) { return p.end <= limit; },
        m_stops.released() - m_characters.held());
    return piece;
}

GeneratedPiece AnswerText::last(std::string finishReason)
{
    GeneratedPiece piece;
    piece.index = m_index;
    m_ready += m_characters.feed(m_stops.rest());
    m_ready += m_characters.rest();
    piece.text = std::exchange(m_ready, {});
    const std::size_t cut = stopped() ? m_stops.released() : m_bytes + 1;
    move(
        piece, [](const Pending &p, std::size_t limit) { return p.begin < limit; }, cut);
    m_pending.clear();
    piece.finishReason = std::move(finishReason);
    return piece;
}

} // namespace onsa::engine
