// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that stand for all: every one of a small data set, else evenly spread ones, the same each time.
#pragma once

#include <cstddef>
#include <vector>

namespace onsa {

// Of 4096 rows a share of one half is known to 1.6 percent (two standard deviations).
constexpr std::size_t sampledRows = 4096;

// Positions in order, at most `most`. Not a fixed stride: data that repeats itself every few rows would deceive it.
std::vector<std::size_t> sampleOf(std::size_t rows, std::size_t most = sampledRows);

} // namespace onsa
