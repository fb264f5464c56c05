// SPDX-License-Identifier: GPL-3.0-or-later
// POST /v1/chat/completions: a conversation's next message, n times; whole or as a stream.
#include "core/api_json.h"
#include "core/sse.h"
#include "engine/routes/answer_pieces.h"
#include "engine/routes/routes.h"

namespace onsa::engine {

namespace {

struct Asked {
    ChatRequest wanted;
    std::shared_ptr<const LoadedModel> model;
    GenerateRequest request;
};

Result<Asked> understand(const Request &request, Answering &answering)
{
    auto wanted = parseChatRequest(request.body);
    if (!wanted)
        return tl::unexpected(wanted.error());
    if (wanted->responseFormat != "text")
        return fail(ErrorKind::InvalidInput,
                    "'response_format' of type '" + wanted->responseFormat + "' is not supported by this engine.",
                    "unsupported_parameter", "response_format");
    auto model = answering.load(wanted->model);
    if (!model)
        return tl::unexpected(model.error());
    auto prompt = (*model)->format->chatPrompt(wanted->messages);
    if (!prompt)
        return tl::unexpected(prompt.error());
    Asked asked;
    asked.request.prompt = std::move(*prompt);
    asked.request.sampling = wanted->sampling;
    asked.model = std::move(*model);
    asked.wanted = std::move(*wanted);
    return asked;
}

Result<Reply> answerWhole(const Asked &asked, const Answering &answering, const Request &request)
{
    Answer answer = newAnswer("chatcmpl-", asked.wanted.model);
    ChoiceCollector collector(asked.wanted.sampling.n);
    const auto outcome = gather(answering, *asked.model, asked.request, request, collector);
    if (!outcome)
        return tl::unexpected(outcome.error());
    answer.choices = collector.take();
    answer.usage = outcome->usage;
    return Reply::json(chatJson(answer));
}

class ChatStream
{
public:
    ChatStream(const Asked &asked, EventStream &events)
        : m_events(events)
        , m_answer(newAnswer("chatcmpl-", asked.wanted.model))
        , m_usageAsked(asked.wanted.includeUsage)
        , m_begun(static_cast<std::size_t>(asked.wanted.sampling.n), false)
    {
    }

    bool send(const GeneratedPiece &piece)
    {
        if (!m_begun.at(static_cast<std::size_t>(piece.index))) {
            m_begun.at(static_cast<std::size_t>(piece.index)) = true;
            if (!sendChoice({piece.index, {}, {}, {}}, true))
                return false;
        }
        if ((!piece.text.empty() || !piece.logprobs.empty()) && !sendChoice(choiceOf(piece), false))
            return false;
        return !piece.finishReason || sendChoice(endOf(piece), false);
    }

    bool sendUsage(const Usage &usage)
    {
        m_answer.choices.clear();
        m_answer.usage = usage;
        return m_events.push(sseFrame(chatChunkJson(m_answer, true, false)));
    }

private:
    bool sendChoice(AnswerChoice choice, bool first)
    {
        m_answer.choices = {std::move(choice)};
        return m_events.push(sseFrame(chatChunkJson(m_answer, m_usageAsked, first)));
    }

    EventStream &m_events;
    Answer m_answer;
    bool m_usageAsked;
    std::vector<bool> m_begun;
};

Result<> stream(const Asked &asked, const Answering &answering, EventStream &events, const std::stop_token &stop)
{
    ChatStream out(asked, events);
    const auto outcome = answering.generate(
        *asked.model, asked.request, [&](const GeneratedPiece &piece) { return out.send(piece); }, stop);
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (asked.wanted.includeUsage)
        out.sendUsage(outcome->usage);
    return {};
}

} // namespace

void addChatRoutes(HttpServer &http, Answering &answering)
{
    http.post("/v1/chat/completions", [&](const Request &request) -> Result<Reply> {
        auto asked = understand(request, answering);
        if (!asked)
            return tl::unexpected(asked.error());
        if (!asked->wanted.stream)
            return answerWhole(*asked, answering, request);
        return replyInPieces(request,
                             [asked = std::move(*asked), &answering](EventStream &out, const std::stop_token &stop) {
                                 return stream(asked, answering, out, stop);
                             });
    });
}

} // namespace onsa::engine
