// SPDX-License-Identifier: GPL-3.0-or-later
// How long the rows are, as the guides of the services count it: tokens, answers, prompts, messages; and what a
// training would be billed for.
#pragma once

#include "ui/dataset/token_counter.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace onsa::ui {

// Values, sorted into bars of one width that start at a round number.
struct Spread {
    std::size_t count = 0; // values; 0: all else is 0
    int least = 0, median = 0, p95 = 0, most = 0; // median and 95 %: the value of that rank, rounded up
    double mean = 0;
    std::size_t over = 0; // values above the limit
    int limit = 0; // 0 = none
    int first = 0, width = 1; // bar i holds [first + i width, first + (i + 1) width)
    std::vector<std::size_t> bars; // at most 24
};
Spread spreadOf(std::vector<int> values, int limit);

struct RowStatistics {
    std::size_t rows = 0; // that can be read
    Spread tokens, answerTokens, promptCharacters;
    Spread messages; // of conversations alone
    std::size_t withoutSystem = 0, withoutUser = 0; // conversations
    qint64 billed = 0; // tokens of one round, without what is cut
    int rounds = 0; // automatic
};
// For the pool. Without a counter no tokens. Stopped: what was counted so far.
RowStatistics statisticsOf(const DatasetSnapshot &rows, const TokenCounter *counter, const ScanProgress &progress,
                           const std::stop_token &stop);

// How often a service goes through the rows when nothing is set: three times, more often where there are few rows, less
// often where there are very many (the rule of its guide).
int automaticRounds(std::size_t rows);

} // namespace onsa::ui
