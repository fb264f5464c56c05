// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/retry_policy.h"

#include "api/http_date.h"

#include <algorithm>
#include <cmath>

namespace onsa {
namespace {

constexpr int mostRetries = 2;
constexpr double firstDelayMs = 500;
constexpr double longestDelayMs = 8000;
constexpr double jitterShare = 0.25; // taken off at most
constexpr double longestObeyedMs = 60'000;

bool mayHelp(RetryRule rule, const FailedTry &failed)
{
    if (failed.reach == FailedTry::Reach::Hopeless)
        return false;
    if (failed.reach == FailedTry::Reach::NotSent)
        return true;
    if (failed.reach == FailedTry::Reach::Lost)
        return rule == RetryRule::Idempotent;
    if (failed.shouldRetry == "true")
        return true;
    if (failed.shouldRetry == "false")
        return false;
    if (failed.status == 429)
        return true;
    if (rule == RetryRule::WhenNotDone)
        return failed.status == 503 && !(failed.retryAfter.isEmpty() && failed.retryAfterMs.isEmpty());
    return failed.status == 408 || failed.status >= 500;
}

// What the server asks for, in ms; nothing when it asks for nothing that can be read.
std::optional<double> askedFor(const FailedTry &failed, std::int64_t now)
{
    bool ok = false;
    const double ms = failed.retryAfterMs.toDouble(&ok);
    if (ok && std::isfinite(ms) && ms >= 0)
        return ms;
    const double seconds = failed.retryAfter.toDouble(&ok);
    if (ok && std::isfinite(seconds) && seconds >= 0)
        return seconds * 1000;
    if (const auto date = httpDate(failed.retryAfter))
        return static_cast<double>(std::max<std::int64_t>(0, *date - now)) * 1000;
    return {};
}

} // namespace

std::optional<std::chrono::milliseconds> retryDelay(RetryRule rule, const FailedTry &failed, int retriesDone,
                                                    double jitter, std::int64_t now)
{
    if (retriesDone >= mostRetries || !mayHelp(rule, failed))
        return {};
    if (const auto asked = askedFor(failed, now)) {
        if (*asked > longestObeyedMs)
            return {};
        return std::chrono::milliseconds(std::llround(*asked));
    }
    const double delay = std::min(longestDelayMs, firstDelayMs * std::pow(2.0, retriesDone));
    return std::chrono::milliseconds(std::llround(delay * (1 - jitterShare * std::clamp(jitter, 0.0, 1.0))));
}

} // namespace onsa
