// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about the file and the data set as a whole, which need no look at every row but a sample of them first.
#pragma once

#include "dataset/dataset_scan.h"

namespace onsa {

// S7, S8, S18; across rows also T20 and X7. Adds to the report of the same rows.
void checkDataSet(const DatasetSnapshot &rows, ScanReport &report, CheckOptions options, const std::stop_token &stop);

// The parts of it.
void checkLineEnds(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop);
void checkBoilerplate(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop);
void checkShares(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop);
void checkExtraMembers(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop);

void addFileIssue(ScanReport &report, Issue issue);

} // namespace onsa
