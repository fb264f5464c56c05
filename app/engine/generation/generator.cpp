// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/generator.h"

#include "engine/generation/answer_text.h"
#include "engine/generation/decode_forward.h"
#include "engine/generation/sampler.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <new>
#include <random>

namespace onsa::engine {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::uint64_t seedOf(const Sampling &sampling)
{
    if (sampling.seed)
        return static_cast<std::uint64_t>(*sampling.seed);
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

// One of the n answers while it is being written.
struct WrittenAnswer {
    Sampler sampler;
    AnswerText text;
    KvSequence sequence;
    int tokens = 0;
    int lastToken = 0; // to be read next
    bool done = false;
};

class Generation
{
public:
    Generation(const LoadedModel &model, const DecodeAdapter *adapter, const GenerateRequest &request,
               const PieceFunction &onPiece, std::stop_token stop)
        : m_model(model)
        , m_request(request)
        , m_onPiece(onPiece)
        , m_stop(std::move(stop))
        , m_context(model.weights->config.context)
        , m_prompt(static_cast<int>(request.prompt.size()))
        , m_forward(*model.weights, adapter)
    {
    }

    Result<GenerateOutcome> run()
    {
        if (auto checked = check(); !checked)
            return tl::unexpected(checked.error());
        const auto start = Clock::now();
        if (auto read = readPrompt(); !read)
            return tl::unexpected(read.error());
        m_outcome.usage.promptTokens = m_prompt;
        m_outcome.promptSeconds = secondsSince(start);
        const auto answerStart = Clock::now();
        if (auto written = writeAnswers(); !written)
            return tl::unexpected(written.error());
        m_outcome.answerSeconds = secondsSince(answerStart);
        return std::move(m_outcome);
    }

private:
    Result<> check();
    Result<> readPrompt();
    Result<> writeAnswers();
    Result<> takeToken(WrittenAnswer &answer, std::span<const float> logits);
    Result<> emit(const GeneratedPiece &piece);
    TokenLogprob describe(const LogProbabilities &probabilities, int token) const;
    std::string bytesOf(int token) const;
    bool isEnd(int token) const;

    const LoadedModel &m_model;
    const GenerateRequest &m_request;
    const PieceFunction &m_onPiece;
    std::stop_token m_stop;
    int m_context, m_prompt;
    int m_limit = 0; // tokens of an answer
    DecodeForward m_forward;
    KvSequence m_sequence{nullptr, KvRows(0, 0)}; // of the prompt
    std::vector<float> m_firstLogits, m_scratch;
    std::vector<WrittenAnswer> m_answers;
    GenerateOutcome m_outcome;
};

Result<> Generation::check()
{
    const auto &wanted = m_request.sampling.maxTokens;
    const int vocabulary = m_model.weights->config.vocabulary;
    if (m_request.prompt.empty())
        return fail(ErrorKind::InvalidInput, "the prompt is empty", {}, "prompt");
    for (const int token : m_request.prompt) {
        if (token < 0 || token >= vocabulary)
            return fail(ErrorKind::InvalidInput,
                        "token " + std::to_string(token) + " is not in this model's vocabulary of "
                            + std::to_string(vocabulary),
                        {}, "prompt");
    }
    if (m_request.sampling.n < 1 || (wanted && *wanted < 0))
        return fail(ErrorKind::InvalidInput, "the number of answers or tokens is too small", {},
                    m_request.sampling.n < 1 ? "n" : "max_tokens");
    const std::int64_t together = std::int64_t{m_prompt} + wanted.value_or(1);
    if (together > m_context)
        return fail(ErrorKind::InvalidInput,
                    "This model's maximum context length is " + std::to_string(m_context)
                        + " tokens, however you requested " + std::to_string(together) + " tokens ("
                        + std::to_string(m_prompt) + " in your prompt; " + std::to_string(wanted.value_or(1))
                        + " for the completion). Please reduce your prompt or completion length.",
                    "context_length_exceeded", "prompt");
    m_limit = wanted.value_or(m_context - m_prompt);
    return {};
}

Result<> Generation::readPrompt()
{
    const ModelConfig &config = m_model.weights->config;
    m_sequence.own = KvRows(config.layers, config.kvHeads * config.headSize);
    int offset = 0; // code points
    const auto note = [&](TokenLogprob entry) {
        entry.textOffset = offset;
        offset += static_cast<int>(std::count_if(entry.token.begin(), entry.token.end(), [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        }));
        m_outcome.promptLogprobs.push_back(std::move(entry));
    };
    if (m_request.echoLogprobs)
        note({bytesOf(m_request.prompt.front()), std::numeric_limits<double>::quiet_NaN(), {}, 0});

    for (int first = 0; first < m_prompt; first += DecodeForward::maximumRows) {
        const int count = std::min(DecodeForward::maximumRows, m_prompt - first);
        std::vector<DecodeRow> rows;
        for (int i = first; i < first + count; ++i)
            rows.push_back({m_request.prompt[static_cast<std::size_t>(i)], &m_sequence,
                            m_request.echoLogprobs || i + 1 == m_prompt});
        if (auto run = m_forward.run(rows, m_stop); !run)
            return run;
        for (int i = 0; m_request.echoLogprobs && i < count && first + i + 1 < m_prompt; ++i)
            note(describe(LogProbabilities(m_forward.logits(i)),
                          m_request.prompt[static_cast<std::size_t>(first + i + 1)]));
        if (first + count == m_prompt) {
            const auto logits = m_forward.logits(m_request.echoLogprobs ? count - 1 : 0);
            m_firstLogits.assign(logits.begin(), logits.end());
        }
    }
    return {};
}

Result<> Generation::writeAnswers()
{
    const ModelConfig &config = m_model.weights->config;
    const auto prompt = std::make_shared<const KvRows>(std::move(m_sequence.own));
    const std::uint64_t seed = seedOf(m_request.sampling);
    for (int index = 0; index < m_request.sampling.n; ++index)
        m_answers.push_back({Sampler(m_request.sampling, m_request.greedyOnly, seed, index),
                             AnswerText(index, m_request.sampling.stop),
                             KvSequence{prompt, KvRows(config.layers, config.kvHeads * config.headSize)}});
    for (WrittenAnswer &answer : m_answers) {
        if (m_limit > 0) {
            if (auto taken = takeToken(answer, m_firstLogits); !taken)
                return taken;
            continue;
        }
        answer.done = true; // only the prompt was to be scored
        if (auto sent = emit(answer.text.last("length")); !sent)
            return sent;
    }

    std::vector<WrittenAnswer *> open;
    for (;;) {
        open.clear();
        for (WrittenAnswer &answer : m_answers) {
            if (!answer.done)
                open.push_back(&answer);
        }
        if (open.empty())
            return {};
        for (std::size_t first = 0; first < open.size(); first += DecodeForward::maximumRows) {
            const std::size_t count = std::min<std::size_t>(DecodeForward::maximumRows, open.size() - first);
            std::vector<DecodeRow> rows;
            for (std::size_t i = first; i < first + count; ++i)
                rows.push_back({open[i]->lastToken, &open[i]->sequence, true});
            if (auto run = m_forward.run(rows, m_stop); !run)
                return run;
            for (std::size_t i = 0; i < count; ++i) {
                if (auto taken = takeToken(*open[first + i], m_forward.logits(static_cast<int>(i))); !taken)
                    return taken;
            }
        }
    }
}

Result<> Generation::takeToken(WrittenAnswer &answer, std::span<const float> logits)
{
    m_scratch.assign(logits.begin(), logits.end()); // bias and penalties are this answer's own
    const int token = answer.sampler.pick(m_scratch);
    if (token < 0)
        return fail(ErrorKind::Corrupt, "the model's numbers are not finite; its weights or its adapter are damaged",
                    "bad_weights");
    if (isEnd(token)) {
        answer.done = true;
        return emit(answer.text.last("stop"));
    }
    std::optional<TokenLogprob> logprob;
    if (m_request.sampling.logprobs)
        logprob = describe(LogProbabilities(logits), token);
    const bool silent = m_model.format && m_model.format->tokenizer().isSpecial(token); // part of the frame, not text
    answer.text.add(token, silent ? std::string() : bytesOf(token), std::move(logprob));
    answer.lastToken = token;
    ++answer.tokens;
    ++m_outcome.usage.completionTokens;
    if (answer.text.stopped() || answer.tokens == m_limit) {
        answer.done = true;
        return emit(answer.text.last(answer.text.stopped() ? "stop" : "length"));
    }
    const GeneratedPiece piece = answer.text.next();
    return piece.text.empty() && piece.tokens.empty() ? Result<>() : emit(piece);
}

Result<> Generation::emit(const GeneratedPiece &piece)
{
    if (m_stop.stop_requested() || !m_onPiece(piece))
        return fail(ErrorKind::Cancelled, "the answer was stopped");
    return {};
}

TokenLogprob Generation::describe(const LogProbabilities &probabilities, int token) const
{
    TokenLogprob entry{bytesOf(token), probabilities.of(token), {}, 0};
    for (const auto &[id, logprob] : probabilities.best(m_request.sampling.logprobs.value_or(0)))
        entry.top.emplace_back(bytesOf(id), logprob);
    return entry;
}

std::string Generation::bytesOf(int token) const
{
    return m_model.format ? m_model.format->tokenizer().bytesOf(token) : std::string();
}

bool Generation::isEnd(int token) const
{
    if (!m_model.format)
        return false;
    const auto &ends = m_model.format->endTokens();
    return std::find(ends.begin(), ends.end(), token) != ends.end();
}

} // namespace

Result<GenerateOutcome> generate(const LoadedModel &model, const GenerateRequest &request, const PieceFunction &onPiece,
                                 std::stop_token stop)
{
    try { // long contexts can need more memory than there is
        auto adapter = model.packedAdapter;
        if (!adapter && model.adapter) {
            auto packed = makeDecodeAdapter(*model.adapter, model.weights->config);
            if (!packed)
                return tl::unexpected(packed.error());
            adapter = *packed;
        }
        return Generation(model, adapter.get(), request, onPiece, std::move(stop)).run();
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, "there is not enough memory for this prompt and its answer",
                    "out_of_memory");
    }
}

} // namespace onsa::engine
