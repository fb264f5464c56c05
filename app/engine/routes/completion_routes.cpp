// SPDX-License-Identifier: GPL-3.0-or-later
// POST /v1/completions: one or several prompts as text or tokens, n answers each; whole or as a stream.
#include "core/api_json.h"
#include "core/sse.h"
#include "core/utf8.h"
#include "engine/routes/answer_pieces.h"
#include "engine/routes/routes.h"

namespace onsa::engine {

namespace {

constexpr int defaultMaxTokens = 16; // of the API, famous for cutting answers off

// One prompt, ready to be asked.
struct Prompt {
    GenerateRequest request;
    std::string echoed;
};

struct Asked {
    CompletionRequest wanted;
    std::shared_ptr<const LoadedModel> model;
    std::vector<Prompt> prompts;
    int candidates = 1; // for each prompt: best_of, or n
};

Result<Prompt> makePrompt(const CompletionRequest &wanted, const LoadedModel &model,
                          const std::variant<std::string, std::vector<int>> &given)
{
    const auto &format = *model.format;
    Prompt prompt;
    if (const auto *text = std::get_if<std::string>(&given)) {
        prompt.request.prompt = format.completionPrompt(*text);
        prompt.echoed = *text;
    } else {
        prompt.request.prompt = std::get<std::vector<int>>(given);
        for (const int token : prompt.request.prompt) {
            if (token < 0 || token >= format.tokenizer().size())
                return fail(ErrorKind::InvalidInput,
                            "Token " + std::to_string(token) + " is not in this model's vocabulary of "
                                + std::to_string(format.tokenizer().size()) + " tokens.",
                            "invalid_value", "prompt");
        }
        prompt.echoed = format.tokenizer().decode(prompt.request.prompt);
    }
    // The API's default prompt is the token between documents.
    if (prompt.request.prompt.empty() && !format.endTokens().empty())
        prompt.request.prompt.push_back(format.endTokens().front());
    prompt.request.sampling = wanted.sampling;
    prompt.request.echoLogprobs = wanted.echo && wanted.sampling.logprobs.has_value();
    if (prompt.request.echoLogprobs) // the tokens that are told must be the tokens of the text
        prompt.echoed = format.tokenizer().decode(prompt.request.prompt);
    if (!wanted.echo)
        prompt.echoed.clear();
    return prompt;
}

Result<Asked> understand(const Request &request, Answering &answering)
{
    auto wanted = parseCompletionRequest(request.body);
    if (!wanted)
        return tl::unexpected(wanted.error());
    Asked asked;
    asked.wanted = std::move(*wanted);
    auto &sampling = asked.wanted.sampling;
    asked.candidates = asked.wanted.bestOf.value_or(sampling.n);
    if (asked.candidates < sampling.n)
        return fail(ErrorKind::InvalidInput, "'best_of' must be at least 'n'.", "invalid_value", "best_of");
    if (asked.wanted.stream && asked.candidates > sampling.n)
        return fail(ErrorKind::InvalidInput, "'best_of' cannot be used with 'stream'.", "invalid_parameter_combination",
                    "best_of");
    auto model = answering.load(asked.wanted.model);
    if (!model)
        return tl::unexpected(model.error());
    asked.model = std::move(*model);
    if (!sampling.maxTokens)
        sampling.maxTokens = defaultMaxTokens;
    for (const auto &given : asked.wanted.prompts) {
        auto prompt = makePrompt(asked.wanted, *asked.model, given);
        if (!prompt)
            return tl::unexpected(prompt.error());
        prompt->request.sampling.n = asked.candidates;
        if (asked.candidates > sampling.n && !sampling.logprobs)
            prompt->request.sampling.logprobs = 0; // to rank the candidates by
        asked.prompts.push_back(std::move(*prompt));
    }
    return asked;
}

// The prompt's tokens and text before each choice, when asked for.
void putEcho(std::vector<AnswerChoice> &choices, const Prompt &prompt, const GenerateOutcome &outcome)
{
    const int shift = static_cast<int>(countCodePoints(prompt.echoed));
    for (auto &choice : choices) {
        for (auto &token : choice.logprobs)
            token.textOffset += shift;
        choice.text.insert(0, prompt.echoed);
        choice.logprobs.insert(choice.logprobs.begin(), outcome.promptLogprobs.begin(), outcome.promptLogprobs.end());
    }
}

Result<Reply> answerWhole(const Asked &asked, const Answering &answering, const Request &request)
{
    Answer answer = newAnswer("cmpl-", asked.wanted.model);
    answer.usage = Usage();
    for (const auto &prompt : asked.prompts) {
        ChoiceCollector collector(asked.candidates);
        const auto outcome = gather(answering, *asked.model, prompt.request, request, collector);
        if (!outcome)
            return tl::unexpected(outcome.error());
        addUsage(*answer.usage, outcome->usage);
        auto choices = collector.take();
        if (asked.candidates > asked.wanted.sampling.n)
            choices = bestOf(std::move(choices), asked.wanted.sampling.n);
        putEcho(choices, prompt, *outcome);
        for (auto &choice : choices) {
            if (!asked.wanted.sampling.logprobs)
                choice.logprobs.clear();
            choice.index = static_cast<int>(answer.choices.size());
            answer.choices.push_back(std::move(choice));
        }
    }
    return Reply::json(completionJson(answer));
}

class CompletionStream
{
public:
    CompletionStream(const Asked &asked, EventStream &events)
        : m_asked(asked)
        , m_events(events)
        , m_answer(newAnswer("cmpl-", asked.wanted.model))
    {
    }

    void beginPrompt(std::size_t number)
    {
        m_firstIndex = static_cast<int>(number) * m_asked.candidates;
        m_echo = m_asked.prompts[number].echoed;
        m_begun.assign(static_cast<std::size_t>(m_asked.candidates), false);
    }

    bool send(const GeneratedPiece &piece)
    {
        auto choice = choiceOf(piece);
        auto begun = m_begun.at(static_cast<std::size_t>(piece.index));
        if (!begun) {
            choice.text.insert(0, m_echo);
            m_begun.at(static_cast<std::size_t>(piece.index)) = true;
        }
        for (auto &token : choice.logprobs)
            token.textOffset += static_cast<int>(countCodePoints(m_echo));
        if ((!choice.text.empty() || !choice.logprobs.empty()) && !sendChoice(std::move(choice)))
            return false;
        return !piece.finishReason || sendChoice(endOf(piece));
    }

    bool sendUsage(const Usage &usage)
    {
        m_answer.choices.clear();
        m_answer.usage = usage;
        return m_events.push(sseFrame(completionChunkJson(m_answer, true)));
    }

private:
    bool sendChoice(AnswerChoice choice)
    {
        choice.index += m_firstIndex;
        m_answer.choices = {std::move(choice)};
        return m_events.push(sseFrame(completionChunkJson(m_answer, m_asked.wanted.includeUsage)));
    }

    const Asked &m_asked;
    EventStream &m_events;
    Answer m_answer;
    std::string m_echo;
    std::vector<bool> m_begun;
    int m_firstIndex = 0;
};

Result<> stream(const Asked &asked, const Answering &answering, EventStream &events, const std::stop_token &stop)
{
    CompletionStream out(asked, events);
    Usage usage;
    for (std::size_t number = 0; number < asked.prompts.size(); ++number) {
        out.beginPrompt(number);
        const auto outcome = answering.generate(
            *asked.model, asked.prompts[number].request, [&](const GeneratedPiece &piece) { return out.send(piece); },
            stop);
        if (!outcome)
            return tl::unexpected(outcome.error());
        addUsage(usage, outcome->usage);
    }
    if (asked.wanted.includeUsage)
        out.sendUsage(usage);
    return {};
}

} // namespace

void addCompletionRoutes(HttpServer &http, Answering &answering)
{
    http.post("/v1/completions", [&](const Request &request) -> Result<Reply> {
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
