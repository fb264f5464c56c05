// SPDX-License-Identifier: GPL-3.0-or-later
// The objects of the OpenAI fine-tuning API as both programs hold them. Times are Unix seconds.
// Source of names and bounds: openai/openai-openapi, API 2.3.0. Members marked "extension" are ours; other servers
// ignore them.
#pragma once

#include "core/example.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace onsa {

struct UploadedFile {
    std::string id; // file-…
    std::int64_t bytes = 0;
    std::int64_t createdAt = 0;
    std::optional<std::int64_t> expiresAt;
    std::string filename;
    std::string purpose; // fine-tune, fine-tune-results, …
    std::string status = "processed"; // uploaded, processed, error
    std::string statusDetails; // empty = leave out
};

// Nothing set means "auto".
struct Hyperparameters {
    std::optional<int> epochs; // n_epochs 1…50
    std::optional<int> batchSize; // batch_size 1…256
    std::optional<double> learningRateMultiplier; // > 0
    std::optional<double> promptLossWeight; // extension prompt_loss_weight 0…1
    std::optional<int> loraRank; // extension lora_rank 1…256

    bool operator==(const Hyperparameters &) const = default;
};

struct FineTuneRequest {
    std::string model;
    std::string trainingFile;
    std::optional<std::string> validationFile;
    std::optional<std::string> suffix; // 1…64 characters
    std::optional<std::int64_t> seed; // 0…2147483647
    Hyperparameters hyperparameters;
    std::map<std::string, std::string> metadata; // ≤ 16 pairs, key ≤ 64, value ≤ 512 characters
};

enum class JobStatus { ValidatingFiles, Queued, Running, Paused, Succeeded, Failed, Cancelled, Unknown };
std::string_view wordOf(JobStatus status); // "validating_files" …
JobStatus jobStatusOf(std::string_view word);
inline bool isFinal(JobStatus s)
{
    return s == JobStatus::Succeeded || s == JobStatus::Failed || s == JobStatus::Cancelled;
}

struct JobError {
    std::string code, message, param;
};

struct FineTuneJob {
    std::string id; // ftjob-…
    std::int64_t createdAt = 0;
    std::optional<std::int64_t> finishedAt, estimatedFinish;
    std::string model;
    std::optional<std::string> fineTunedModel; // null until it can be asked
    std::string organizationId = "org-local";
    JobStatus status = JobStatus::ValidatingFiles;
    std::string rawStatus; // the word as it came; empty = wordOf(status)
    std::string trainingFile;
    std::optional<std::string> validationFile;
    std::vector<std::string> resultFiles;
    Hyperparameters hyperparameters; // "auto" first, real numbers once running
    std::optional<std::int64_t> trainedTokens;
    std::int64_t seed = 0;
    std::optional<JobError> error;
    std::optional<std::string> suffix; // user_provided_suffix
    std::map<std::string, std::string> metadata;
    // Extensions: what the training itself took, without waiting. Not known before its end and of resumed jobs.
    std::optional<double> trainingSeconds;
    std::optional<std::int64_t> peakMemoryBytes;
};

// The numbers of one training step or checkpoint; what was not measured is not there.
struct StepMetrics {
    int step = 0; // counts from 1
    int totalSteps = 0;
    std::optional<double> trainLoss, trainAccuracy; // mean token loss (nats), token accuracy 0…1
    std::optional<double> validLoss, validAccuracy;
    std::optional<double> fullValidLoss, fullValidAccuracy;
};

struct JobEvent {
    std::string id; // ftevent-…
    std::int64_t createdAt = 0;
    std::string level = "info"; // info, warn, error
    std::string message;
    std::string type = "message"; // message, metrics
    std::optional<StepMetrics> metrics; // the data of a metrics event
};

struct Checkpoint {
    std::string id; // ftckpt_…
    std::int64_t createdAt = 0;
    std::string jobId;
    std::string model; // ft:…:ckpt-step-N
    StepMetrics metrics;
};

struct Model {
    std::string id;
    std::int64_t created = 0;
    std::string ownedBy;
    std::string root, parent; // base of a tuned model; may be empty
    // Extensions, of base models on this computer; 0 or empty = not known.
    int contextLength = 0; // tokens
    std::int64_t parameters = 0;
    std::int64_t bytes = 0; // on disk
    std::vector<std::string> languages = {}; // ISO 639 codes, as the model card has them
    std::string license = {}; // SPDX id, or what the model card says
};

template <class T> struct Page {
    std::vector<T> data;
    bool hasMore = false;
};

struct Usage {
    int promptTokens = 0;
    int completionTokens = 0;
};

struct Sampling {
    double temperature = 1; // 0…2; 0 = always the likeliest token
    double topP = 1; // 0…1
    std::optional<int> maxTokens; // nothing: 16 for completions, to the end of the context for chat
    int n = 1; // 1…128
    std::vector<std::string> stop; // at most 4, none empty
    double frequencyPenalty = 0, presencePenalty = 0; // −2…2
    std::optional<std::int64_t> seed;
    std::map<int, double> logitBias; // token id -> −100…100
    std::optional<int> logprobs; // alternatives a token: completions 0…5, chat 0…20; nothing = off
};

struct CompletionRequest {
    std::string model;
    std::vector<std::variant<std::string, std::vector<int>>> prompts; // text or token ids
    Sampling sampling;
    std::optional<int> bestOf;
    bool echo = false;
    bool stream = false;
    bool includeUsage = false;
};

struct ChatRequest {
    std::string model;
    std::vector<Message> messages;
    Sampling sampling;
    std::string responseFormat = "text"; // text, json_object, json_schema
    bool stream = false;
    bool includeUsage = false;
};

struct TokenLogprob {
    std::string token; // bytes; may be part of a character
    double logprob = 0; // not a number: there is none, as for the first token of an echoed prompt
    std::vector<std::pair<std::string, double>> top; // best first
    int textOffset = 0; // code points from the start of the text; completions only
};

// A whole answer or one piece of a stream.
struct AnswerChoice {
    int index = 0;
    std::string text;
    std::vector<TokenLogprob> logprobs;
    std::optional<std::string> finishReason; // stop, length, …; nothing while streaming
};

struct Answer {
    std::string id; // cmpl-… or chatcmpl-…
    std::int64_t created = 0;
    std::string model;
    std::vector<AnswerChoice> choices;
    std::optional<Usage> usage;
};

} // namespace onsa
