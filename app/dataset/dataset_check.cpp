// SPDX-License-Identifier: GPL-3.0-or-later
// checkAll: every row alone, on several threads, then what only two rows together can show.
#include "dataset/dataset_scan.h"

#include "core/checks/chat_rules.h"
#include "core/checks/pair_rules.h"
#include "core/utf8.h"
#include "dataset/issue_store.h"
#include "dataset/parallel.h"
#include "dataset/row_compare.h"
#include "dataset/row_issues.h"
#include "dataset/scan_progress.h"

#include <algorithm>
#include <map>
#include <mutex>

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
    return static_cast<std::int64_t>(countCodePoints(text));
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

// What a thread uses again for every row.
struct Scratch {
    std::string buffer, room;
    PairScans scans;
    std::vector<Issue> issues;
    Example chat;
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

// True when none is an error.
bool keep(std::size_t row, std::vector<Issue> &issues, BlockFindings &found)
{
    bool usable = true;
    for (Issue &issue : issues) {
        usable = usable && issue.severity != Severity::Error;
        found.issues.add(row, std::move(issue));
    }
    issues.clear();
    return usable;
}

void checkPlainPair(std::size_t row, const PairTexts &pair, CheckOptions options, BlockFindings &found, RowFacts *facts,
                    Scratch &scratch)
{
    ++found.pairs;
    TextProfile &said = scratch.scans.completion.profile;
    if (options.eachRow) {
        checkPair(pair, scratch.scans, scratch.issues);
        worstFirst(scratch.issues);
        found.characters += static_cast<std::int64_t>(scratch.scans.prompt.profile.characters + said.characters);
    } else {
        found.characters += charactersOf(pair.prompt) + charactersOf(pair.completion);
    }
    if (!keep(row, scratch.issues, found))
        return;
    ++found.usable;
    if (!facts)
        return;
    if (!options.eachRow)
        scanProfile(pair.completion, said);
    *facts = factsOf(pair, said, scratch.buffer);
    facts->marks |= Mark::Used;
}

void checkExample(const Example &example, bool usable, BlockFindings &found, RowFacts *facts, Scratch &scratch)
{
    countKind(example, found);
    if (!usable)
        return;
    ++found.usable;
    if (facts) {
        *facts = factsOf(example, scratch.buffer);
        facts->marks |= Mark::Used;
    }
}

void checkOne(std::size_t row, std::string_view line, CheckOptions options, BlockFindings &found, RowFacts *facts,
              Scratch &scratch)
{
    if (const auto pair = readPlainPair(line, scratch.room))
        return checkPlainPair(row, *pair, options, found, facts, scratch);
    if (readPlainChat(line, scratch.room, scratch.chat)) {
        if (options.eachRow)
            checkChat(scratch.chat, {}, scratch.issues);
        worstFirst(scratch.issues);
        return checkExample(scratch.chat, keep(row, scratch.issues, found), found, facts, scratch);
    }
    bool usable = !isBlankLine(line);
    std::optional<Example> example;
    if (options.eachRow) {
        std::vector<Issue> issues = checkRow(line, example);
        usable = keep(row, issues, found) && usable;
    } else if (auto read = parseExample(line)) {
        example = std::move(*read);
    }
    if (example)
        checkExample(*example, usable, found, facts, scratch);
}

// Takes what the threads found in the order of the blocks: which findings are kept when there are very many does not
// depend on who was first, and what is beyond the bounds is let go at once.
class Collector
{
public:
    explicit Collector(ScanReport &report)
        : m_report(report)
    {
    }

    void take(std::size_t block, BlockFindings found)
    {
        const std::lock_guard lock(m_lock);
        m_waiting.emplace(block, std::move(found));
        for (auto next = m_waiting.begin(); next != m_waiting.end() && next->first == m_next; ++m_next) {
            merge(next->second);
            next = m_waiting.erase(next);
        }
    }
    IssueStore &issues() { return m_issues; }

private:
    void merge(BlockFindings &found)
    {
        m_report.usableRows += found.usable;
        m_report.pairRows += found.pairs;
        m_report.chatRows += found.chats;
        m_report.preferenceRows += found.preferences;
        m_report.characters += found.characters;
        m_issues.take(found.issues);
    }

    ScanReport &m_report;
    std::mutex m_lock;
    std::map<std::size_t, BlockFindings> m_waiting;
    std::size_t m_next = 0; // block
    IssueStore m_issues;
};

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
    Collector collector(report);
    std::vector<RowFacts> facts(options.acrossRows ? report.rows : 0);
    ProgressMeter meter(progress, report.rows);
    parallelFor<Scratch>(blocks, stop, [&](std::size_t block, Scratch &scratch) {
        const std::size_t first = block * scanRows;
        const std::size_t last = std::min(report.rows, first + scanRows);
        BlockFindings found;
        const auto done = rows.forEachLine(first, last, [&](std::size_t row, std::string_view line) {
            checkOne(row, line, options, found, facts.empty() ? nullptr : &facts[row], scratch);
            return !stop.stop_requested();
        });
        if (!done)
            found.issues.add(first, {"unreadable_row", Severity::Error, {}, done.error().message});
        collector.take(block, std::move(found));
        meter.add(last - first);
    });
    if (stop.stop_requested())
        return report;

    IssueStore &all = collector.issues();
    if (options.acrossRows) {
        compareRows(rows, facts, all, stop);
        compareHabits(facts, all);
    }
    all.report(rows, report);
    addFileIssues(report, rows);
    return report;
}

} // namespace onsa
