// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/pairs_as_chats.h"

#include <utility>

namespace onsa::ui {

namespace {

class PairsAsChats : public DatasetSnapshot
{
public:
    explicit PairsAsChats(std::shared_ptr<const DatasetSnapshot> rows)
        : m_rows(std::move(rows))
    {
    }

    std::size_t rowCount() const override { return m_rows->rowCount(); }
    RowId rowId(std::size_t row) const override { return m_rows->rowId(row); }

    Result<std::string> line(std::size_t row) const override
    {
        auto bytes = m_rows->line(row);
        if (!bytes)
            return bytes;
        const auto pair = parseExample(*bytes);
        if (!pair || pair->kind != ExampleKind::Pair)
            return bytes;
        Example chat;
        chat.kind = ExampleKind::Chat;
        chat.messages = {{"user", pair->prompt, {}}, {"assistant", pair->completion, {}}};
        return printExample(chat);
    }

private:
    std::shared_ptr<const DatasetSnapshot> m_rows;
};

} // namespace

std::shared_ptr<const DatasetSnapshot> pairsAsChats(std::shared_ptr<const DatasetSnapshot> rows)
{
    return std::make_shared<PairsAsChats>(std::move(rows));
}

} // namespace onsa::ui
