// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_types.h"

#include <algorithm>
#include <array>
#include <utility>

namespace onsa {

namespace {

using Word = std::pair<std::string_view, JobStatus>;

// The first word of a status is the one we write. The others are those of other servers (Azure, Together, Mistral,
// Fireworks, the fine-tunes of 2023), lower-case and without Fireworks' prefix.
constexpr std::array<Word, 36> words{{
    {"validating_files", JobStatus::ValidatingFiles},
    {"queued", JobStatus::Queued},
    {"running", JobStatus::Running},
    {"paused", JobStatus::Paused},
    {"succeeded", JobStatus::Succeeded},
    {"failed", JobStatus::Failed},
    {"cancelled", JobStatus::Cancelled},
    {"unknown", JobStatus::Unknown},
    {"validating", JobStatus::ValidatingFiles},
    {"creating", JobStatus::ValidatingFiles},
    {"created", JobStatus::Queued},
    {"pending", JobStatus::Queued},
    {"validated", JobStatus::Queued},
    {"re_queueing", JobStatus::Queued},
    {"idle", JobStatus::Queued},
    {"started", JobStatus::Running},
    {"in_progress", JobStatus::Running},
    {"compressing", JobStatus::Running},
    {"uploading", JobStatus::Running},
    {"writing_results", JobStatus::Running},
    {"pausing", JobStatus::Running},
    {"resuming", JobStatus::Running},
    // Cancelling is not cancelled: the server may still answer "succeeded".
    {"cancelling", JobStatus::Running},
    {"cancel_requested", JobStatus::Running},
    {"cancellation_requested", JobStatus::Running},
    {"user_paused", JobStatus::Paused},
    {"completed", JobStatus::Succeeded},
    {"success", JobStatus::Succeeded},
    {"early_stopped", JobStatus::Succeeded},
    {"error", JobStatus::Failed},
    {"user_error", JobStatus::Failed},
    {"failed_validation", JobStatus::Failed},
    {"expired", JobStatus::Failed},
    {"canceled", JobStatus::Cancelled},
    {"deleting", JobStatus::Cancelled},
    {"deleted", JobStatus::Cancelled},
}};

} // namespace

std::string_view wordOf(JobStatus status)
{
    const auto known =
        std::find_if(words.begin(), words.end(), [&](const Word &word) { return word.second == status; });
    return known == words.end() ? std::string_view("unknown") : known->first;
}

JobStatus jobStatusOf(std::string_view word)
{
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    constexpr std::string_view prefix = "job_state_";
    if (lower.starts_with(prefix))
        lower.erase(0, prefix.size());
    const auto known =
        std::find_if(words.begin(), words.end(), [&](const Word &entry) { return entry.first == lower; });
    return known == words.end() ? JobStatus::Unknown : known->second;
}

} // namespace onsa
