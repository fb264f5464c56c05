// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of the document as signals of the table.
#include "dataset/dataset_model_p.h"

#include "dataset/id_set.h"

#include <algorithm>

namespace onsa {

// The order of the document is about to change: `removed` rows at `first` become `inserted` ones. Equal parts are
// changed in place, so that a selection stays; the rest is inserted or removed behind them.
void DatasetModel::beforeChange(int first, int removed, int inserted)
{
    if (d->filter) {
        d->leaving.clear();
        for (int row = first; row < first + removed; ++row)
            d->leaving.push_back(d->document.rowId(row));
        return;
    }
    if (inserted > removed)
        beginInsertRows({}, first + removed, first + inserted - 1);
    else if (removed > inserted)
        beginRemoveRows({}, first + inserted, first + removed - 1);
}

void DatasetModel::afterChange(int first, int removed, int inserted)
{
    constexpr int maxForgotten = 1000; // beyond, all is read again
    if (inserted > maxForgotten)
        d->cache.clear();
    for (int row = first; inserted <= maxForgotten && row < first + inserted; ++row)
        d->cache.forget(d->document.rowId(row));

    if (d->filter)
        return afterFilteredChange(first, inserted);
    if (inserted > removed)
        endInsertRows();
    else if (removed > inserted)
        endRemoveRows();
    if (const int same = std::min(removed, inserted); same > 0)
        Q_EMIT dataChanged(index(first, 0), index(first + same - 1, ColumnCount - 1));
    if (removed != inserted && first < rowCount())
        Q_EMIT headerDataChanged(Qt::Vertical, first, rowCount() - 1);
}

// Rows that left the document leave the view; rows that came are shown, whether they match or not, because the user
// has just made them.
void DatasetModel::afterFilteredChange(int first, int inserted)
{
    auto &view = *d->filter;
    const auto isGone = [this](RowId id) { return d->document.rowOfId(id) < 0; };
    const auto gone = static_cast<std::size_t>(std::count_if(d->leaving.begin(), d->leaving.end(), isGone));
    constexpr std::size_t maxSingle = 100; // a removal in the view each; beyond, a reset is quicker
    if (gone > maxSingle) {
        beginResetModel();
        std::erase_if(view, isGone);
        endResetModel();
    } else {
        for (std::size_t row = gone > 0 ? view.size() : 0; row-- > 0;) {
            if (!isGone(view[row]))
                continue;
            beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
            view.erase(view.begin() + static_cast<std::ptrdiff_t>(row));
            endRemoveRows();
        }
    }

    const IdSet were(d->leaving);
    std::vector<RowId> fresh;
    for (int row = first; row < first + inserted; ++row) {
        if (!were.contains(d->document.rowId(row)))
            fresh.push_back(d->document.rowId(row));
    }
    if (!fresh.empty()) {
        const IdSet shown(view); // a row that was moved may be there already
        std::erase_if(fresh, [&shown](RowId id) { return shown.contains(id); });
    }
    if (!fresh.empty()) {
        // In a sorted view beside the row that they stand beside in the document: nobody has sorted them in yet.
        const auto isNext = [&](RowId id) { return d->document.rowOfId(id) == first + inserted; };
        const auto isBehind = [&](RowId id) { return d->document.rowOfId(id) >= first + inserted; };
        const auto behind = d->sorted ? std::find_if(view.begin(), view.end(), isNext)
                                      : std::find_if(view.begin(), view.end(), isBehind);
        const auto at = static_cast<int>(behind - view.begin());
        beginInsertRows({}, at, at + static_cast<int>(fresh.size()) - 1);
        view.insert(behind, fresh.begin(), fresh.end());
        endInsertRows();
    }
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    }
}

} // namespace onsa
