// SPDX-License-Identifier: GPL-3.0-or-later
// Rows as the table shows them, parsed once; the least recently shown go first.
#pragma once

#include "core/example_check.h"
#include "dataset/edit_op.h"

#include <QCache>
#include <QString>

#include <functional>
#include <optional>

namespace onsa {

struct ShownRow {
    std::optional<Example> example; // nothing: the row cannot be read
    QString raw; // of such a row, cut
    std::vector<Issue> issues; // of the row alone
    std::optional<int> tokens; // once asked for
    std::uint64_t unread = 0; // a long row whose findings and tokens are not known yet: what RowCache::take() wants
};

// The window's thread reads such a row to show its beginning; checking it and counting its tokens takes too long there.
constexpr std::size_t longShownRow = 256 << 10; // bytes

// Where the table's two texts of a row are.
std::optional<TextField> promptField(const Example &example);
std::optional<TextField> completionField(const Example &example);
std::string_view textOf(const Example &example, const TextField &field);

// At most 120 characters for each of the cell's lines. In one line, line breaks are shown as ⏎.
QString cellText(std::string_view text, int lines = 1);
// How many UTF-16 units of cellText() the first `bytes` bytes of the text are.
int cellLength(std::string_view text, std::size_t bytes, int lines);

class RowCache
{
public:
    ShownRow &row(RowId id, const std::function<std::string()> &line);
    // Hears of every long row that row() reads, and finds its findings and tokens out for take().
    using LongRow = std::function<void(RowId id, std::uint64_t unread, std::string line)>;
    void setLongRow(LongRow found) { m_longRow = std::move(found); }
    // What was found out about a long row; false when it is no longer the one that was asked about.
    bool take(RowId id, std::uint64_t unread, std::vector<Issue> issues, std::optional<int> tokens,
              std::string_view line);
    void forget(RowId id) { m_rows.remove(id); }
    void clear() { m_rows.clear(); }
    // Findings that are not shown: the user keeps what they found.
    using Hidden = std::function<bool(const Issue &issue, std::string_view line)>;
    void setHidden(Hidden hidden)
    {
        m_hidden = std::move(hidden);
        clear();
    }

private:
    void hide(std::vector<Issue> &issues, std::string_view line) const;

    QCache<RowId, ShownRow> m_rows{4096}; // a hundred screens; a long row counts for many
    Hidden m_hidden;
    LongRow m_longRow;
    std::uint64_t m_unread = 0;
};

} // namespace onsa
