// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_cache.h"

#include "dataset/row_issues.h"

#include <algorithm>

namespace onsa {

namespace {

constexpr qsizetype mostOfOne = 1024; // of the cache's 4096, however long a row is: the one that is shown stays
constexpr int maxCellCharacters = 120; // more does not fit and costs painting time (design: 15 ms a screen)

std::optional<TextField> messageOf(const Example &example, int index)
{
    if (index < 0 || index >= static_cast<int>(example.messages.size()))
        return std::nullopt;
    return TextField{TextField::Kind::MessageContent, index};
}

} // namespace

std::optional<TextField> promptField(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return TextField{TextField::Kind::Prompt, 0};
    const auto first = std::find_if(example.messages.begin(), example.messages.end(),
                                    [](const Message &m) { return m.role == "user"; });
    return messageOf(example, static_cast<int>(first - example.messages.begin()));
}

std::optional<TextField> completionField(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return TextField{TextField::Kind::Completion, 0};
    if (example.kind == ExampleKind::Preference)
        return example.chosen.empty() ? std::nullopt : std::optional(TextField{TextField::Kind::Chosen, 0});
    const auto last = std::find_if(example.messages.rbegin(), example.messages.rend(),
                                   [](const Message &m) { return m.role == "assistant"; });
    return messageOf(example, static_cast<int>(example.messages.rend() - last) - 1);
}

std::string_view textOf(const Example &example, const TextField &field)
{
    switch (field.kind) {
    case TextField::Kind::Prompt:
        return example.prompt;
    case TextField::Kind::Completion:
        return example.completion;
    case TextField::Kind::Chosen:
        return example.chosen.back().content;
    case TextField::Kind::Rejected:
        return example.rejected.back().content;
    case TextField::Kind::MessageContent:
        break;
    }
    return example.messages[static_cast<std::size_t>(field.message)].content;
}

QString cellText(std::string_view text, int lines)
{
    const int most = maxCellCharacters * lines;
    // 4 bytes a character at most; a character that is cut in the middle falls to the cut below.
    const auto bytes = static_cast<std::size_t>(4 * most);
    const bool isLong = text.size() > bytes;
    QString cell = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), bytes)));
    if (isLong || cell.size() > most) {
        cell.truncate(most - 1);
        if (!cell.isEmpty() && cell.back().isHighSurrogate())
            cell.chop(1);
        cell += QChar(0x2026);
    }
    const QString lineEnd = lines > 1 ? QStringLiteral("\n") : QStringLiteral("⏎");
    cell.replace(QStringLiteral("\r\n"), lineEnd);
    cell.replace(QLatin1Char('\n'), lineEnd);
    cell.replace(QLatin1Char('\r'), lineEnd);
    cell.replace(QLatin1Char('\t'), QLatin1Char(' '));
    return cell;
}

int cellLength(std::string_view text, std::size_t bytes, int lines)
{
    const std::string_view head = text.substr(0, bytes);
    return static_cast<int>(cellText(head, lines).size());
}

ShownRow &RowCache::row(RowId id, const std::function<std::string()> &line)
{
    if (ShownRow *known = m_rows.object(id))
        return *known;
    std::string bytes = line();
    auto shown = std::make_unique<ShownRow>();
    if (bytes.size() <= longShownRow) {
        shown->issues = checkRow(bytes, shown->example);
        hide(shown->issues, bytes);
    } else {
        if (auto example = parseExample(bytes))
            shown->example = std::move(*example);
        shown->unread = ++m_unread;
    }
    if (!shown->example)
        shown->raw = cellText(bytes);
    ShownRow *const row = shown.get();
    constexpr std::size_t usualRow = 8 << 10;
    m_rows.insert(id, shown.release(), std::min<qsizetype>(1 + qsizetype(bytes.size() / usualRow), mostOfOne));
    if (row->unread != 0 && m_longRow)
        m_longRow(id, row->unread, std::move(bytes));
    return *row;
}

bool RowCache::take(RowId id, std::uint64_t unread, std::vector<Issue> issues, std::optional<int> tokens,
                    std::string_view line)
{
    ShownRow *const shown = m_rows.object(id);
    if (!shown || shown->unread != unread)
        return false;
    hide(issues, line);
    shown->issues = std::move(issues);
    shown->tokens = tokens;
    shown->unread = 0;
    return true;
}

void RowCache::hide(std::vector<Issue> &issues, std::string_view line) const
{
    if (m_hidden)
        std::erase_if(issues, [&](const Issue &issue) { return m_hidden(issue, line); });
}

} // namespace onsa
