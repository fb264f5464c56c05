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
#include <vector>

namespace onsa::engine {

// A sequence and how much the loss counts each token: the first never, prompt tokens promptLossWeight, others 1.
struct TrainingSequence {
    std::vector<int> tokens;
    std::vector<float> weights; // same length
};

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
    Result<TrainingSequence> trainingSequence(const Example &example, double promptLossWeight) const;

private:
    PromptFormat(Tokenizer tokenizer) : m_tokenizer(std::move(tokenizer)) { }

    Tokenizer m_tokenizer;
    std::vector<int> m_endTokens;
    std::optional<std::string> m_defaultSystem; // templates that add a system line when there is none
    bool m_hasChat = false;
    int m_imStart = -1, m_imEnd = -1;
};

} // namespace onsa::engine
