// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/view_words.h"

#include "dataset/dataset_model.h"
#include "ui/error_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace onsa::ui {

namespace {

struct ViewWords {
    Q_DECLARE_TR_FUNCTIONS(ViewWords)
};

QString number(int value)
{
    return QLocale().toString(value);
}

QString rangeWords(const QString &what, const RowCondition &condition)
{
    if (!condition.to)
        return ViewWords::tr("%1: %2 or more").arg(what, number(condition.from));
    if (condition.from <= 0)
        return ViewWords::tr("%1: at most %2").arg(what, number(*condition.to));
    return ViewWords::tr("%1: %2 to %3").arg(what, number(condition.from), number(*condition.to));
}

QString lengthWords(ShownText where)
{
    switch (where) {
    case ShownText::Prompt:
        return ViewWords::tr("Length of prompt");
    case ShownText::Completion:
        return ViewWords::tr("Length of completion");
    case ShownText::Any:
        break;
    }
    return ViewWords::tr("Length of a text");
}

QString plainWords(const RowCondition &condition)
{
    const QString text = QString::fromStdString(condition.text);
    const QString where = shownTextWord(condition.where);
    switch (condition.kind) {
    case ConditionKind::Contains:
        return ViewWords::tr("%1 contains “%2”").arg(where, text);
    case ConditionKind::Matches:
        return ViewWords::tr("%1 matches “%2”").arg(where, text);
    case ConditionKind::Empty:
        return ViewWords::tr("%1 is empty").arg(where);
    case ConditionKind::Length:
        return rangeWords(lengthWords(condition.where), condition);
    case ConditionKind::Tokens:
        return rangeWords(ViewWords::tr("Tokens"), condition);
    case ConditionKind::Finding:
        return issueText(Issue{condition.text, Severity::Info, {}, {}});
    case ConditionKind::Problems:
        return ViewWords::tr("Problems");
    case ConditionKind::Changed:
        return ViewWords::tr("Changed since the save");
    case ConditionKind::Review:
        return ViewWords::tr("State: %1").arg(DatasetModel::reviewWord(ReviewState(condition.from)));
    case ConditionKind::Rows:
        break;
    }
    return ViewWords::tr("These rows");
}

} // namespace

QString shownTextWord(ShownText where)
{
    switch (where) {
    case ShownText::Prompt:
        return ViewWords::tr("Prompt");
    case ShownText::Completion:
        return ViewWords::tr("Completion");
    case ShownText::Any:
        break;
    }
    return ViewWords::tr("Any text");
}

QString conditionWords(const RowCondition &condition)
{
    const QString plain = plainWords(condition);
    return condition.except ? ViewWords::tr("Not: %1").arg(plain) : plain;
}

QString conditionKindWords(ConditionKind kind)
{
    switch (kind) {
    case ConditionKind::Contains:
        return ViewWords::tr("contains");
    case ConditionKind::Matches:
        return ViewWords::tr("matches the pattern (regular expression)");
    case ConditionKind::Empty:
        return ViewWords::tr("is empty");
    case ConditionKind::Length:
        return ViewWords::tr("has so many characters");
    case ConditionKind::Tokens:
        return ViewWords::tr("The row has so many tokens");
    case ConditionKind::Finding:
        return ViewWords::tr("The row has this finding");
    case ConditionKind::Problems:
        return ViewWords::tr("The row has a problem");
    case ConditionKind::Changed:
        return ViewWords::tr("The row was changed since the save");
    case ConditionKind::Review:
        return ViewWords::tr("The row is in this state");
    case ConditionKind::Rows:
        break;
    }
    return ViewWords::tr("These rows");
}

QString sortKeyWords(const SortKey &key)
{
    const QString arrow = key.descending ? QStringLiteral(" ↓") : QStringLiteral(" ↑");
    switch (key.by) {
    case SortKey::By::Text:
        return shownTextWord(key.where) + arrow;
    case SortKey::By::Length:
        return lengthWords(key.where) + arrow;
    case SortKey::By::Tokens:
        return ViewWords::tr("Tokens") + arrow;
    case SortKey::By::Problems:
        return (key.descending ? ViewWords::tr("Problems last") : ViewWords::tr("Problems first"));
    case SortKey::By::Row:
        break;
    }
    return key.descending ? ViewWords::tr("From the end") : ViewWords::tr("Row number");
}

} // namespace onsa::ui
