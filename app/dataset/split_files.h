// SPDX-License-Identifier: GPL-3.0-or-later
// Divides a data set into two files, one to train on and one to check with. A row's side depends on its group and the
// seed alone, so that rows added later move none of the others.
#pragma once

#include "dataset/dataset_scan.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace onsa {

struct SplitOrder {
    double validationShare = 0.1; // of the groups, above 0 and at most 0.5
    std::uint64_t seed = 1;
    std::string groupMember; // rows with the same value stay together; "" = rows with the same question
};

struct SplitPlan {
    std::size_t trainingRows = 0, validationRows = 0;
    std::size_t leftOut = 0; // rows with errors, blank lines
    std::size_t groups = 0;
    std::size_t ungrouped = 0; // rows without the member: their question stands in for it
    std::size_t leaking = 0; // validation rows whose question is asked in training, too
    std::vector<std::size_t> leaks; // the first of them, positions in the snapshot
};
Result<SplitPlan> planSplit(const DatasetSnapshot &snapshot, const SplitOrder &order, const ScanProgress &progress,
                            const std::stop_token &stop);

struct SplitFiles {
    std::filesystem::path training, validation;
};
// Both files whole, each with its note (*.meta.json), or neither. InvalidInput "empty_side" when one would be empty.
Result<SplitPlan> writeSplit(const DatasetSnapshot &snapshot, const SplitOrder &order, const SplitFiles &files,
                             const ScanProgress &progress, const std::stop_token &stop);

// Names of members with texts or numbers that some of the first rows have, besides prompt, completion and messages:
// what rows may be grouped by.
std::vector<std::string> groupMembers(const DatasetSnapshot &snapshot);

} // namespace onsa
