// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs of prompt and completion become conversations, and the other way round. Computed in the pool on a snapshot,
// then applied to the document as one edit.
#pragma once

#include "dataset/dataset_scan.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace onsa {

struct ConvertOrder {
    bool toChat = true;
    std::string system; // toChat: instructions that every conversation begins with; "" = none
    std::optional<std::vector<std::size_t>> rows; // positions; nothing = all
};

struct ConvertPlan {
    std::vector<std::pair<RowId, std::string>> lines; // the rows that change
    std::size_t unchanged = 0; // they are so already
    std::size_t tooLong = 0; // conversations of more than a question and an answer; they stay
    std::size_t unreadable = 0; // neither; they stay
    std::size_t systemLost = 0, detailsLost = 0; // of the converted: instructions; weights, names and tool calls
};
Result<ConvertPlan> planConversion(const DatasetSnapshot &snapshot, const ConvertOrder &order,
                                   const ScanProgress &progress, const std::stop_token &stop);

} // namespace onsa
