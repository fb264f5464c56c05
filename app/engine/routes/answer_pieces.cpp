// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/routes/answer_pieces.h"

#include "engine/ids.h"

#include <algorithm>

namespace onsa::engine {

using namespace std::chrono_literals;

namespace {

constexpr auto patience = 15s; // for the first token, as an HTTP error can only come before it

} // namespace

ChoiceCollector::ChoiceCollector(int choices)
    : m_choices(static_cast<std::size_t>(choices))
{
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        m_choices[i].index = static_cast<int>(i);
}

void ChoiceCollector::add(const GeneratedPiece &piece)
{
    auto &choice = m_choices.at(static_cast<std::size_t>(piece.index));
    choice.text += piece.text;
    choice.logprobs.insert(choice.logprobs.end(), piece.logprobs.begin(), piece.logprobs.end());
    if (piece.finishReason)
        choice.finishReason = piece.finishReason;
}

std::vector<AnswerChoice> bestOf(std::vector<AnswerChoice> candidates, int count)
{
    const auto mean = [](const AnswerChoice &choice) {
        double sum = 0;
        for (const auto &token : choice.logprobs)
            sum += token.logprob;
        return choice.logprobs.empty() ? 0.0 : sum / static_cast<double>(choice.logprobs.size());
    };
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const AnswerChoice &a, const AnswerChoice &b) { return mean(a) > mean(b); });
    candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(count)));
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].index = static_cast<int>(i);
    return candidates;
}

Answer newAnswer(std::string_view idPrefix, const std::string &model)
{
    Answer answer;
    answer.id = newId(idPrefix);
    answer.created = unixNow();
    answer.model = model;
    return answer;
}

AnswerChoice choiceOf(const GeneratedPiece &piece)
{
    return {piece.index, piece.text, piece.logprobs, {}};
}

AnswerChoice endOf(const GeneratedPiece &piece)
{
    return {piece.index, {}, {}, piece.finishReason};
}

void addUsage(Usage &sum, const Usage &more)
{
    sum.promptTokens += more.promptTokens;
    sum.completionTokens += more.completionTokens;
}

Result<GenerateOutcome> gather(const Answering &answering, const LoadedModel &model, const GenerateRequest &request,
                               const Request &http, ChoiceCollector &collector)
{
    const auto onPiece = [&](const GeneratedPiece &piece) {
        collector.add(piece);
        return !(http.clientGone && http.clientGone());
    };
    return answering.generate(model, request, onPiece, {});
}

Result<Reply> replyInPieces(const Request &http, EventStream::Work work)
{
    auto events = EventStream::start(std::move(work));
    if (auto error = events->waitForFirst(patience, http.clientGone))
        return tl::unexpected(*std::move(error));
    return Reply::stream(std::move(events));
}

} // namespace onsa::engine
