// SPDX-License-Identifier: GPL-3.0-or-later
// How long the examples of a data set are, for a forecast: lengths only, no text.
#pragma once

#include "core/job_estimate.h"
#include "dataset/dataset_snapshot.h"

#include <stop_token>
#include <vector>

namespace onsa {

ExampleLength lengthOf(const Example &example);
// Of at most maxEstimateLengths usable rows, evenly spread over all; for the pool. Stopped: those found so far.
std::vector<ExampleLength> lengthsOf(const DatasetSnapshot &rows, std::stop_token stop);

} // namespace onsa
