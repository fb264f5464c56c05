// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions on what a text says: contains, matches, is empty.
#include "core/utf8.h"
#include "dataset/find_text.h"
#include "dataset/view/row_predicate.h"

namespace onsa {

namespace {

class Contains : public RowPredicate
{
public:
    Contains(TextFinder finder, ShownText where)
        : m_finder(std::move(finder))
        , m_where(where)
    {
    }
    Result<bool> holds(const RowToTest &row) const override
    {
        if (m_where != ShownText::Any)
            return m_finder.matches(shownTextOf(row, m_where));
        for (const std::string_view text : textsOf(row, m_where)) {
            const auto found = m_finder.matches(text);
            if (!found || *found)
                return found;
        }
        return false;
    }
    int cost() const override { return 3; }

private:
    TextFinder m_finder;
    ShownText m_where;
};

bool isBlank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (!isWhiteSpace(c.value))
            return false;
        at += c.bytes;
    }
    return true;
}

class Empty : public RowPredicate
{
public:
    explicit Empty(ShownText where)
        : m_where(where)
    {
    }
    Result<bool> holds(const RowToTest &row) const override
    {
        if (m_where != ShownText::Any)
            return isBlank(shownTextOf(row, m_where));
        for (const std::string_view text : textsOf(row, m_where))
            if (isBlank(text))
                return true;
        return false;
    }

private:
    ShownText m_where;
};

} // namespace

PredicateMade containsPredicate(const RowCondition &condition)
{
    auto finder = TextFinder::create({condition.text, false, condition.kind == ConditionKind::Matches});
    if (!finder)
        return tl::unexpected(finder.error());
    return std::make_unique<const Contains>(std::move(*finder), condition.where);
}

PredicateMade emptyPredicate(const RowCondition &condition)
{
    return std::make_unique<const Empty>(condition.where);
}

} // namespace onsa
