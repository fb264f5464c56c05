// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/added_tokens.h"

#include "core/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace onsa {

namespace {

bool isWordCharacter(char32_t c)
{
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return false;
    }
}

bool standsAlone(std::string_view text, std::size_t first, std::size_t last)
{
    if (first > 0 && isWordCharacter(codePointAt(text, previousCodePoint(text, first)).value))
        return false;
    return last == text.size() || !isWordCharacter(codePointAt(text, last).value);
}

std::size_t skipSpaceBack(std::string_view text, std::size_t at, std::size_t stop)
{
    while (at > stop) {
        const std::size_t before = previousCodePoint(text, at);
        if (before < stop || !isWhiteSpace(codePointAt(text, before).value))
            break;
        at = before;
    }
    return at;
}

std::size_t skipSpace(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        const CodePoint point = codePointAt(text, at);
        if (!isWhiteSpace(point.value))
            break;
        at += point.bytes;
    }
    return at;
}

} // namespace

void AddedTokens::add(AddedToken token)
{
    int *link = &m_first[static_cast<unsigned char>(token.content.front())];
    for (std::size_t i = 0; i < token.content.size(); ++i) {
        if (*link == none) {
            *link = static_cast<int>(m_nodes.size());
            m_nodes.emplace_back();
        }
        Node &node = m_nodes[static_cast<std::size_t>(*link)];
        if (i + 1 == token.content.size()) {
            node.token = static_cast<int>(m_tokens.size());
            break;
        }
        const char next = token.content[i + 1];
        auto child =
            std::find_if(node.children.begin(), node.children.end(), [&](const auto &c) { return c.first == next; });
        if (child == node.children.end())
            child = node.children.insert(node.children.end(), {next, none});
        // The list of nodes may move when the child is made: make it here, then take its link.
        if (child->second == none) {
            child->second = static_cast<int>(m_nodes.size());
            const auto place = static_cast<std::size_t>(child - node.children.begin());
            const auto parent = static_cast<std::size_t>(*link);
            m_nodes.emplace_back();
            link = &m_nodes[parent].children[place].second;
        } else {
            link = &child->second;
        }
    }
    m_tokens.push_back(std::move(token));
}

const AddedToken *AddedTokens::longestAt(std::string_view text, std::size_t at, bool withSpecial) const
{
    const AddedToken *best = nullptr;
    int index = m_first[static_cast<unsigned char>(text[at])];
    while (index != none) {
        const Node &node = m_nodes[static_cast<std::size_t>(index)];
        if (node.token != none) {
            const AddedToken &token = m_tokens[static_cast<std::size_t>(node.token)];
            if (withSpecial || !token.special)
                best = &token;
        }
        if (++at >= text.size())
            break;
        const char next = text[at];
        const auto child =
            std::find_if(node.children.begin(), node.children.end(), [&](const auto &c) { return c.first == next; });
        index = child == node.children.end() ? none : child->second;
    }
    return best;
}

std::vector<AddedTokens::Found> AddedTokens::find(std::string_view text, bool withSpecial) const
{
    std::vector<Found> found;
    if (m_tokens.empty())
        return found;
    std::size_t free = 0; // behind the last find
    for (std::size_t at = 0; at < text.size();) {
        const AddedToken *token = longestAt(text, at, withSpecial);
        const std::size_t last = token ? at + token->content.size() : 0;
        if (!token || (token->singleWord && !standsAlone(text, at, last))) {
            ++at;
            continue;
        }
        Found hit{at, last, token->id};
        if (token->leftStrip)
            hit.first = skipSpaceBack(text, at, free);
        if (token->rightStrip)
            hit.last = skipSpace(text, last);
        found.push_back(hit);
        at = free = hit.last;
    }
    return found;
}

} // namespace onsa
