// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/masked_rows.h"

#include "dataset/finding_fixes.h"

#include <utility>

namespace onsa::ui {

namespace {

class MaskedRows : public DatasetSnapshot
{
public:
    MaskedRows(std::shared_ptr<const DatasetSnapshot> rows, std::shared_ptr<SharedMasks> masks)
        : m_rows(std::move(rows))
        , m_masks(std::move(masks))
    {
    }

    std::size_t rowCount() const override { return m_rows->rowCount(); }
    RowId rowId(std::size_t row) const override { return m_rows->rowId(row); }
    bool hasBom() const override { return m_rows->hasBom(); }
    Result<std::string> line(std::size_t row) const override
    {
        auto bytes = m_rows->line(row);
        return bytes ? Result<std::string>(m_masks->masked(*bytes)) : bytes;
    }

private:
    std::shared_ptr<const DatasetSnapshot> m_rows;
    std::shared_ptr<SharedMasks> m_masks;
};

} // namespace

std::string SharedMasks::masked(std::string_view line)
{
    const std::lock_guard lock(m_lock);
    return maskedRow(line, m_book);
}

std::string SharedMasks::print() const
{
    const std::lock_guard lock(m_lock);
    return m_book.print();
}

std::shared_ptr<const DatasetSnapshot> maskedRows(std::shared_ptr<const DatasetSnapshot> rows,
                                                  std::shared_ptr<SharedMasks> masks)
{
    return std::make_shared<MaskedRows>(std::move(rows), std::move(masks));
}

} // namespace onsa::ui
