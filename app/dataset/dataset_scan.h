// SPDX-License-Identifier: GPL-3.0-or-later
// Passes over all rows of a snapshot, for the pool: check, find, split.
#pragma once

#include "core/example_check.h"
#include "dataset/dataset_snapshot.h"

#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace onsa {

// Called from the pool, at most 30 times a second.
using ScanProgress = std::function<void(std::size_t rowsDone, std::size_t rowsAll)>;

struct ScanReport {
    struct Kind {
        Severity severity = Severity::Info; // the worst
        Fix fix = Fix::None;
        std::string field; // of the first
        std::size_t count = 0; // findings
        std::vector<RowId> rows; // each once, in the order of the rows
        std::vector<std::string> texts = {}; // boilerplate: the comparison forms of the sentences
    };
    // What more than half of the rows have in common (X7).
    struct Share {
        enum class Of { Length, Question, Member } of = Of::Length;
        std::string name; // of the member
        std::string value; // of the member, or the question type (nameOf)
        std::size_t least = 0, most = 0; // characters of the answers
        int percent = 0;
    };
    std::size_t rows = 0; // all
    std::size_t usableRows = 0; // without an issue of severity Error
    std::size_t pairRows = 0, chatRows = 0, preferenceRows = 0;
    std::map<std::string, std::size_t> counts; // issue id -> how often
    std::map<std::string, Kind> kinds; // of rows and across rows
    std::vector<std::pair<RowId, Issue>> issues; // the same with their sentences, in row order
    std::vector<Issue> fileIssues; // too_few_examples, file_bom, line ends, mixed_schemas, unknown_member, imbalance
    std::vector<Share> shares; // the largest of each, where it is more than half
    std::vector<std::string> extraMembers; // names of members that are not trained on, as they were met
    bool issuesCut = false; // there are more than are in `issues`; counts and kinds are complete
    std::int64_t characters = 0; // of all texts
};
constexpr std::size_t maxStoredIssues = 200'000; // 50 MB; nobody reads that many one by one
// Which passes: a look at each row alone, and the comparison of all rows.
struct CheckOptions {
    bool eachRow = true;
    bool acrossRows = true;
};
// A stopped check gives an incomplete report.
ScanReport checkAll(const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop,
                    CheckOptions options = {});

// Rows whose prompt, completion or a message contains the text. Width, kana and case do not matter unless exact.
struct FindOptions {
    std::string text; // UTF-8
    bool exact = false;
    bool regex = false; // an invalid pattern: InvalidInput
};
Result<std::vector<RowId>> findRows(const DatasetSnapshot &rows, const FindOptions &options, std::stop_token stop);
Result<> checkPattern(const FindOptions &options);

// Training and validation bytes, ready to upload: usable rows only, LF, no BOM. A row's side depends on its prompt and
// the seed alone, so that adding rows moves none. share 0…0.5. Never leaves the training side empty.
struct TrainingSplit {
    std::string training, validation; // JSONL
    std::size_t trainingRows = 0, validationRows = 0, leftOut = 0;
};
Result<TrainingSplit> splitForTraining(const DatasetSnapshot &rows, double validationShare, std::uint64_t seed,
                                       std::stop_token stop);

} // namespace onsa
