// SPDX-License-Identifier: GPL-3.0-or-later
// What a job would take, asked before anything is uploaded: POST /fine_tuning/jobs/estimate, an extension of our
// engine; a service without it answers 404. Only lengths are sent, never a text, so that any service may be asked.
#pragma once

#include "core/api_types.h"
#include "core/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

// Characters of one example, split by what tokenizers do with them: ASCII takes several to a token, others about one.
struct ExampleLength {
    int promptAscii = 0, promptOther = 0; // everything that is read but not taught
    int completionAscii = 0, completionOther = 0; // what is taught
    int messages = 0; // of a chat; 0 = prompt and completion
    int answer = -1; // the same number = the same taught text, in other words asked for; -1 = a text of its own

    bool operator==(const ExampleLength &) const = default;
};

constexpr int maxEstimateLengths = 1000; // more teach the forecast nothing
constexpr int maxEstimateExamples = 10'000'000; // times 50 rounds is still a number of steps

struct EstimateRequest {
    std::string model;
    int examples = 0, validationExamples = 0; // at most maxEstimateExamples
    std::vector<ExampleLength> lengths; // of all examples, or of some that stand for the rest; 1…maxEstimateLengths
    Hyperparameters hyperparameters; // nothing set = auto
};

struct JobEstimate {
    std::string model;
    Hyperparameters hyperparameters; // what auto became
    // Why auto chose what it chose: "n_epochs" -> "few_examples" … Only for settings that were auto.
    std::map<std::string, std::string> reasons;
    int steps = 0;
    std::int64_t trainedTokens = 0;
    int longestExample = 0; // tokens
    int truncatedExamples = 0; // longer than the model's context; of `examples`
    std::int64_t peakMemoryBytes = 0, availableMemoryBytes = 0, installedMemoryBytes = 0;
    bool fits = true;
    std::optional<double> seconds; // of the training, without waiting for other jobs
    std::string secondsFrom; // "earlier_jobs" (of this model), "other_jobs", "measurement"
};

Result<EstimateRequest> parseEstimateRequest(std::string_view body); // ranges checked
std::string toJson(const EstimateRequest &request);
std::string toJson(const JobEstimate &estimate);
Result<JobEstimate> parseEstimate(std::string_view body);

} // namespace onsa
