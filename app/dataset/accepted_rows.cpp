// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/accepted_rows.h"

#include "dataset/row_table.h"

#include <vector>

namespace onsa {

namespace {

class Accepted : public DatasetSnapshot
{
public:
    Accepted(std::shared_ptr<const DatasetSnapshot> all, std::vector<std::uint32_t> kept)
        : m_all(std::move(all))
        , m_kept(std::move(kept))
    {
    }
    std::size_t rowCount() const override { return m_kept.size(); }
    RowId rowId(std::size_t row) const override { return m_all->rowId(m_kept[row]); }
    Result<std::string> line(std::size_t row) const override { return m_all->line(m_kept[row]); }
    ReviewState review(RowId id) const override { return m_all->review(id); }
    bool hasBom() const override { return m_all->hasBom(); }
    // In stretches of neighbours, so that they are still read in large pieces.
    Result<> forEachLine(std::size_t first, std::size_t last, const LineVisitor &visit) const override
    {
        bool goOn = true;
        for (std::size_t row = first; row < last && goOn;) {
            std::size_t end = row + 1;
            while (end < last && m_kept[end] == m_kept[end - 1] + 1)
                ++end;
            const std::size_t from = m_kept[row];
            const auto done =
                m_all->forEachLine(from, m_kept[end - 1] + std::size_t{1}, [&](std::size_t at, std::string_view line) {
                    goOn = visit(row + (at - from), line);
                    return goOn;
                });
            if (!done)
                return done;
            row = end;
        }
        return {};
    }

private:
    std::shared_ptr<const DatasetSnapshot> m_all;
    std::vector<std::uint32_t> m_kept; // rows of it, in order
};

} // namespace

AcceptedRows acceptedRows(std::shared_ptr<const DatasetSnapshot> rows)
{
    const auto *known = dynamic_cast<const RowsSnapshot *>(rows.get());
    if (known && known->marks().empty())
        return {std::move(rows), 0};
    std::vector<std::uint32_t> kept;
    kept.reserve(rows->rowCount());
    for (std::size_t row = 0; row < rows->rowCount(); ++row) {
        if (rows->review(rows->rowId(row)) != ReviewState::Rejected)
            kept.push_back(static_cast<std::uint32_t>(row));
    }
    const std::size_t rejected = rows->rowCount() - kept.size();
    if (rejected == 0)
        return {std::move(rows), 0};
    return {std::make_shared<Accepted>(std::move(rows), std::move(kept)), rejected};
}

} // namespace onsa
