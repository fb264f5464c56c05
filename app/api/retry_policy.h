// SPDX-License-Identifier: GPL-3.0-or-later
// Whether and when a failed request is sent again. A pure function, after the official clients of the OpenAI API
// (openai-node 7.57, openai-python 3.3.1): 1 + 2 tries on 408, 429, ≥ 500 and lost connections.
#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <optional>

namespace onsa {

struct FailedTry {
    enum class Reach {
        Answered, // there is a status
        NotSent, // refused, or no such host: the server has not seen it
        Lost, // no answer: the server may have done it
        Hopeless // TLS, redirect, too large: the same will happen again
    } reach = Reach::Answered;
    int status = 0;
    // The answer's headers as they came; empty = not there.
    QByteArray retryAfter, retryAfterMs, shouldRetry;
};

enum class RetryRule {
    Idempotent, // may be done twice
    WhenNotDone // only where the server has not seen it or says that it may be sent again
};

// The wait before the next try; nothing = give up. `retriesDone` counts from 0; `jitter` is 0…1, at random;
// `now` in Unix seconds, for Retry-After as a date. A server that wants more than 60 s is not asked again.
std::optional<std::chrono::milliseconds> retryDelay(RetryRule rule, const FailedTry &failed, int retriesDone,
                                                    double jitter, std::int64_t now);

} // namespace onsa
