// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/replace_text.h"

#include <QRegularExpression>

#include <unordered_set>

namespace onsa::ui {

namespace {

// $1 is how people write groups; QString::replace knows \1.
QString qtGroups(QString with)
{
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
    QRegularExpression pattern(find.regex ? text : QString(), QRegularExpression::UseUnicodePropertiesOption);
    if (!find.exact)
        pattern.setPatternOptions(pattern.patternOptions() | QRegularExpression::CaseInsensitiveOption);
    if (!pattern.isValid() || text.isEmpty())
        return fail(ErrorKind::InvalidInput, "the search pattern is not valid", "invalid_pattern");
    const QString groups = qtGroups(with);
    const auto sense = find.exact ? Qt::CaseSensitive : Qt::CaseInsensitive;

    const std::unordered_set<RowId> wanted(within.begin(), within.end());
    Replacements out;
    const auto look = [&](RowId row, const TextField &field, const std::string &bytes) {
        QString now = QString::fromStdString(bytes);
        const int places = find.regex ? countIn(now, pattern) : int(now.count(text, sense));
        if (places == 0)
            return;
        out.places += places;
        // A text that is no pattern is put in as it is, without groups.
        find.regex ? now.replace(pattern, groups) : now.replace(text, with, sense);
        out.changes.push_back({row, field, now});
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
