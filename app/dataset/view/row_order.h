// SPDX-License-Identifier: GPL-3.0-or-later
// Rows on their way into an order: what one key leaves equal, the next one decides.
#pragma once

#include "dataset/view/row_view.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace onsa {

class RowOrder
{
public:
    RowOrder(const DatasetSnapshot &snapshot, std::vector<std::uint32_t> rows); // positions, ascending

    // Empty texts and rows without a number go last, whichever way the rest goes.
    Result<> sortTiesBy(const SortKey &key, const ViewFacts &facts, const ScanProgress &progress,
                        const std::stop_token &stop);

    const std::vector<std::uint32_t> &rows() const { return m_rows; }
    bool isByCode() const { return m_byCode; }

private:
    using Group = std::pair<std::size_t, std::size_t>; // [first, second) of m_rows are equal so far; two or more

    std::vector<std::uint32_t> tiedRows(std::span<const Group> groups) const; // ascending
    Result<> byNumber(const SortKey &key, const ViewFacts &facts, const ScanProgress &progress,
                      const std::stop_token &stop);
    Result<> byDictionary(const SortKey &key, std::vector<std::uint32_t> tied, const ScanProgress &progress,
                          const std::stop_token &stop);
    Result<> byCode(const SortKey &key, const ScanProgress &progress, const std::stop_token &stop);

    const DatasetSnapshot &m_snapshot;
    std::vector<std::uint32_t> m_rows;
    std::vector<Group> m_ties;
    std::vector<std::uint32_t> m_placeOf; // of a tied row among the tied ones; made for each pass
    bool m_byCode = false;
};

} // namespace onsa
