// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on numbers: characters of a text, tokens of a row.
#include "core/utf8.h"
#include "dataset/view/row_predicate.h"

#include <algorithm>

namespace onsa {

namespace {

struct Range {
    std::size_t from = 0;
    std::optional<std::size_t> to;

    explicit Range(const RowCondition &condition)
        : from(static_cast<std::size_t>(std::max(0, condition.from)))
    {
        if (condition.to)
            to = static_cast<std::size_t>(std::max(0, *condition.to));
    }
    bool has(std::size_t number) const { return number >= from && (!to || number <= *to); }
};

class Length : public RowPredicate
{
public:
    explicit Length(const RowCondition &condition)
        : m_range(condition)
        , m_where(condition.where)
    {
    }
    // Of any text: one of them is enough.
    Result<bool> holds(const RowToTest &row) const override
    {
        if (m_where != ShownText::Any)
            return m_range.has(countCodePoints(shownTextOf(row, m_where)));
        const auto texts = textsOf(row, m_where);
        return std::any_of(texts.begin(), texts.end(),
                           [this](std::string_view text) { return m_range.has(countCodePoints(text)); });
    }
    int cost() const override { return 2; }

private:
    Range m_range;
    ShownText m_where;
};

class Tokens : public RowPredicate
{
public:
    Tokens(const RowCondition &condition, std::function<int(const Example &)> count)
        : m_range(condition)
        , m_count(std::move(count))
    {
    }
    Result<bool> holds(const RowToTest &row) const override
    {
        return row.example && m_count && m_range.has(static_cast<std::size_t>(m_count(*row.example)));
    }
    int cost() const override { return 9; } // the tokenizer reads some MB a second

private:
    Range m_range;
    std::function<int(const Example &)> m_count;
};

} // namespace

PredicateMade lengthPredicate(const RowCondition &condition)
{
    return std::make_unique<const Length>(condition);
}

PredicateMade tokensPredicate(const RowCondition &condition, const ViewFacts &facts)
{
    return std::make_unique<const Tokens>(condition, facts.countTokens);
}

} // namespace onsa
