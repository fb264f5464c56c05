// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/replace_text.h"

#include "dataset/parallel.h"
#include "dataset/scan_progress.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

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

// What one thread knows: a pattern of its own, because a shared one is compiled under a lock.
struct Replacer {
    std::optional<QRegularExpression> pattern;
    QString text, with;
    Qt::CaseSensitivity sense = Qt::CaseInsensitive;

    void look(int row, const TextField &field, const std::string &bytes, Replacements &out) const
    {
        QString now = QString::fromStdString(bytes);
        const int places = pattern ? countIn(now, *pattern) : int(now.count(text, sense));
        if (places == 0)
            return;
        out.places += places;
        // A text that is no pattern is put in as it is, without groups.
        pattern ? now.replace(*pattern, with) : now.replace(text, with, sense);
        out.changes.push_back({row, field, now});
    }
    void lookAt(int row, std::string_view line, Replacements &out) const
    {
        const auto example = parseExample(line);
        if (!example)
            return;
        if (example->kind == ExampleKind::Pair) {
            look(row, {TextField::Kind::Prompt, 0}, example->prompt, out);
            look(row, {TextField::Kind::Completion, 0}, example->completion, out);
        }
        for (std::size_t m = 0; m < example->messages.size(); ++m)
            look(row, {TextField::Kind::MessageContent, int(m)}, example->messages[m].content, out);
    }
};

Result<Replacer> replacerOf(const FindOptions &find, const QString &with)
{
    Replacer made;
    made.text = QString::fromStdString(find.text);
    made.with = find.regex ? qtGroups(with) : with;
    made.sense = find.exact ? Qt::CaseSensitive : Qt::CaseInsensitive;
    if (find.regex) {
        made.pattern.emplace(made.text, QRegularExpression::UseUnicodePropertiesOption);
        if (!find.exact)
            made.pattern->setPatternOptions(made.pattern->patternOptions() | QRegularExpression::CaseInsensitiveOption);
    }
    if (made.text.isEmpty() || (made.pattern && !made.pattern->isValid()))
        return fail(ErrorKind::InvalidInput, "the search pattern is not valid", "invalid_pattern");
    return made;
}

} // namespace

Result<Replacements> findReplacements(const DatasetSnapshot &rows, const std::vector<int> &within,
                                      const FindOptions &find, const QString &with, const ScanProgress &progress,
                                      std::stop_token stop)
{
    if (const auto valid = replacerOf(find, with); !valid)
        return tl::unexpected(valid.error());

    std::vector<Result<Replacements>> found((within.size() + scanRows - 1) / scanRows);
    ProgressMeter meter(progress, within.size());
    parallelFor<std::optional<Replacer>>(found.size(), stop, [&](std::size_t block, std::optional<Replacer> &replacer) {
        if (!replacer)
            replacer = *replacerOf(find, with);
        const std::size_t last = std::min(within.size(), (block + 1) * scanRows);
        for (std::size_t i = block * scanRows; i < last && found[block] && !stop.stop_requested(); ++i) {
            const auto line = rows.line(std::size_t(within[i]));
            if (line)
                replacer->lookAt(within[i], *line, *found[block]);
            else
                found[block] = tl::unexpected(line.error());
        }
        meter.add(last - block * scanRows);
    });
    if (stop.stop_requested())
        return tl::unexpected(changeCancelled());

    Replacements all;
    for (Result<Replacements> &block : found) {
        if (!block)
            return block;
        all.places += block->places;
        std::move(block->changes.begin(), block->changes.end(), std::back_inserter(all.changes));
    }
    return all;
}

} // namespace onsa::ui
