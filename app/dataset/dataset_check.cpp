// SPDX-License-Identifier: GPL-3.0-or-later
// checkAll: every row alone, on several threads, then what only two rows together can show.
#include "dataset/dataset_scan.h"

#include "dataset/parallel.h"
#include "dataset/row_issues.h"
#include "dataset/row_keys.h"
#include "dataset/scan_progress.h"

#include <algorithm>

namespace onsa {

namespace {

struct KeyedRow {
    ExampleKeys keys;
    std::uint32_t row = 0;
};

// What one thread found in its blocks.
struct BlockFindings {
    std::size_t usable = 0, pairs = 0, chats = 0;
    std::int64_t characters = 0;
    std::map<std::string, std::size_t> counts;
    std::vector<std::pair<std::size_t, Issue>> issues; // row
    std::vector<KeyedRow> keys; // of usable rows
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
    return characters;
}

void checkOne(std::size_t row, std::string_view line, BlockFindings &found)
{
    bool usable = !isBlankLine(line);
    for (Issue &issue : checkRow(line)) {
        usable = usable && issue.severity != Severity::Error;
        ++found.counts[issue.id];
        if (found.issues.size() < maxStoredIssues)
            found.issues.emplace_back(row, std::move(issue));
    }
    const auto example = parseExample(line);
    if (!example)
        return;
    ++(example->kind == ExampleKind::Pair ? found.pairs : found.chats);
    found.characters += charactersOf(*example);
    if (!usable)
        return;
    ++found.usable;
    found.keys.push_back({keysOf(*example), static_cast<std::uint32_t>(row)});
}

void addIssue(BlockFindings &found, std::size_t row, Issue issue)
{
    ++found.counts[issue.id];
    if (found.issues.size() < maxStoredIssues)
        found.issues.emplace_back(row, std::move(issue));
}

// Rows with the same prompt stand together after the sort, in row order within the same answer.
void compareRows(std::vector<KeyedRow> &rows, BlockFindings &found)
{
    std::sort(rows.begin(), rows.end(), [](const KeyedRow &a, const KeyedRow &b) {
        return std::tie(a.keys.prompt, a.keys.answer, a.row) < std::tie(b.keys.prompt, b.keys.answer, b.row);
    });
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end].keys.prompt == rows[begin].keys.prompt)
            ++end;
        const bool severalAnswers = rows[end - 1].keys.answer != rows[begin].keys.answer;
        std::size_t firstSame = begin;
        for (std::size_t i = begin; i < end; ++i) {
            if (rows[i].keys.answer != rows[firstSame].keys.answer)
                firstSame = i;
            if (i != firstSame)
                addIssue(found, rows[i].row,
                         {"duplicate",
                          Severity::Warning,
                          {},
                          "This row says the same as row " + std::to_string(rows[firstSame].row + 1) + "."});
            else if (severalAnswers)
                addIssue(found, rows[i].row,
                         {"contradiction",
                          Severity::Info,
                          {},
                          "The same prompt has another completion in row "
                              + std::to_string(rows[i == begin ? end - 1 : begin].row + 1) + "."});
        }
        begin = end;
    }
}

void merge(ScanReport &report, BlockFindings &found)
{
    report.usableRows += found.usable;
    report.pairRows += found.pairs;
    report.chatRows += found.chats;
    report.characters += found.characters;
    for (const auto &[id, count] : found.counts)
        report.counts[id] += count;
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
    for (const Issue &issue : report.fileIssues)
        ++report.counts[issue.id];
}

} // namespace

ScanReport checkAll(const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop)
{
    ScanReport report;
    report.rows = rows.rowCount();
    const std::size_t blocks = (report.rows + scanRows - 1) / scanRows;
    std::vector<BlockFindings> found(blocks + 1); // the last one for findings across rows
    ProgressMeter meter(progress, report.rows);
    std::atomic<bool> unreadable = false;
    parallelFor<int>(blocks, stop, [&](std::size_t block, int &) {
        const std::size_t first = block * scanRows;
        const std::size_t last = std::min(report.rows, first + scanRows);
        const auto done = rows.forEachLine(first, last, [&](std::size_t row, std::string_view line) {
            checkOne(row, line, found[block]);
            return !stop.stop_requested();
        });
        if (!done)
            addIssue(found[block], first, {"unreadable_row", Severity::Error, {}, done.error().message});
        meter.add(last - first);
    });
    if (stop.stop_requested())
        return report;

    std::vector<KeyedRow> keys;
    for (BlockFindings &block : found) {
        keys.insert(keys.end(), block.keys.begin(), block.keys.end());
        std::vector<KeyedRow>().swap(block.keys);
    }
    compareRows(keys, found.back());

    std::vector<std::pair<std::size_t, Issue>> all;
    for (BlockFindings &block : found) {
        merge(report, block);
        const std::size_t room = maxStoredIssues - std::min(maxStoredIssues, all.size());
        const std::size_t taken = std::min(room, block.issues.size());
        std::move(block.issues.begin(), block.issues.begin() + static_cast<std::ptrdiff_t>(taken),
                  std::back_inserter(all));
        report.issuesCut = report.issuesCut || taken < block.issues.size();
    }
    std::stable_sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    report.issues.reserve(all.size());
    for (auto &[row, issue] : all)
        report.issues.emplace_back(rows.rowId(row), std::move(issue));
    addFileIssues(report, rows);
    return report;
}

} // namespace onsa
