// SPDX-License-Identifier: GPL-3.0-or-later
// From the tokens of one answer to the pieces that can be shown.
#pragma once

#include "engine/generation/generator.h"
#include "engine/generation/stop_matcher.h"
#include "engine/generation/utf8_hold.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

class AnswerText
{
public:
    AnswerText(int index, std::vector<std::string> stops);

    // The next token, the bytes that it stands for, and its log probability when that was asked for.
    void add(int token, std::string_view bytes, std::optional<TokenLogprob> logprob);
    bool stopped() const { return m_stops.stopped(); } // a stop sequence came

    // What can be shown since the last call: whole characters, and the tokens whose bytes are all out.
    GeneratedPiece next();
    // The end. Tokens that lie behind the start of a stop sequence are left out.
    GeneratedPiece last(std::string finishReason);

private:
    struct Pending {
        int token;
        std::size_t begin, end; // bytes from the start of the answer
        std::optional<TokenLogprob> logprob;
    };
    void move(GeneratedPiece &to, bool (*leaves)(const Pending &, std::size_t), std::size_t limit);

    int m_index;
    StopMatcher m_stops;
    Utf8Hold m_characters;
    std::string m_ready;
    std::deque<Pending> m_pending;
    std::size_t m_bytes = 0; // so far
    int m_codePoints = 0; // that began so far
};

} // namespace onsa::engine
