// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/replace_text.h"

#include <QRegularExpression>

#include <unordered_set>

namespace onsa::ui {

namespace {

// $1 is how people write groups; QString::replace knows \1.
QString qtGroups(QString with)
{
    with.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    static const QRegularExpression group(QStringLiteral("\\$([1-9])"));
    return with.replace(group, QStringLiteral("\\\\1"));
}

int countIn(const QString &text, const QRegularExpression &pattern)
{
    int count = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext(); it.next())
        ++count;
    return count;
}

} // namespace

Result<Replacements> findReplacements(const DatasetSnapshot &rows, const std::vector<RowId> &within,
                                      const FindOptions &find, const QString &with, std::stop_token stop)
{
    const QString text = QString::fromStdString(find.text);
    QRegularExpression pattern(find.regex ? text : QRegularExpression::escape(text),
                               QRegularExpression::UseUnicodePropertiesOption);
    if (!find.exact)
        pattern.setPatternOptions(pattern.patternOptions() | QRegularExpression::CaseInsensitiveOption);
    if (!pattern.isValid() || text.isEmpty())
        return fail(ErrorKind::InvalidInput, "the search pattern is not valid", "invalid_pattern");
    // A text that is no pattern replaces as it is, without groups.
    const QString after =
        find.regex ? qtGroups(with) : QString(with).replace(QLatin1Char('\\'), QStringLiteral("\\\\"));

    const std::unordered_set<RowId> wanted(within.begin(), within.end());
    Replacements out;
    const auto look = [&](RowId row, const TextField &field, const std::string &bytes) {
        QString now = QString::fromStdString(bytes);
        const int places = countIn(now, pattern);
        if (places == 0)
            return;
        out.places += places;
        out.changes.push_back({row, field, now.replace(pattern, after)});
    };
    for (std::size_t i = 0; i < rows.rowCount() && !stop.stop_requested(); ++i) {
        const RowId row = rows.rowId(i);
        if (!wanted.contains(row))
            continue;
        const auto line = rows.line(i);
        if (!line)
            return tl::unexpected(line.error());
        const auto example = parseExample(*line);
        if (!example)
            continue;
        if (example->kind == ExampleKind::Pair) {
            look(row, {TextField::Kind::Prompt, 0}, example->prompt);
            look(row, {TextField::Kind::Completion, 0}, example->completion);
        }
        for (std::size_t m = 0; m < example->messages.size(); ++m)
            look(row, {TextField::Kind::MessageContent, int(m)}, example->messages[m].content);
    }
    return out;
}

} // namespace onsa::ui
