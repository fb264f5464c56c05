// SPDX-License-Identifier: GPL-3.0-or-later
// Text from a model: KV cache, sampling, stop sequences, whole characters.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "engine/model/base_model.h"
#include "engine/model/chat_template.h"
#include "engine/model/lora.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace onsa::engine {

struct DecodeWeights; // weights in the layout that generation reads fastest (decode_weights.h)
struct DecodeAdapter; // an adapter in the same layout (decode_weights.h)

// A model that can be asked: shared frozen weights and an adapter of its own. Immutable; any number of threads.
struct LoadedModel {
    std::string id;
    std::shared_ptr<const BaseModel> base; // config is what generation reads; ModelHost lets the matrices go
    std::shared_ptr<const DecodeWeights> weights; // of the base; shared by all adapters
    std::shared_ptr<const Adapter> adapter; // null = the base itself
    std::shared_ptr<const PromptFormat> format;
    std::shared_ptr<const DecodeAdapter> packedAdapter; // made once by ModelHost; null = made for each answer
};

enum class DecodePrecision { Auto, F32, BF16, Int8 };
Result<std::shared_ptr<const DecodeWeights>> makeDecodeWeights(const BaseModel &base, DecodePrecision precision);

struct GenerateRequest {
    std::vector<int> prompt; // tokens; prompt + answer must fit the context
    Sampling sampling; // n answers; maxTokens must be set or the rest of the context is used
    bool echoLogprobs = false; // log probabilities of the prompt's tokens too
    bool greedyOnly = false;
};

// One answer's next piece. Text is complete UTF-8 without anything of a stop sequence.
struct GeneratedPiece {
    int index = 0; // which of the n answers
    std::string text; // may be empty
    std::vector<int> tokens; // the tokens it came from
    std::vector<TokenLogprob> logprobs; // when asked for; textOffset within the answer
    std::optional<std::string> finishReason; // stop or length, on the last piece of this answer
};

struct GenerateOutcome {
    Usage usage; // completionTokens over all n answers
    std::vector<TokenLogprob> promptLogprobs; // echoLogprobs only; first has no logprob (NaN)
    double promptSeconds = 0, answerSeconds = 0;
};

// `onPiece` returns false to stop (the client is gone); the first piece comes after the prompt was evaluated, so that
// errors of the prompt can still be an HTTP status. Each of the n answers ends with exactly one piece that has a
// finishReason. Same weights, request and seed give the same text, whatever else runs.
// Errors: InvalidInput with code context_length_exceeded; Cancelled when stopped by the token or by `onPiece`;
// Corrupt when the numbers of the model are not finite.
using PieceFunction = std::function<bool(const GeneratedPiece &)>;
Result<GenerateOutcome> generate(const LoadedModel &model, const GenerateRequest &request, const PieceFunction &onPiece,
                                 std::stop_token stop = {});

} // namespace onsa::engine
