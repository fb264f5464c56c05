// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_diff.h"

#include <dtl/dtl.hpp>
#include <utf8proc.h>

#include <algorithm>
#include <map>
#include <utility>

namespace onsa {

namespace {

using Kind = DiffPart::Kind;
using Units = std::vector<std::string_view>;

// Where two texts share nothing, dtl visits nearly every pair: a tenth of a second each. It keeps no more than two
// million of them at a time.
constexpr std::size_t maxCharacterPairs = 4'000'000, maxSentencePairs = 25'000'000;

Units charactersOf(std::string_view text)
{
    Units units;
    utf8proc_int32_t previous = -1, state = 0;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t point = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t *>(text.data() + at),
                                             static_cast<utf8proc_ssize_t>(text.size() - at), &point);
        if (length <= 0)
            point = 0xFFFD; // a byte that is not UTF-8 stands for itself
        if (at > 0 && utf8proc_grapheme_break_stateful(previous, point, &state)) {
            units.push_back(text.substr(start, at - start));
            start = at;
        }
        previous = point;
        at += length > 0 ? static_cast<std::size_t>(length) : 1;
    }
    if (start < text.size())
        units.push_back(text.substr(start));
    return units;
}

Units sentencesOf(const Units &characters)
{
    Units sentences;
    const char *begin = nullptr;
    for (const std::string_view unit : characters) {
        if (!begin)
            begin = unit.data();
        const bool ends = unit == "\n" || unit == "\r\n" || unit == "。" || unit == "！" || unit == "？" || unit == "."
            || unit == "!" || unit == "?";
        if (!ends)
            continue;
        sentences.emplace_back(begin, static_cast<std::size_t>(unit.data() + unit.size() - begin));
        begin = nullptr;
    }
    if (begin) {
        const std::string_view last = characters.back();
        sentences.emplace_back(begin, static_cast<std::size_t>(last.data() + last.size() - begin));
    }
    return sentences;
}

struct Piece {
    Kind kind = Kind::Same;
    Units units;
};

void add(std::vector<Piece> &pieces, Kind kind, Units units)
{
    if (units.empty())
        return;
    if (pieces.empty() || pieces.back().kind != kind)
        pieces.push_back({kind, std::move(units)});
    else
        pieces.back().units.insert(pieces.back().units.end(), units.begin(), units.end());
}

bool tooMany(const Units &before, const Units &after, std::size_t limit = maxCharacterPairs)
{
    return before.size() * after.size() > limit;
}

// Units as numbers: comparing those is quicker, and dtl copies what it compares.
std::vector<Piece> shortestEdit(const Units &before, const Units &after)
{
    std::map<std::string_view, int> known;
    const auto numbers = [&known](const Units &units) {
        std::vector<int> ids;
        for (const std::string_view unit : units)
            ids.push_back(known.try_emplace(unit, static_cast<int>(known.size())).first->second);
        return ids;
    };
    dtl::Diff<int> diff(numbers(before), numbers(after));
    diff.compose();
    std::vector<Piece> pieces;
    std::size_t b = 0, a = 0;
    for (const auto &[id, info] : diff.getSes().getSequence()) {
        if (info.type == dtl::SES_ADD)
            add(pieces, Kind::Added, {after[a++]});
        else if (info.type == dtl::SES_DELETE)
            add(pieces, Kind::Removed, {before[b++]});
        else
            add(pieces, Kind::Same, {(++a, before[b++])});
    }
    return pieces;
}

// A change as what went and what came; between two of them something stays.
struct Change {
    Units removed, added, same; // `same` follows the change

    std::size_t size() const { return std::max(removed.size(), added.size()); }
};

std::vector<Change> changesOf(const std::vector<Piece> &pieces)
{
    std::vector<Change> changes(1);
    for (const Piece &piece : pieces) {
        if (piece.kind != Kind::Same && !changes.back().same.empty())
            changes.emplace_back();
        Units &into = piece.kind == Kind::Same ? changes.back().same
            : piece.kind == Kind::Removed      ? changes.back().removed
                                               : changes.back().added;
        into.insert(into.end(), piece.units.begin(), piece.units.end());
    }
    return changes;
}

// A letter that two different words happen to share says nothing to a reader: what stays and is no longer than the
// changes on both sides of it goes with them.
std::vector<Change> readable(std::vector<Change> changes)
{
    std::vector<Change> kept;
    for (Change &change : changes) {
        if (!kept.empty() && kept.back().size() > 0 && change.size() > 0
            && kept.back().same.size() <= kept.back().size() && kept.back().same.size() <= change.size()) {
            Change &last = kept.back();
            const Units between = std::exchange(last.same, change.same);
            for (Units *side : {&last.removed, &last.added}) {
                const Units &more = side == &last.removed ? change.removed : change.added;
                side->insert(side->end(), between.begin(), between.end());
                side->insert(side->end(), more.begin(), more.end());
            }
            continue;
        }
        kept.push_back(std::move(change));
    }
    return kept;
}

Units joinedCharacters(const Units &units)
{
    if (units.empty())
        return {};
    const std::string_view last = units.back();
    return charactersOf(
        {units.front().data(), static_cast<std::size_t>(last.data() + last.size() - units.front().data())});
}

std::vector<Piece> compare(const Units &before, const Units &after)
{
    if (before.empty() || after.empty() || !tooMany(before, after))
        return shortestEdit(before, after);
    std::vector<Piece> pieces;
    const Units beforeSentences = sentencesOf(before), afterSentences = sentencesOf(after);
    if (tooMany(beforeSentences, afterSentences, maxSentencePairs)) {
        add(pieces, Kind::Removed, before);
        add(pieces, Kind::Added, after);
        return pieces;
    }
    for (const Change &change : changesOf(shortestEdit(beforeSentences, afterSentences))) {
        const Units removed = joinedCharacters(change.removed), added = joinedCharacters(change.added);
        if (removed.empty() || added.empty() || tooMany(removed, added)) {
            add(pieces, Kind::Removed, removed);
            add(pieces, Kind::Added, added);
        } else {
            for (Piece &piece : shortestEdit(removed, added))
                add(pieces, piece.kind, std::move(piece.units));
        }
        add(pieces, Kind::Same, joinedCharacters(change.same));
    }
    return pieces;
}

std::string joined(const Units &units)
{
    std::string text;
    for (const std::string_view unit : units)
        text += unit;
    return text;
}

} // namespace

std::vector<DiffPart> diffText(std::string_view before, std::string_view after)
{
    Units old = charactersOf(before), now = charactersOf(after);
    std::size_t head = 0, tail = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    while (head + tail < old.size() && head + tail < now.size()
           && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    const auto middle = [head, tail](const Units &units) {
        return Units(units.begin() + static_cast<std::ptrdiff_t>(head),
                     units.end() - static_cast<std::ptrdiff_t>(tail));
    };

    std::vector<DiffPart> parts;
    const auto tell = [&parts](Kind kind, std::string text) {
        if (text.empty())
            return;
        if (!parts.empty() && parts.back().kind == kind)
            parts.back().text += text;
        else
            parts.push_back({kind, std::move(text)});
    };
    tell(Kind::Same, joined(Units(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(head))));
    for (const Change &change : readable(changesOf(compare(middle(old), middle(now))))) {
        tell(Kind::Removed, joined(change.removed));
        tell(Kind::Added, joined(change.added));
        tell(Kind::Same, joined(change.same));
    }
    tell(Kind::Same, joined(Units(old.end() - static_cast<std::ptrdiff_t>(tail), old.end())));
    return parts;
}

} // namespace onsa
