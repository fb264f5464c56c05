// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_statistics.h"

#include "core/utf8.h"
#include "dataset/boilerplate.h"
#include "dataset/parallel.h"
#include "dataset/row_keys.h"
#include "dataset/scan_progress.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace onsa::ui {

namespace {

constexpr int mostBars = 24; // a bar of ten pixels in a narrow window

// 1, 2, 5, 10, 20 … so that at most mostBars hold the range.
int roundWidth(int range)
{
    for (std::int64_t power = 1;; power *= 10)
        for (const int step : {1, 2, 5})
            if (range / (power * step) < mostBars)
                return int(power * step);
}

struct Block {
    std::vector<int> tokens, answerTokens, promptCharacters, messages;
    std::size_t rows = 0, withoutSystem = 0, withoutUser = 0;
    qint64 billed = 0;
};

bool hasRole(const Example &example, std::string_view role)
{
    return std::any_of(example.messages.begin(), example.messages.end(),
                       [&](const Message &message) { return message.role == role; });
}

void add(const Example &example, const TokenCounter *counter, Block &block)
{
    ++block.rows;
    block.promptCharacters.push_back(int(countCodePoints(promptOf(example))));
    if (example.kind == ExampleKind::Chat) {
        block.messages.push_back(int(example.messages.size()));
        block.withoutSystem += hasRole(example, "system") || hasRole(example, "developer") ? 0U : 1U;
        block.withoutUser += hasRole(example, "user") ? 0U : 1U;
    }
    if (!counter)
        return;
    const int tokens = counter->count(example);
    block.tokens.push_back(tokens);
    block.billed += counter->context() > 0 ? std::min(tokens, counter->context()) : tokens;
    int answers = 0;
    forEachAnswer(example, [&](const std::string &, const std::string &text) {
        answers += counter->count(std::string_view(text));
    });
    block.answerTokens.push_back(answers);
}

std::vector<int> joined(std::vector<Block> &blocks, std::vector<int> Block::*values)
{
    std::vector<int> all;
    for (Block &block : blocks)
        all.insert(all.end(), (block.*values).begin(), (block.*values).end());
    return all;
}

} // namespace

Spread spreadOf(std::vector<int> values, int limit)
{
    Spread spread;
    spread.limit = limit;
    spread.count = values.size();
    if (values.empty())
        return spread;
    std::sort(values.begin(), values.end());
    const auto ranked = [&](std::size_t percent) { return values[(values.size() * percent + 99) / 100 - 1]; };
    spread.least = values.front();
    spread.median = ranked(50);
    spread.p95 = ranked(95);
    spread.most = values.back();
    spread.mean = double(std::accumulate(values.begin(), values.end(), std::int64_t{0})) / double(values.size());
    if (limit > 0)
        spread.over = std::size_t(values.end() - std::upper_bound(values.begin(), values.end(), limit));
    spread.width = roundWidth(spread.most - spread.least);
    spread.first = spread.least / spread.width * spread.width;
    spread.bars.resize(std::size_t((spread.most - spread.first) / spread.width) + 1);
    for (const int value : values)
        ++spread.bars[std::size_t((value - spread.first) / spread.width)];
    return spread;
}

RowStatistics statisticsOf(const DatasetSnapshot &rows, const TokenCounter *counter, const ScanProgress &progress,
                           const std::stop_token &stop)
{
    constexpr std::size_t blockRows = 512; // the tokenizer is slow: a stop is heard soon
    const std::size_t count = rows.rowCount();
    std::vector<Block> blocks((count + blockRows - 1) / blockRows);
    ProgressMeter meter(progress, count);
    parallelFor<int>(blocks.size(), stop, [&](std::size_t i, int &) {
        const std::size_t first = i * blockRows, last = std::min(count, first + blockRows);
        std::ignore = rows.forEachLine(first, last, [&](std::size_t, std::string_view line) {
            if (const auto example = parseExample(line))
                add(*example, counter, blocks[i]);
            return !stop.stop_requested();
        });
        meter.add(last - first);
    });
    RowStatistics all;
    for (const Block &block : blocks) {
        all.rows += block.rows;
        all.withoutSystem += block.withoutSystem;
        all.withoutUser += block.withoutUser;
        all.billed += block.billed;
    }
    all.tokens = spreadOf(joined(blocks, &Block::tokens), counter ? counter->context() : 0);
    all.answerTokens = spreadOf(joined(blocks, &Block::answerTokens), 0);
    all.promptCharacters = spreadOf(joined(blocks, &Block::promptCharacters), 0);
    all.messages = spreadOf(joined(blocks, &Block::messages), 0);
    all.rounds = automaticRounds(all.rows);
    return all;
}

int automaticRounds(std::size_t rows)
{
    constexpr std::size_t target = 3, fewest = 100, most = 25'000, roundsForFew = 25;
    if (rows == 0)
        return int(target);
    if (rows * target < fewest)
        return int(std::min(roundsForFew, fewest / rows));
    return int(rows * target > most ? std::max<std::size_t>(1, most / rows) : target);
}

} // namespace onsa::ui
