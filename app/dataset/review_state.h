// SPDX-License-Identifier: GPL-3.0-or-later
// How far a row has been looked at by somebody. Belongs to the row, not to the file: the user's JSONL never carries it.
#pragma once

#include "dataset/dataset_snapshot.h"

#include <array>
#include <memory>
#include <vector>

namespace onsa {

inline constexpr std::size_t reviewStates = 4;

struct RowMark {
    RowId id = 0;
    ReviewState state = ReviewState::Draft;

    bool operator==(const RowMark &) const = default;
};

// The states by row id, a byte each once one row has one. Copies share it until one of them writes.
class ReviewMarks
{
public:
    bool empty() const { return !m_states; } // all are drafts
    ReviewState find(RowId id) const
    {
        return m_states && id < m_states->size() ? (*m_states)[id] : ReviewState::Draft;
    }
    ReviewState exchange(RowId id, ReviewState state); // returns what was there
    ReviewMarks share(); // a copy for another thread; the next write copies first

private:
    std::shared_ptr<std::vector<ReviewState>> m_states;
    bool m_own = false;
};

// How many rows are in each state, by its number.
using ReviewCounts = std::array<std::size_t, reviewStates>;
ReviewCounts countReviews(const DatasetSnapshot &rows);
// For filters: the rows in that state, in document order.
std::vector<RowId> rowsInState(const DatasetSnapshot &rows, ReviewState state);

} // namespace onsa
