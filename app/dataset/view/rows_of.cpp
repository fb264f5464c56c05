// SPDX-License-Identifier: GPL-3.0-or-later
// rowsOf: the rows that meet every condition, then put in order.
#include "dataset/view/read_rows.h"
#include "dataset/view/row_order.h"

#include <algorithm>
#include <numeric>

namespace onsa {

namespace {

struct Predicates {
    std::vector<std::unique_ptr<const RowPredicate>> byId, byText; // each by cost
};

Result<Predicates> predicatesOf(const RowView &view, const DatasetSnapshot &rows, const ViewFacts &facts)
{
    Predicates made;
    for (const RowCondition &condition : view.conditions) {
        auto predicate = predicateOf(condition, rows, facts);
        if (!predicate)
            return tl::unexpected(predicate.error());
        ((*predicate)->readsRow() ? made.byText : made.byId).push_back(std::move(*predicate));
    }
    std::stable_sort(made.byText.begin(), made.byText.end(),
                     [](const auto &a, const auto &b) { return a->cost() < b->cost(); });
    return made;
}

struct Nothing {
};

// Positions of the rows that meet every condition, ascending.
Result<std::vector<std::uint32_t>> filtered(const DatasetSnapshot &rows, const Predicates &predicates,
                                            const ScanProgress &progress, const std::stop_token &stop)
{
    std::vector<std::uint32_t> kept;
    for (std::uint32_t row = 0; row < rows.rowCount(); ++row) {
        const RowToTest known{rows.rowId(row), nullptr, {}};
        bool all = true;
        for (const auto &predicate : predicates.byId) {
            const auto holds = predicate->holds(known);
            if (!holds)
                return tl::unexpected(holds.error());
            all = all && *holds;
        }
        if (all)
            kept.push_back(row);
    }
    if (predicates.byText.empty())
        return kept;

    std::vector<char> meets(kept.size());
    const auto read =
        readRows<Nothing>(rows, kept, progress, stop, [&](std::size_t i, const RowToTest &row, Nothing &) -> Result<> {
            for (const auto &predicate : predicates.byText) {
                const auto holds = predicate->holds(row);
                if (!holds)
                    return tl::unexpected(holds.error());
                if (!*holds)
                    return {};
            }
            meets[i] = 1;
            return {};
        });
    if (!read)
        return tl::unexpected(read.error());
    std::size_t to = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (meets[i])
            kept[to++] = kept[i];
    kept.resize(to);
    return kept;
}

} // namespace

Result<ViewRows> rowsOf(const DatasetSnapshot &rows, const RowView &view, const ViewFacts &facts,
                        const ScanProgress &progress, std::stop_token stop)
{
    const auto predicates = predicatesOf(view, rows, facts);
    if (!predicates)
        return tl::unexpected(predicates.error());
    // One pass for the conditions, one for each key; the bar goes through all of them.
    const std::size_t passes = (predicates->byText.empty() ? 0 : 1) + view.sort.size();
    std::size_t pass = 0;
    const ScanProgress shown = [&](std::size_t done, std::size_t all) {
        if (progress && all > 0)
            progress(pass * 1000 + done * 1000 / all, passes * 1000);
    };
    auto kept = filtered(rows, *predicates, shown, stop);
    if (!kept)
        return tl::unexpected(kept.error());
    pass = predicates->byText.empty() ? 0 : 1;

    RowOrder order(rows, std::move(*kept));
    for (const SortKey &key : view.sort) {
        if (const auto done = order.sortTiesBy(key, facts, shown, stop); !done)
            return tl::unexpected(done.error());
        ++pass;
    }
    ViewRows result;
    result.byCode = order.isByCode();
    result.rows.reserve(order.rows().size());
    for (const std::uint32_t row : order.rows())
        result.rows.push_back(rows.rowId(row));
    return result;
}

} // namespace onsa
