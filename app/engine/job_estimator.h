// SPDX-License-Identifier: GPL-3.0-or-later
// What a job would take: settings, steps, memory, time. From lengths alone, by the same functions that the trainer
// plans with. Any thread.
#pragma once

#include "core/job_estimate.h"
#include "engine/model/chat_template.h"
#include "engine/model_catalog.h"
#include "engine/training_speeds.h"

#include <map>
#include <mutex>
#include <string>

namespace onsa::engine {

// Tokens that characters become, measured on a page of English and of Japanese with the model's own tokenizer.
struct TokenRates {
    double ascii = 0, other = 0; // a character
    double pair = 0, message = 0; // what a template puts around a pair, a message of a chat
};
Result<TokenRates> measureTokenRates(const PromptFormat &format);

class JobEstimator
{
public:
    explicit JobEstimator(TrainingSpeeds &speeds)
        : m_speeds(speeds)
    {
    }

    // Errors: those of the model's files.
    Result<JobEstimate> estimate(const BaseModelEntry &base, const EstimateRequest &request);

private:
    Result<TokenRates> ratesOf(const BaseModelEntry &base, const ModelConfig &config);

    TrainingSpeeds &m_speeds;
    std::mutex m_mutex;
    std::map<std::string, TokenRates> m_rates; // by folder; reading a tokenizer takes up to a second
};

} // namespace onsa::engine
