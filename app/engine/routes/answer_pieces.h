// SPDX-License-Identifier: GPL-3.0-or-later
// What the two kinds of completions share: the pieces of an answer gathered into a whole, or sent as they come.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "engine/answering.h"
#include "engine/event_stream.h"
#include "engine/generation/generator.h"
#include "engine/http_types.h"

#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

// The choices of one prompt, grown piece by piece.
class ChoiceCollector
{
public:
    explicit ChoiceCollector(int choices);
    void add(const GeneratedPiece &piece);
    std::vector<AnswerChoice> take() { return std::move(m_choices); }

private:
    std::vector<AnswerChoice> m_choices;
};

// The best `count` by mean log probability, renumbered.
std::vector<AnswerChoice> bestOf(std::vector<AnswerChoice> candidates, int count);

Answer newAnswer(std::string_view idPrefix, const std::string &model); // without choices
AnswerChoice choiceOf(const GeneratedPiece &piece); // without the finish reason, which has a piece of its own
AnswerChoice endOf(const GeneratedPiece &piece); // only the finish reason
void addUsage(Usage &sum, const Usage &more);

// The whole answer into `collector`; ends early when whoever sent `http` is gone.
Result<GenerateOutcome> gather(const Answering &answering, const LoadedModel &model, const GenerateRequest &request,
                               const Request &http, ChoiceCollector &collector);
// What `work` pushes, as it comes. An error before the first piece is the reply's error.
Result<Reply> replyInPieces(const Request &http, EventStream::Work work);

} // namespace onsa::engine
