// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a row meets a condition. One file for each family of conditions: condition_*.cpp.
#pragma once

#include "dataset/view/row_view.h"

#include <memory>
#include <string_view>

namespace onsa {

struct RowToTest {
    RowId id = 0;
    const Example *example = nullptr; // null: the row cannot be read
    std::string_view line;
};

// Immutable; one for all threads.
class RowPredicate
{
public:
    virtual ~RowPredicate() = default;
    virtual Result<bool> holds(const RowToTest &row) const = 0;
    virtual bool readsRow() const { return true; } // false: the id is enough
    virtual int cost() const { return 1; } // cheap ones are asked first
};
using PredicateMade = Result<std::unique_ptr<const RowPredicate>>;

// Errors: InvalidInput for a pattern that is none.
PredicateMade predicateOf(const RowCondition &condition, const DatasetSnapshot &rows, const ViewFacts &facts);

PredicateMade containsPredicate(const RowCondition &condition); // Contains, Matches
PredicateMade emptyPredicate(const RowCondition &condition);
PredicateMade lengthPredicate(const RowCondition &condition);
PredicateMade tokensPredicate(const RowCondition &condition, const ViewFacts &facts);
PredicateMade oneOfPredicate(const std::vector<RowId> &rows); // Finding, Problems, Rows
PredicateMade reviewPredicate(const RowCondition &condition, const DatasetSnapshot &rows);
PredicateMade changedPredicate(const DatasetSnapshot &rows, const ViewFacts &facts);

// What the table shows in that column; of a row that cannot be read, the prompt is its line.
std::string_view shownTextOf(const RowToTest &row, ShownText where);
// That one, or every text of the row.
std::vector<std::string_view> textsOf(const RowToTest &row, ShownText where);

} // namespace onsa
