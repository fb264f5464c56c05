// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/view/block_edge.h"

#include "core/example.h"
#include "dataset/view/row_predicate.h"

namespace onsa {

namespace {

bool hasText(const DatasetSnapshot &rows, std::size_t row, ShownText where)
{
    const auto line = rows.line(row);
    if (!line)
        return false;
    const auto example = parseExample(*line);
    return !shownTextOf({rows.rowId(row), example ? &*example : nullptr, *line}, where).empty();
}

} // namespace

std::optional<std::size_t> blockEdge(const DatasetSnapshot &rows, const std::vector<std::uint32_t> *order,
                                     std::size_t from, bool down, ShownText where, std::size_t most,
                                     const std::stop_token &stop)
{
    const std::size_t count = order ? order->size() : rows.rowCount();
    if (count == 0)
        return from;
    const std::size_t last = down ? count - 1 : 0;
    const auto next = [down](std::size_t place) { return down ? place + 1 : place - 1; };
    const auto isFull = [&](std::size_t place) { return hasText(rows, order ? (*order)[place] : place, where); };
    if (from == last)
        return last;
    // In a block: to its last cell. At its end or among empty cells: to the next cell with text.
    const bool wasFull = isFull(from);
    std::size_t place = next(from);
    const bool inBlock = wasFull && isFull(place);
    for (std::size_t looked = 2; looked < most && !stop.stop_requested(); ++looked) {
        if (!inBlock && isFull(place))
            return place;
        if (place == last)
            return last;
        if (inBlock && !isFull(next(place)))
            return place;
        place = next(place);
    }
    return std::nullopt;
}

} // namespace onsa
