// SPDX-License-Identifier: GPL-3.0-or-later
// The rules about a prompt with its completion.
#pragma once

#include "core/checks/text_scan.h"
#include "core/example_check.h"
#include "core/plain_rows.h"

#include <vector>

namespace onsa {

struct PairScans {
    TextScan prompt, completion;
};

// Appends the findings, in the order of the texts; `scans` is what was seen on the way, for whoever needs it next.
void checkPair(const PairTexts &pair, PairScans &scans, std::vector<Issue> &issues);

} // namespace onsa
