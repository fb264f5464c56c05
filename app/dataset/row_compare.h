// SPDX-License-Identifier: GPL-3.0-or-later
// What only several rows together show: the same again, other answers to the same question, the habits of the data set.
#pragma once

#include "dataset/issue_store.h"
#include "dataset/row_facts.h"

#include <span>

namespace onsa {

// X1, X2, X4, X8, P6, P7. Every find of equal rows is verified by their texts.
void compareRows(const DatasetSnapshot &rows, std::span<const RowFacts> facts, IssueStore &found, std::stop_token stop);
// T2, T9, T10, T13, T21, P4: what most rows do, and the rows that do it otherwise.
void compareHabits(std::span<const RowFacts> facts, IssueStore &found);

} // namespace onsa
