// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on what is known of a row: findings, its review state, a list of rows, whether it differs from the file.
#include "dataset/id_set.h"
#include "dataset/review_state.h"
#include "dataset/row_table.h"
#include "dataset/view/row_predicate.h"

namespace onsa {

namespace {

class OneOf : public RowPredicate
{
public:
    explicit OneOf(const std::vector<RowId> &rows)
        : m_rows(rows)
    {
    }
    Result<bool> holds(const RowToTest &row) const override { return m_rows.contains(row.id); }
    bool readsRow() const override { return false; }
    int cost() const override { return 0; }

private:
    IdSet m_rows;
};

// Edited since the save, or not in the file. A row that only moved says what it said.
Result<std::vector<RowId>> changedSince(const RowsSnapshot &saved, const RowsSnapshot &now)
{
    std::vector<RowId> edited;
    now.overlay().forEachDifference(saved.overlay(), [&](RowId id) { edited.push_back(id); });
    const IdSet before(saved.order());
    std::vector<RowId> changed;
    for (const RowId id : now.order())
        if (!before.contains(id))
            changed.push_back(id);
    for (const RowId id : edited) {
        if (!before.contains(id))
            continue;
        const auto old = saved.bytesOf(id), fresh = now.bytesOf(id);
        if (!old || !fresh)
            return tl::unexpected((old ? fresh : old).error());
        if (*old != *fresh)
            changed.push_back(id);
    }
    return changed;
}

} // namespace

PredicateMade oneOfPredicate(const std::vector<RowId> &rows)
{
    return std::make_unique<const OneOf>(rows);
}

PredicateMade reviewPredicate(const RowCondition &condition, const DatasetSnapshot &rows)
{
    if (condition.from < 0 || condition.from >= int(reviewStates))
        return oneOfPredicate({});
    return oneOfPredicate(rowsInState(rows, ReviewState(condition.from)));
}

PredicateMade changedPredicate(const DatasetSnapshot &rows, const ViewFacts &facts)
{
    const auto *saved = dynamic_cast<const RowsSnapshot *>(facts.saved.get());
    const auto *now = dynamic_cast<const RowsSnapshot *>(&rows);
    if (!saved || !now)
        return oneOfPredicate({});
    const auto changed = changedSince(*saved, *now);
    return changed ? oneOfPredicate(*changed) : tl::unexpected(changed.error());
}

} // namespace onsa
