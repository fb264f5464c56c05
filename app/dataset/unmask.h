// SPDX-License-Identifier: GPL-3.0-or-later
// The way back from masked personal data: every mask of the book becomes its value again.
#pragma once

#include "dataset/finding_fixes.h"

namespace onsa {

// For the pool. What it would do to every row with a mask of this book; the plan's id is "unmask".
Result<FixPlan> planUnmask(const DatasetSnapshot &rows, const MaskBook &masks, const ScanProgress &progress,
                           std::stop_token stop);

} // namespace onsa
