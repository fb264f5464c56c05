// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/review_state.h"

#include <utility>

namespace onsa {

ReviewState ReviewMarks::exchange(RowId id, ReviewState state)
{
    const ReviewState before = find(id);
    if (before == state)
        return before;
    if (!m_own) {
        m_states = m_states ? std::make_shared<std::vector<ReviewState>>(*m_states)
                            : std::make_shared<std::vector<ReviewState>>();
        m_own = true;
    }
    if (id >= m_states->size())
        m_states->resize(std::size_t{id} + id / 2 + 64, ReviewState::Draft);
    (*m_states)[id] = state;
    return before;
}

ReviewMarks ReviewMarks::share()
{
    m_own = false;
    return *this;
}

ReviewCounts countReviews(const DatasetSnapshot &rows)
{
    ReviewCounts counts{};
    for (std::size_t row = 0; row < rows.rowCount(); ++row)
        ++counts[static_cast<std::size_t>(rows.review(rows.rowId(row)))];
    return counts;
}

std::vector<RowId> rowsInState(const DatasetSnapshot &rows, ReviewState state)
{
    std::vector<RowId> found;
    for (std::size_t row = 0; row < rows.rowCount(); ++row) {
        if (rows.review(rows.rowId(row)) == state)
            found.push_back(rows.rowId(row));
    }
    return found;
}

} // namespace onsa
