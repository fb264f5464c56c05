// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/view/row_predicate.h"

#include "dataset/row_cache.h"

#include <algorithm>

namespace onsa {

namespace {

class Not : public RowPredicate
{
public:
    explicit Not(std::unique_ptr<const RowPredicate> inner)
        : m_inner(std::move(inner))
    {
    }
    Result<bool> holds(const RowToTest &row) const override
    {
        const auto held = m_inner->holds(row);
        return held ? Result<bool>(!*held) : held;
    }
    bool readsRow() const override { return m_inner->readsRow(); }
    int cost() const override { return m_inner->cost(); }

private:
    std::unique_ptr<const RowPredicate> m_inner;
};

PredicateMade plainPredicate(const RowCondition &condition, const DatasetSnapshot &rows, const ViewFacts &facts)
{
    switch (condition.kind) {
    case ConditionKind::Contains:
    case ConditionKind::Matches:
        return containsPredicate(condition);
    case ConditionKind::Empty:
        return emptyPredicate(condition);
    case ConditionKind::Length:
        return lengthPredicate(condition);
    case ConditionKind::Tokens:
        return tokensPredicate(condition, facts);
    case ConditionKind::Changed:
        return changedPredicate(rows, facts);
    case ConditionKind::Review:
        return reviewPredicate(condition, rows);
    case ConditionKind::Problems:
        return oneOfPredicate(facts.problems);
    case ConditionKind::Rows:
        return oneOfPredicate(condition.rows ? *condition.rows : std::vector<RowId>());
    case ConditionKind::Finding:
        break;
    }
    const auto known = std::find_if(facts.findings.begin(), facts.findings.end(),
                                    [&](const auto &finding) { return finding.first == condition.text; });
    return oneOfPredicate(known == facts.findings.end() ? std::vector<RowId>() : known->second);
}

} // namespace

PredicateMade predicateOf(const RowCondition &condition, const DatasetSnapshot &rows, const ViewFacts &facts)
{
    auto made = plainPredicate(condition, rows, facts);
    if (made && condition.except)
        return std::make_unique<const Not>(std::move(*made));
    return made;
}

std::string_view shownTextOf(const RowToTest &row, ShownText where)
{
    if (!row.example)
        return where == ShownText::Prompt ? row.line : std::string_view();
    const auto field = where == ShownText::Prompt ? promptField(*row.example) : completionField(*row.example);
    return field ? textOf(*row.example, *field) : std::string_view();
}

std::vector<std::string_view> textsOf(const RowToTest &row, ShownText where)
{
    if (where != ShownText::Any)
        return {shownTextOf(row, where)};
    if (!row.example)
        return {row.line};
    std::vector<std::string_view> texts;
    if (row.example->kind == ExampleKind::Pair)
        texts = {row.example->prompt, row.example->completion};
    for (const auto *turns : {&row.example->messages, &row.example->chosen, &row.example->rejected})
        for (const Message &message : *turns)
            texts.push_back(message.content);
    return texts;
}

} // namespace onsa
