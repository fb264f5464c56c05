// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_changes.h"

#include "dataset/row_table.h"

#include <algorithm>
#include <iterator>

namespace onsa {

namespace {

std::vector<int> placesOf(const DatasetSnapshot &rows)
{
    std::vector<int> places;
    for (std::size_t row = 0; row < rows.rowCount(); ++row) {
        const RowId id = rows.rowId(row);
        if (places.size() <= id)
            places.resize(std::max<std::size_t>(id + std::size_t(1), rows.rowCount()), -1);
        places[id] = static_cast<int>(row);
    }
    return places;
}

int placeOf(const std::vector<int> &places, RowId id)
{
    return id < places.size() ? places[id] : -1;
}

bool sameText(const DatasetSnapshot &before, int was, const DatasetSnapshot &now, int is, RowId id)
{
    const auto *a = dynamic_cast<const RowsSnapshot *>(&before);
    const auto *b = dynamic_cast<const RowsSnapshot *>(&now);
    if (a && b && a->edited(id) == b->edited(id)) // the same bytes of the file, or the same edit
        return true;
    const auto old = before.line(static_cast<std::size_t>(was)), fresh = now.line(static_cast<std::size_t>(is));
    return old && fresh && *old == *fresh;
}

// Of rows in their new order, those that did not move: the longest run of rising old places.
std::vector<bool> stayed(const std::vector<int> &oldPlaces)
{
    std::vector<bool> stays(oldPlaces.size(), true);
    if (std::is_sorted(oldPlaces.begin(), oldPlaces.end()))
        return stays;
    std::vector<std::size_t> ends; // of a rising run of each length, the one with the smallest end
    std::vector<std::size_t> previous(oldPlaces.size(), oldPlaces.size());
    for (std::size_t i = 0; i < oldPlaces.size(); ++i) {
        const auto at = std::lower_bound(ends.begin(), ends.end(), oldPlaces[i],
                                         [&](std::size_t end, int place) { return oldPlaces[end] < place; });
        if (at != ends.begin())
            previous[i] = *std::prev(at);
        if (at == ends.end())
            ends.push_back(i);
        else
            *at = i;
    }
    stays.assign(oldPlaces.size(), false);
    for (std::size_t i = ends.empty() ? oldPlaces.size() : ends.back(); i < oldPlaces.size(); i = previous[i])
        stays[i] = true;
    return stays;
}

} // namespace

std::vector<RowChange> changesBetween(const DatasetSnapshot &before, const DatasetSnapshot &now,
                                      const RowPartners &partners, const std::function<bool(int was, int is)> &same,
                                      const std::stop_token &stop)
{
    std::vector<int> common;
    std::copy_if(partners.ofNow.begin(), partners.ofNow.end(), std::back_inserter(common),
                 [](int was) { return was >= 0; });
    const std::vector<bool> stays = stayed(common);

    std::vector<RowChange> changes;
    std::size_t nth = 0;
    // Removed rows that stood right after an old row, or at the start.
    const auto removedFrom = [&](std::size_t first) {
        for (std::size_t old = first; old < partners.ofBefore.size() && partners.ofBefore[old] < 0; ++old)
            changes.push_back({RowChange::Kind::Removed, before.rowId(old), static_cast<int>(old), -1});
    };
    removedFrom(0);
    for (std::size_t row = 0; row < partners.ofNow.size() && !stop.stop_requested(); ++row) {
        const RowId id = now.rowId(row);
        const int was = partners.ofNow[row];
        const int is = static_cast<int>(row);
        if (was < 0) {
            changes.push_back({RowChange::Kind::Added, id, -1, is});
            continue;
        }
        if (!same(was, is))
            changes.push_back({RowChange::Kind::Changed, id, was, is});
        else if (!stays[nth])
            changes.push_back({RowChange::Kind::Moved, id, was, is});
        ++nth;
        removedFrom(static_cast<std::size_t>(was) + 1);
    }
    return changes;
}

std::vector<RowChange> changedRows(const DatasetSnapshot &before, const DatasetSnapshot &now,
                                   const std::stop_token &stop)
{
    const std::vector<int> oldPlaces = placesOf(before), newPlaces = placesOf(now);
    const auto partnersOf = [](const DatasetSnapshot &rows, const std::vector<int> &places) {
        std::vector<int> partners(rows.rowCount());
        for (std::size_t row = 0; row < partners.size(); ++row)
            partners[row] = placeOf(places, rows.rowId(row));
        return partners;
    };
    const std::vector<int> ofBefore = partnersOf(before, newPlaces), ofNow = partnersOf(now, oldPlaces);
    return changesBetween(
        before, now, {ofBefore, ofNow},
        [&](int was, int is) { return sameText(before, was, now, is, now.rowId(static_cast<std::size_t>(is))); }, stop);
}

} // namespace onsa
