// SPDX-License-Identifier: GPL-3.0-or-later
// checkAll: every row alone, on several threads, then what only two rows together can show.
#include "dataset/dataset_scan.h"

#include "dataset/issue_store.h"
#include "dataset/parallel.h"
#include "dataset/row_compare.h"
#include "dataset/row_issues.h"
#include "dataset/scan_progress.h"

#include <algorithm>

namespace onsa {

namespace {

// What one thread found in a block.
struct BlockFindings {
    std::size_t usable = 0, pairs = 0, chats = 0, preferences = 0;
    std::int64_t characters = 0;
    IssueStore issues;
};

std::int64_t charactersOf(std::string_view text)
{
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
}

std::int64_t charactersOf(const Example &example)
{
    std::int64_t characters = charactersOf(example.prompt) + charactersOf(example.completion);
    for (const Message &message : example.messages)
        characters += charactersOf(message.content);
    for (const auto *answer : {&example.chosen, &example.rejected})
        for (const Message &message : *answer)
            characters += charactersOf(message.content);
    return characters;
}

struct Scratch {
    std::string buffer;
};

void countKind(const Example &example, BlockFindings &found)
{
    switch (example.kind) {
    case ExampleKind::Pair:
        ++found.pairs;
        break;
    case ExampleKind::Chat:
        ++found.chats;
        break;
    case ExampleKind::Preference:
        ++found.preferences;
        break;
    }
    found.characters += charactersOf(example);
}

void checkOne(std::size_t row, std::string_view line, CheckOptions options, BlockFindings &found, RowFacts *facts,
              Scratch &scratch)
{
    bool usable = !isBlankLine(line);
    std::optional<Example> example;
    if (options.eachRow) {
        for (Issue &issue : checkRow(line, example)) {
            usable = usable && issue.severity != Severity::Error;
            found.issues.add(row, std::move(issue));
        }
    } else if (auto read = parseExample(line)) {
        example = std::move(*read);
    }
    if (!example)
        return;
    countKind(*example, found);
    if (!usable)
        return;
    ++found.usable;
    if (facts) {
        *facts = factsOf(*example, scratch.buffer);
        facts->marks |= Mark::Used;
    }
}

void merge(ScanReport &report, const BlockFindings &found)
{
    report.usableRows += found.usable;
    report.pairRows += found.pairs;
    report.chatRows += found.chats;
    report.preferenceRows += found.preferences;
    report.characters += found.characters;
}

void addFileIssues(ScanReport &report, const DatasetSnapshot &rows)
{
    if (report.usableRows < static_cast<std::size_t>(minimumExamples))
        report.fileIssues.push_back({"too_few_examples",
                                     Severity::Error,
                                     {},
                                     "Training needs at least " + std::to_string(minimumExamples)
                                         + " usable examples; there are " + std::to_string(report.usableRows) + "."});
    if (rows.hasBom())
        report.fileIssues.push_back({"file_bom",
                                     Severity::Info,
                                     {},
                                     "The file starts with a byte order mark. It is kept, and left out of training."});
    const int formats = (report.pairRows > 0) + (report.chatRows > 0) + (report.preferenceRows > 0);
    if (formats > 1)
        report.fileIssues.push_back({"mixed_schemas",
                                     Severity::Info,
                                     {},
                                     "The rows have different formats: pairs " + std::to_string(report.pairRows)
                                         + ", conversations " + std::to_string(report.chatRows) + ", preferences "
                                         + std::to_string(report.preferenceRows) + ". Some services want one."});
    for (const Issue &issue : report.fileIssues)
        ++report.counts[issue.id];
}

} // namespace

ScanReport checkAll(const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop,
                    CheckOptions options)
{
    ScanReport report;
    report.rows = rows.rowCount();
    const std::size_t blocks = (report.rows + scanRows - 1) / scanRows;
    std::vector<BlockFindings> found(blocks);
    std::vector<RowFacts> facts(options.acrossRows ? report.rows : 0);
    ProgressMeter meter(progress, report.rows);
    parallelFor<Scratch>(blocks, stop, [&](std::size_t block, Scratch &scratch) {
        const std::size_t first = block * scanRows;
        const std::size_t last = std::min(report.rows, first + scanRows);
        const auto done = rows.forEachLine(first, last, [&](std::size_t row, std::string_view line) {
            checkOne(row, line, options, found[block], facts.empty() ? nullptr : &facts[row], scratch);
            return !stop.stop_requested();
        });
        if (!done)
            found[block].issues.add(first, {"unreadable_row", Severity::Error, {}, done.error().message});
        meter.add(last - first);
    });
    if (stop.stop_requested())
        return report;

    IssueStore all;
    for (BlockFindings &block : found) {
        merge(report, block);
        all.take(block.issues);
    }
    if (options.acrossRows) {
        compareRows(rows, facts, all, stop);
        compareHabits(facts, all);
    }
    all.report(rows, report);
    addFileIssues(report, rows);
    return report;
}

} // namespace onsa
