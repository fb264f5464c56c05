// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations as tokens, in the ChatML form ("<|im_start|>role\n…<|im_end|>\n"), and which of them are trained on.
#pragma once

#include "core/example.h"
#include "core/result.h"
#include "core/tokenizer/tokenizer.h"
#include "engine/model/config.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

// A sequence and how much the loss counts each token: the first never, prompt tokens promptLossWeight, others 1.
struct TrainingSequence {
    std::vector<int> tokens;
    std::vector<float> weights; // same length
};

// What a Jinja template of the ChatML family does beyond the frame.
struct ChatMlForm {
    std::optional<std::string> defaultSystem; // the system line that it adds when there is none
    bool startsWithBos = false;
    bool trimsContent = false;
};
// Errors: Unsupported when the template makes another frame than ChatML.
Result<ChatMlForm> readChatMl(std::string_view jinja);

// What text becomes for a model: tokenizer, template, end tokens. Immutable; any thread.
class PromptFormat
{
public:
    // Reads tokenizer.json, tokenizer_config.json (chat_template) and generation_config.json (end tokens).
    // A template that is not ChatML: Unsupported. Without a template but with <|im_start|>: plain ChatML.
    static Result<PromptFormat> load(const std::filesystem::path &modelFolder, const ModelConfig &config);

    const Tokenizer &tokenizer() const { return m_tokenizer; }
    const std::vector<int> &endTokens() const { return m_endTokens; }
    bool hasChat() const { return m_hasChat; }

    // Tokens up to and with "<|im_start|>assistant\n". Content is never read as special tokens.
    Result<std::vector<int>> chatPrompt(const std::vector<Message> &messages) const;
    // A prompt of /v1/completions as it stands: raw text for a model without chat. For a chat model the prompt of a
    // prompt/completion pair is one user turn, so that both ways of asking a tuned model find what was trained.
    std::vector<int> completionPrompt(std::string_view prompt) const;
    // The last token is the end token; the line break that follows it in a conversation is not there.
    Result<TrainingSequence> trainingSequence(const Example &example, double promptLossWeight) const;

private:
    PromptFormat(Tokenizer tokenizer)
        : m_tokenizer(std::move(tokenizer))
    {
    }

    // Adds the turn and the weights of its tokens: `frame` for what the model is given, `content` for what it says.
    void addTurn(TrainingSequence &to, const Message &message, float frame, float content) const;
    void addStart(TrainingSequence &to, bool withDefaultSystem, float frame) const;
    void add(TrainingSequence &to, std::string_view text, float weight) const;

    Tokenizer m_tokenizer;
    std::vector<int> m_endTokens;
    std::vector<int> m_newline; // the "\n" between turns
    std::optional<std::string> m_defaultSystem; // templates that add a system line when there is none
    bool m_hasChat = false;
    bool m_trimsContent = false;
    int m_bos = -1; // -1 = sequences start without one
    int m_imStart = -1, m_imEnd = -1;
};

} // namespace onsa::engine
