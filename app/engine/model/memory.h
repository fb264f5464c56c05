// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory there is, so that a job is refused in words and not killed.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>

namespace onsa::engine {

std::int64_t availableBytes(); // MemAvailable; the maximum when the system does not tell
std::int64_t installedBytes(); // MemTotal; does not change while the computer runs
std::int64_t peakResidentBytes(); // of this process so far (VmHWM)
// Gives freed memory back; the peak starts again from what is resident then. False when the system refuses.
bool forgetPeakResident();
std::string inWords(std::int64_t bytes); // "1.4 GB"

// OutOfMemory when `need` is more than there is; `what` begins the sentence.
Result<> checkMemory(std::int64_t need, const std::string &what);

} // namespace onsa::engine
